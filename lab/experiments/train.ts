/**
 * One arm: a network trained from one seed, with its curve. A plain function of (arm, configuration, data): the
 * processes around it are somebody else's.
 *
 * Streams: the initial weights, the order of batches and the moves of augmented images come from streams of the arm's
 * seed that all methods share. Seconds count training steps alone. The loop gives way about every 100 ms, so that
 * messages and signals are seen.
 */
import { setImmediate } from "node:timers/promises";
import { DivergenceError, Random } from "../../lib/index.ts";
import { tensor } from "../../tensor/index.ts";
import { crossEntropy, Pass, type Sequential } from "../../layers/index.ts";
import type { Dataset } from "../data/index.ts";
import type { ArmSpec } from "./arms.ts";
import { augmented, type Augmentation } from "./augmentation.ts";
import { Batches, gatherLabels, gatherRows } from "./batches.ts";
import type { Config } from "./config.ts";
import { evaluate, fullBatchStatistics } from "./evaluate.ts";
import { takeRows } from "./holdout.ts";
import { buildModel, methods, type ModelConfig } from "./methods.ts";
import { buildOptimizer } from "./optimizers.ts";
import type { Arm, CurvePoint, Final } from "./results.ts";

/** The training loss of a curve is the mean over this many training examples, always the same ones. */
const trainExamples = 1000;
/** A loss above this many times the first one (or times 1, if that was lower) counts as divergence. */
const divergenceFactor = 1e6;
const giveWayEvery = 100;

/** What of a configuration reaches a training run. */
export type TrainConfig = Pick<
  Config,
  keyof ModelConfig | keyof Augmentation | "optimizer" | "momentum" | "weightDecay" | "warmup" | "evaluations"
>;

export interface RunOptions {
  /** Called with the number of steps done, about every 100 ms. */
  readonly onProgress?: (step: number) => void;
  /** Evaluate only after the last step, with running statistics only: all that tuning reads. */
  readonly onlyEnd?: boolean;
  /** The rows of the training set that are trained on; all unless given. */
  readonly trainRows?: Int32Array;
}

/** Trains one arm to its end, or to the step at which its loss leaves the finite range. */
export async function runArm(
  arm: ArmSpec,
  config: TrainConfig,
  dataset: Dataset,
  { onProgress, onlyEnd = false, trainRows = allRows(dataset.train) }: RunOptions = {},
): Promise<Arm> {
  const model = buildModel(arm, config, dataset, Random.stream(arm.seed, "weights"));
  const step = trainer(model, arm, config, dataset, trainRows);
  const probe = takeRows(dataset.train, dataset.features, trainRows.subarray(0, trainExamples));
  const curve: CurvePoint[] = [];
  let [done, seconds, gaveWay] = [0, 0, performance.now()];
  let divergedAt: number | null = null;

  for (const stop of onlyEnd ? [arm.steps] : evaluationSteps(arm.steps, config.evaluations)) {
    while (done < stop && divergedAt === null) {
      const before = performance.now();
      const fine = step();
      const after = performance.now();
      seconds += (after - before) / 1000;
      done++;
      if (!fine) divergedAt = done;
      if (after - gaveWay < giveWayEvery) continue;
      onProgress?.(done);
      await setImmediate();
      gaveWay = performance.now();
    }
    if (divergedAt !== null) break;
    const values = measure(model, probe, dataset);
    curve.push({ step: done, examples: done * arm.batchSize, seconds, ...values });
    // A last update can ruin the network without a later step to show it.
    if (done === arm.steps && values.trainLoss === null) divergedAt = done;
  }

  const end = curve.at(-1);
  const { label, method, statistics, batchSize, learningRate, seed, steps } = arm;
  return {
    ...{ label, method, statistics, batchSize, learningRate, seed, steps },
    status: divergedAt === null ? "ok" : "diverged",
    divergedAt,
    final:
      divergedAt !== null || end === undefined
        ? nothing
        : { trainLoss: end.trainLoss, testLoss: end.testLoss, testAccuracy: end.testAccuracy },
    finalFullBatch:
      divergedAt !== null || onlyEnd || !methods[method].batchStatistics
        ? null
        : measure(model, probe, dataset, true),
    seconds,
    curve,
  };
}

function allRows({ count }: Dataset["train"]): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

const nothing: Final = { trainLoss: null, testLoss: null, testAccuracy: null };

/** One training step after another; false when the loss of the step is not finite or beyond all bounds. */
function trainer(
  model: Sequential,
  arm: ArmSpec,
  config: TrainConfig,
  dataset: Dataset,
  trainRows: Int32Array,
): () => boolean {
  const { train, features, shape } = dataset;
  const optimizer = buildOptimizer(config, model.parameters(), arm.learningRate);
  const batches = new Batches(trainRows.length, arm.batchSize, Random.stream(arm.seed, "batches"));
  const moves = Random.stream(arm.seed, "augment");
  let bound: number | undefined;
  return () => {
    const rows = batches.next().map((i) => trainRows[i]!);
    const examples = augmented(gatherRows(train.inputs, features, rows), shape, moves, config);
    const inputs = tensor(examples, [rows.length, features]);
    const pass = Pass.training();
    const loss = crossEntropy(model.forward(inputs, pass), gatherLabels(train.labels, rows));
    const value = loss.item();
    bound ??= divergenceFactor * Math.max(1, value);
    // Written so that NaN, which is neither above nor below, counts as diverged.
    if (!(value <= bound)) return false;
    try {
      optimizer.step(loss, pass);
    } catch (error) {
      if (error instanceof DivergenceError) return false;
      throw error;
    }
    return true;
  };
}

function measure(model: Sequential, probe: Dataset["train"], dataset: Dataset, fullBatch = false): Final {
  const statistics = fullBatch ? fullBatchStatistics(model, dataset.train, dataset.features) : undefined;
  const train = evaluate(model, probe, dataset.features, statistics);
  const test = evaluate(model, dataset.test, dataset.features, statistics);
  return {
    trainLoss: finite(train.loss),
    testLoss: finite(test.loss),
    testAccuracy: Number.isFinite(test.loss) ? test.accuracy : null,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * The steps after which a curve is evaluated: 0, the last, and about `evaluations` in all, as the squares of evenly
 * spaced numbers: dense at the start, where curves are steep, and never further apart than twice the mean spacing.
 */
export function evaluationSteps(steps: number, evaluations: number): readonly number[] {
  const points = Array.from({ length: evaluations + 1 }, (_, i) =>
    Math.round(steps * (i / evaluations) ** 2),
  );
  return [...new Set(points)];
}
