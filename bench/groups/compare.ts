/**
 * `bnp compare`, as its users start it, on one process and on two.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keep } from "../children.ts";
import type { Group, Outcome, Settings } from "../row.ts";
import { rowOf } from "../summary.ts";

const root = join(__dirname, "..", "..");

/** Eight runs of a few seconds together, so that starting processes is a small part. */
const comparison =
  "compare --methods none,bnp --batch-size 6 --steps 2000 --lr 0.1 --seeds 0..3 --evaluations 2 --json".split(
    " ",
  );

/** At most so many rounds: one takes seconds. */
const mostRounds = 5;

async function seconds(processes: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bnp-bench-"));
  try {
    const begin = performance.now();
    const code = await new Promise<number | null>((resolve, reject) => {
      const options = ["--processes", String(processes), "--out", join(folder, "run")];
      const child = spawn(process.execPath, [join(root, "bin", "bnp.js"), ...comparison, ...options], {
        stdio: ["ignore", "ignore", "ignore"],
        detached: true,
      });
      keep(child).once("error", reject).once("exit", resolve);
    });
    if (code !== 0) throw new Error(`compare on ${processes} processes ended with code ${code}.`);
    return (performance.now() - begin) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure({ pace }: Settings): Promise<Outcome> {
  // The command runs what is built; nothing happens if that is fresh.
  const build = spawnSync(process.execPath, [join(root, "scripts", "build.js")], { stdio: ["ignore", 2, 2] });
  if (build.status !== 0) throw new Error("what compare runs could not be built.");
  const [one, two]: [number[], number[]] = [[], []];
  for (let round = 0; round < Math.min(pace.rounds, mostRounds); round++) {
    one.push(await seconds(1));
    two.push(await seconds(2));
  }
  const row = (name: string, unit: string, figures: readonly number[]): Outcome["rows"][number] => ({
    row: rowOf(name, unit, new Map([["ours", figures]])),
  });
  return {
    rows: [
      row("compare-1-process", "s", one),
      row("compare-2-processes", "s", two),
      row(
        "compare-1-over-2",
        "ratio",
        one.map((alone, round) => alone / two[round]!),
      ),
    ],
  };
}

export const compare: Group = {
  title: "A comparison on one and on two processes",
  text:
    `\`bnp ${comparison.join(" ")}\`, from start to end: two methods, four seeds. The last row says how many times as ` +
    "fast two processes are.",
  measurements: [{ name: "compare-1-process", measure }],
};
