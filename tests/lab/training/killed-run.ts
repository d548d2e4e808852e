/**
 * A program that trains one small run with a checkpoint after every step, and is killed by the tests again and again:
 * `killed-run.ts FOLDER METHOD OPTIMIZER`. It says "ready" before it looks for a checkpoint, and leaves result.json in the
 * folder when it is done; the last checkpoint then holds the trained network.
 */
import { join } from "node:path";
import { writeWhole } from "../../../lab/base/durable.ts";
import { loadTask } from "../../../lab/data/index.ts";
import { Checkpoints } from "../../../lab/training/checkpoints.ts";
import { type Config, resolveConfig } from "../../../lab/training/config.ts";
import { methods } from "../../../lab/training/methods.ts";
import type { Method } from "../../../lab/training/results.ts";
import { runArm } from "../../../lab/training/train.ts";

const [folder, method, optimizer] = process.argv.slice(2) as [string, Method, Config["optimizer"]];
const dataset = loadTask("blobs", { seed: 0, train: 47, test: 10 });
const config = resolveConfig({ hidden: [6, 5], evaluations: 10, optimizer });
const arm = {
  ...{ label: method, method, statistics: methods[method].inputStatistics ? ("ramp" as const) : null },
  ...{ batchSize: 6, steps: 400, learningRate: 0.01, seed: 0 },
};
const note = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

note("ready");
const options = {
  folder: join(folder, "checkpoints"),
  run: JSON.stringify(arm),
  note,
  every: 0,
  share: Infinity,
};
void runArm(arm, config, dataset, { checkpoints: new Checkpoints(options) }).then((result) => {
  writeWhole(join(folder, "result.json"), JSON.stringify(result));
});
