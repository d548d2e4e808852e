/**
 * `compare` killed or stopped in the middle of its only run, and continued: it goes on from a checkpoint, says so, and
 * ends where it would have ended.
 */
import { existsSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import { loadTask } from "../../../lab/data/index.ts";
import type { Comparison } from "../../../lab/jobs/comparison.ts";
import { resolveConfig, runArm } from "../../../lab/training/index.ts";
import { child, small, workplace } from "../cli/program.ts";

jest.setTimeout(240_000);
const place = workplace();
beforeAll(() => (process.env["BNP_CHECKPOINT_SECONDS"] = "0.2"));
afterAll(() => delete process.env["BNP_CHECKPOINT_SECONDS"]);

/** A run of about ten seconds, so that each of two lives has time for a checkpoint, which there is twice a second. */
async function longRun(): Promise<string[]> {
  const arm = {
    label: "bnp",
    method: "bnp",
    statistics: "ramp",
    batchSize: 1,
    learningRate: 0.01,
    seed: 0,
  } as const;
  const dataset = loadTask("blobs", { seed: 0, train: 120, test: 60 });
  const { seconds } = await runArm({ ...arm, steps: 4000 }, resolveConfig({ hidden: [8] }), dataset, { onlyEnd: true }); // prettier-ignore
  const steps = Math.round((10 * 4000) / seconds);
  return [...small, ..."--methods bnp --batch-size 1 --seeds 0 --lr 0.01 --steps".split(" "), String(steps)];
}

/** The files of the checkpoints of a folder. */
function checkpointsIn(folder: string): readonly string[] {
  const under = join(folder, "checkpoints");
  if (!existsSync(under)) return [];
  const names = readdirSync(under, { recursive: true }) as string[];
  return names.filter((name) => name.endsWith(".safetensors")).map((name) => join(under, name)).sort(); // prettier-ignore
}

async function untilThereIs(count: number, folder: string, running: ChildProcess): Promise<void> {
  while (checkpointsIn(folder).length < count) {
    if (running.exitCode !== null) throw new Error(`ended early with exit code ${running.exitCode}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

const results = (folder: string): unknown =>
  (JSON.parse(readFileSync(join(folder, "metrics.json"), "utf8")) as Comparison).arms.map((arm) => ({
    ...arm,
    seconds: 0,
    curve: arm.curve.map((point) => ({ ...point, seconds: 0 })),
  }));

it("ends where it would have ended, killed at once and stopped by SIGTERM, and with its newest checkpoint cut short", async () => {
  const [stopped, whole] = [join(place(), "stopped"), join(place(), "whole")];
  const args = await longRun();
  const uninterrupted = child(...args, "--out", whole).ended;

  const first = child(...args, "--out", stopped);
  await untilThereIs(1, stopped, first.process);
  first.process.kill("SIGKILL");
  expect((await first.ended).code).toBeNull();

  const second = child("compare", "--out", stopped, "--resume", "--processes", "1");
  await untilThereIs(2, stopped, second.process);
  second.process.kill("SIGTERM");
  const { code, err } = await second.ended;
  expect(code).toBe(75);
  expect(err).toMatch(/^bnp b1 s0: goes on at step \d+$/m);
  expect(err).toMatch(/^Interrupted: 0 runs are done and kept, 1 are missing\. To continue:$/m);

  truncateSync(checkpointsIn(stopped).at(-1)!, 1000);
  const third = await child("compare", "--out", stopped, "--resume", "--processes", "1").ended;
  expect(third.code).toBe(0);
  expect(third.err).toMatch(/^bnp b1 s0: not read: .*\.safetensors: .*\. Use a whole and unchanged file.*$/m);
  expect(third.err).toMatch(/^bnp b1 s0: goes on at step \d+$/m);
  expect((await uninterrupted).code).toBe(0);
  expect(results(stopped)).toEqual(results(whole));
  for (const folder of [stopped, whole]) expect(readdirSync(folder)).not.toContain("checkpoints");
});
