/**
 * One arm: a network trained from one seed, with its curve. A plain function of (arm, configuration, data):
 * the processes around it are in lab/jobs. Given a place for checkpoints, it leaves some behind and goes on from what
 * it finds, which changes no result.
 *
 * Seconds count training steps alone. The loop gives way about every 100 ms, so that messages and signals are seen.
 */
import { setImmediate } from "node:timers/promises";
import type { Sequential } from "../../layers/index.ts";
import type { Dataset } from "../data/index.ts";
import type { ArmSpec } from "./arms.ts";
import type { RunState } from "./checkpoint.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Config } from "./config.ts";
import { evaluate, fullBatchStatistics } from "./evaluate.ts";
import { takeRows } from "./holdout.ts";
import { methods } from "./methods.ts";
import type { Arm, CurvePoint, Final } from "./results.ts";
import { Training, type TrainingConfig } from "./training.ts";

/** The training loss of a curve is the mean over this many training examples, always the same ones. */
const trainExamples = 1000;
const giveWayEvery = 100;

/** What of a configuration reaches a training run. */
export type TrainConfig = TrainingConfig & Pick<Config, "evaluations">;

export interface RunOptions {
  /** Called with the number of steps done, about every 100 ms. */
  readonly onProgress?: (step: number) => void;
  /** Evaluate only before the first step and after the last, with running statistics only: all that tuning reads. */
  readonly onlyEnd?: boolean;
  /** The rows of the training set that are trained on; all unless given. */
  readonly trainRows?: Int32Array;
  /** None are kept unless given. */
  readonly checkpoints?: Checkpoints;
}

/** Trains one arm to its end, or to the step at which its loss leaves the finite range. */
export async function runArm(
  arm: ArmSpec,
  config: TrainConfig,
  dataset: Dataset,
  { onProgress, onlyEnd = false, trainRows = allRows(dataset.train), checkpoints }: RunOptions = {},
): Promise<Arm> {
  const begin = (): Training => new Training(arm, config, dataset, trainRows);
  const { training, ...before } = resume(checkpoints, begin) ?? { training: begin(), ...nothingDone };
  const { model } = training;
  const probe = takeRows(dataset.train, dataset.features, trainRows.subarray(0, trainExamples));
  const curve: CurvePoint[] = [...before.curve];
  let { step: done, seconds } = before;
  let gaveWay = performance.now();
  let divergedAt: number | null = null;
  if (done > 0) onProgress?.(done);

  const stops = evaluationSteps(arm.steps, onlyEnd ? 1 : config.evaluations);
  for (const stop of stops.slice(curve.length)) {
    while (done < stop && divergedAt === null) {
      const started = performance.now();
      const fine = training.step();
      const after = performance.now();
      seconds += (after - started) / 1000;
      done++;
      if (!fine) divergedAt = done;
      else if (checkpoints?.isDue(after) === true) {
        checkpoints.save({ training: training.state(), step: done, seconds, curve });
      }
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
  const { label, method, statistics, batchSize, learningRate, seed, split, steps } = arm;
  return {
    ...{
      label,
      method,
      statistics,
      batchSize,
      learningRate,
      seed,
      ...(split !== undefined && { split }),
      steps,
    },
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

/** A run as it was when it was interrupted, if it was. */
function resume(
  checkpoints: Checkpoints | undefined,
  begin: () => Training,
): (Omit<RunState, "training"> & { readonly training: Training }) | undefined {
  return checkpoints?.resume((state, path) => {
    const training = begin();
    training.restore(state.training, path);
    return { ...state, training };
  });
}

const nothingDone = { step: 0, seconds: 0, curve: [] };

function allRows({ count }: Dataset["train"]): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

const nothing: Final = { trainLoss: null, testLoss: null, testAccuracy: null };

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
