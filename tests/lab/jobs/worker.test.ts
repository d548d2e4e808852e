/**
 * The real worker in a real process, through the pool: what it gives is what the same function gives here.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonical } from "../../../lab/base/canonical.ts";
import type { Job } from "../../../lab/jobs/messages.ts";
import { Pool } from "../../../lab/jobs/pool.ts";
import type { ArmSpec } from "../../../lab/training/arms.ts";
import { Checkpoints } from "../../../lab/training/checkpoints.ts";
import { type PartialConfig, resolveConfig } from "../../../lab/training/config.ts";
import { holdOut } from "../../../lab/training/holdout.ts";
import type { Arm } from "../../../lab/training/results.ts";
import { loadData, summary } from "../../../lab/training/task.ts";
import { runArm } from "../../../lab/training/train.ts";

jest.setTimeout(60_000);

let pool: Pool | undefined;
beforeAll(() => {
  process.env["TS_NODE_PROJECT"] = join(__dirname, "../cli/tsconfig.json"); // swc: it starts quickly
});
afterAll(() => {
  delete process.env["TS_NODE_PROJECT"];
});
afterEach(() => pool?.stop());

const layer: PartialConfig = {
  task: "skewed",
  train: 90,
  test: 30,
  dial: 7,
  seed: 5,
  standardize: true,
  hidden: [4],
};
const config = resolveConfig(layer);
const spec: ArmSpec = {
  ...{ label: "bnp", method: "bnp", statistics: "ramp", batchSize: 8, steps: 20, learningRate: 0.1, seed: 0 },
};
const timeless = (arm: Arm | undefined): unknown => ({
  ...arm,
  seconds: 0,
  curve: arm?.curve.map((point) => ({ ...point, seconds: 0 })),
});

it("trains as this process would, on the whole training set and on the part for tuning", async () => {
  pool = new Pool(config, 1);
  const dataset = loadData(config);
  await expect(pool.open(1)).resolves.toEqual(summary(dataset, config));
  const jobs: Job[] = [
    { id: "tuned", kind: "tuning", arm: spec },
    { id: "whole", kind: "arm", arm: spec },
    { id: "wrong", kind: "arm", arm: { ...spec, batchSize: 91 } },
  ];
  const arms = new Map<string, Arm>();
  const errors: string[] = [];
  await pool.run(jobs, {
    onDone: (job, arm) => arms.set(job.id, arm),
    onFailed: (job, error) => errors.push(`${job.id}: ${error}`),
  });
  const held = holdOut(dataset, 5);
  const here = await runArm(spec, config, held.dataset, { onlyEnd: true, trainRows: held.trainRows });
  expect(timeless(arms.get("tuned"))).toEqual(timeless(here));
  expect(timeless(arms.get("whole"))).toEqual(timeless(await runArm(spec, config, dataset)));
  expect(errors).toEqual([expect.stringMatching(/^wrong: a batch of 91 cannot be drawn from 90/)]);
});

it("goes on from the checkpoints of the same run of the same configuration, and says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "worker-"));
  const run = canonical({ kind: "arm", arm: spec, config });
  const dataset = loadData(config);
  const whole = await runArm(spec, config, dataset);
  await runArm(spec, config, dataset, {
    checkpoints: new Checkpoints({ folder, run, every: 0, share: Infinity }),
  });

  const other = resolveConfig({ ...layer, standardize: false });
  for (const [by, said] of [
    [config, ["goes on at step 20"]],
    [other, [/is a checkpoint of another run/, /is a checkpoint of another run/, "begins again"]],
  ] as const) {
    pool = new Pool(by, 1);
    await pool.open(1);
    const notes: string[] = [];
    let arm: Arm | undefined;
    await pool.run([{ id: "a", kind: "arm", arm: spec, checkpoints: folder }], {
      onNote: (job, text) => notes.push(`${job.id}: ${text}`),
      onDone: (_, done) => (arm = done),
    });
    pool.stop();
    expect(notes).toEqual(said.map((text) => expect.stringMatching(text) as string));
    if (by === config) expect(timeless(arm)).toEqual(timeless(whole));
    else expect(timeless(arm)).toEqual(timeless(await runArm(spec, other, loadData(other))));
  }
  rmSync(folder, { recursive: true });
});

it.each<[string, PartialConfig, RegExp]>([
  ["data that cannot be loaded", { dial: 3 }, /blobs: has no use for --dial/],
  ["a network of images for data without", { model: "cnn" }, /a cnn needs images .* blobs has shape \[2\]/],
  ["to flip what is no image", { flip: true }, /--flip and --crop are for images, .* blobs has shape \[2\]/],
])("refuses %s before there is any job", async (_, layer, message) => {
  pool = new Pool(resolveConfig({ task: "blobs", ...layer }), 1);
  await expect(pool.open(1)).rejects.toThrow(message);
});
