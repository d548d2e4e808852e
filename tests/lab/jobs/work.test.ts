import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "../../../lab/jobs/messages.ts";
import type { PoolEvents } from "../../../lab/jobs/pool.ts";
import { RunFolder } from "../../../lab/jobs/store.ts";
import { Work } from "../../../lab/jobs/work.ts";
import { armId, armsOf, type ArmSpec, cells } from "../../../lab/training/arms.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import type { Arm } from "../../../lab/training/results.ts";
import { sampleComparison } from "../compare/sample.ts";

const config = resolveConfig({ methods: ["none", "bnp"], batchSize: [2, 50], steps: [9], lr: 0.1 });
const specs = armsOf(cells(config).cells, config.seeds, () => 0.1);
const arm = (spec: ArmSpec): Arm => ({ ...sampleComparison().arms[0]!, ...spec });

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), "work-")), "run");
});
afterEach(() => {
  rmSync(join(path, ".."), { recursive: true });
});

/** A pool that does all jobs but those it is told to fail or to leave undone. */
function pool(does: (job: Job) => "done" | "failed" | "left" = () => "done") {
  const met: Job[] = [];
  return {
    met,
    stopped: false,
    run: (jobs: readonly Job[], events: PoolEvents): Promise<void> => {
      for (const job of jobs) {
        met.push(job);
        if (does(job) === "done") events.onDone?.(job, arm(job.arm));
        if (does(job) === "failed") events.onFailed?.(job, "why not");
      }
      return Promise.resolve();
    },
  };
}

it("does all jobs, the longest first, and answers in the order of the question", async () => {
  const all = pool();
  const results = await new Work(all, new RunFolder(path, config, "v1"), {}).do("arm", specs);
  expect(results.map((a) => a && armId(a as unknown as ArmSpec))).toEqual(specs.map(armId));
  expect(all.met.map((job) => job.arm.batchSize)).toEqual([
    ...Array<number>(6).fill(50),
    ...Array<number>(6).fill(2),
  ]);
  expect(readdirSync(join(path, "arms")).length).toBe(12);
});

it("has each result on disk before anybody hears of it", async () => {
  const folder = new RunFolder(path, config, "v1");
  let heard = 0;
  const onDone = (job: Job): void => {
    heard++;
    expect(folder.load("arm", job.id)).toEqual(arm(job.arm));
  };
  await new Work(pool(), folder, { onDone }).do("arm", specs);
  expect(heard).toBe(12);
});

it("gives each job a place for checkpoints of its own, which is gone when its result is there", async () => {
  const folder = new RunFolder(path, config, "v1");
  for (const spec of specs) mkdirSync(folder.checkpoints("arm", armId(spec)), { recursive: true });
  const all = pool((job) => (job.arm.seed === 0 ? "done" : "left"));
  await new Work(all, folder, {}).do("arm", specs);
  expect(new Set(all.met.map((job) => job.checkpoints)).size).toBe(12);
  for (const { arm: spec, checkpoints } of all.met) expect(existsSync(checkpoints!)).toBe(spec.seed !== 0);
});

it("does only what is not there, and does again what other code made", async () => {
  await new Work(
    pool((job) => (job.arm.seed === 2 ? "left" : "done")),
    new RunFolder(path, config, "v1"),
    {},
  ).do("arm", specs);
  const [again, plans] = [pool(), [] as number[][]];
  const work = new Work(again, new RunFolder(path, config, "v1"), {
    onPlan: (jobs, reused, outdated) => plans.push([jobs.length, reused, outdated]),
  });
  const results = await work.do("arm", specs);
  expect(results.every((a) => a !== undefined)).toBe(true);
  expect(again.met.every((job) => job.arm.seed === 2)).toBe(true);
  expect([work.done, work.reused]).toEqual([4, 8]);

  const newer = new Work(pool(), new RunFolder(path, config, "v2"), {
    onPlan: (jobs, reused, outdated) => plans.push([jobs.length, reused, outdated]),
  });
  await newer.do("arm", specs);
  expect(plans).toEqual([
    [4, 8, 0],
    [12, 0, 12],
  ]);
});

it("keeps failures by themselves, and gives nothing in their place", async () => {
  const work = new Work(
    pool((job) => (job.arm.seed === 1 ? "failed" : "done")),
    new RunFolder(path, config, "v1"),
    {},
  );
  const results = await work.do("arm", specs);
  expect(results.map((a) => a === undefined)).toEqual(specs.map((spec) => spec.seed === 1));
  expect(work.failures.length).toBe(4);
  expect(work.failures[0]).toEqual({
    label: "none",
    batchSize: 50,
    learningRate: 0.1,
    seed: 1,
    error: "why not",
  });
});
