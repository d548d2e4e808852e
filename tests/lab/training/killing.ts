/**
 * Runs that are killed without warning at random moments, started again until they are done, and compared with one that
 * was left alone: what the quick and the long test share.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Config } from "../../../lab/training/config.ts";
import type { Arm, Method } from "../../../lab/training/results.ts";
import { type Random, readSafetensors } from "../../../lib/index.ts";

/** What came of all lives together. */
export interface Lives {
  kills: number;
  /** How often a life went on from a checkpoint. */
  resumed: number;
  /** Whatever else was said: nothing, if no checkpoint was ever found damaged. */
  readonly complaints: string[];
}

export interface Ended {
  readonly arm: unknown;
  /** Every array of the last checkpoint, as bits: parameters, statistics, optimizer. */
  readonly arrays: string;
  /** The streams and the place in the data after the last step. */
  readonly streams: unknown;
}

const root = resolve(__dirname, "../../..");
const register = require.resolve("ts-node/register/transpile-only");

/** One life; killed `after` milliseconds from when it is ready, if that is given and it lives that long. */
function live(args: readonly string[], after: number | undefined, lives: Lives): Promise<void> {
  const child = spawn(process.execPath, ["-r", register, join(__dirname, "killed-run.ts"), ...args], {
    env: { ...process.env, TS_NODE_PROJECT: join(root, "tsconfig.json") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (piece: Buffer) => {
    if (said === "" && after !== undefined) setTimeout(() => child.kill("SIGKILL"), after);
    said += piece.toString();
  });
  return new Promise((settle, reject) => {
    child.on("close", (code, signal) => {
      if (signal === "SIGKILL") lives.kills++;
      else if (code !== 0) reject(new Error(`killed-run ended by itself with ${code ?? signal ?? ""}`));
      for (const line of said.split("\n")) {
        if (/^goes on at step \d+$/.test(line)) lives.resumed++;
        else if (line !== "" && line !== "ready") lives.complaints.push(line);
      }
      settle();
    });
  });
}

/** Trains to the end, through as many deaths as asked for at most, each at a moment up to `longest` ms after the start. */
export async function train(
  method: Method,
  optimizer: Config["optimizer"],
  lives: Lives,
  deaths: { readonly most: number; readonly longest: number; readonly random: Random },
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "killed-"));
  try {
    const before = lives.kills;
    while (!existsSync(join(folder, "result.json"))) {
      const dies = lives.kills - before < deaths.most;
      const after = dies ? deaths.random.between(0, deaths.longest) : undefined;
      await live([folder, method, optimizer], after, lives);
    }
    return ended(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ended(folder: string): Ended {
  const arm = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as Arm;
  const last = readdirSync(join(folder, "checkpoints")).sort().at(-1)!;
  const { arrays, metadata } = readSafetensors(readFileSync(join(folder, "checkpoints", last)));
  const { step, batches, moves } = JSON.parse(metadata.get("state")!) as Record<string, unknown>;
  return {
    // Without its clock.
    arm: { ...arm, seconds: 0, curve: arm.curve.map((point) => ({ ...point, seconds: 0 })) },
    arrays: JSON.stringify([...arrays].map(([name, { values }]) => [name, Buffer.from(values.buffer).toString("hex")])), // prettier-ignore
    streams: { step, batches, moves },
  };
}
