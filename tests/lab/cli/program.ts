/**
 * Support for the tests of the program: it is run in this process, or as a child from the sources, translated by swc
 * (as tsconfig.json here says; its workers too).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { main } from "../../../lab/cli/main.ts";

export const root = resolve(__dirname, "../../..");

/** A fresh folder for the tests of one file, and workers that start quickly. */
export function workplace(): () => string {
  let place = "";
  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), "bnp-"));
    process.env["TS_NODE_PROJECT"] = join(__dirname, "tsconfig.json");
  });
  afterAll(() => {
    delete process.env["TS_NODE_PROJECT"];
    rmSync(place, { recursive: true });
  });
  return () => place;
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program in this process. */
export function here(...args: string[]): Promise<Ended> {
  return listen(() => main(["node", "bnp", ...args]));
}

/** What a program in this process says, and its exit code. */
export async function listen(program: () => number | Promise<number>): Promise<Ended> {
  let [out, err] = ["", ""];
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true)),
    jest.spyOn(process.stderr, "write").mockImplementation((text) => ((err += String(text)), true)),
  ];
  try {
    return { code: await program(), out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The program as a child. */
export function child(...args: string[]): {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
} {
  const register = require.resolve("ts-node/register");
  const process_ = spawn(process.execPath, ["-r", register, join(root, "lab/cli/main.ts"), ...args], {
    cwd: tmpdir(),
    env: { ...process.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  process_.stdout.on("data", (piece) => (out += String(piece)));
  process_.stderr.on("data", (piece) => (err += String(piece)));
  const ended = new Promise<Ended>((settle) => {
    process_.on("close", (code) => {
      settle({ code, out, err });
    });
  });
  return { process: process_, ended };
}

/** Waits until a running comparison has finished some arms. */
export async function untilThereAre(arms: number, folder: string, running: ChildProcess): Promise<void> {
  const there = (): number =>
    existsSync(join(folder, "arms")) ? readdirSync(join(folder, "arms")).length : 0;
  while (there() < arms) {
    if (running.exitCode !== null) throw new Error(`ended early with exit code ${running.exitCode}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** The flags of a comparison that is done in no time. */
export const small = "compare --task blobs --train 120 --test 60 --hidden 8 --processes 2".split(" ");
