/**
 * What one training run did, and what is known of its data: the part of every record that training itself writes.
 *
 * Plain data only: this file knows nothing of tensors, processes or pages. Non-finite numbers are written as null, since
 * JSON has no others.
 */

import type { StatisticsPolicy } from "../../preconditioners/index.ts";
import type { Method } from "./methods.ts";

export type { Method, StatisticsPolicy };

/**
 * One point of a training curve. Seconds count training steps only, never evaluation; other arms shared the machine, so
 * they are not what a method costs (StepCost is).
 */
export interface CurvePoint {
  readonly step: number;
  readonly examples: number;
  readonly seconds: number;
  readonly trainLoss: number | null;
  readonly testLoss: number | null;
  /** Share of the test examples that are classified correctly, 0 to 1. */
  readonly testAccuracy: number | null;
}

export interface Final {
  readonly trainLoss: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
}

/** One training run: a method at a batch size and a learning rate, from one seed. */
export interface Arm {
  /** How the arm is called in tables: the method, with the statistics policy where several are compared ("bnp:paper"). */
  readonly label: string;
  readonly method: Method;
  readonly statistics: StatisticsPolicy | null;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
  /** The train/test split, where the configuration names splits. */
  readonly split?: number;
  /** Steps asked for. */
  readonly steps: number;
  readonly status: "ok" | "diverged";
  /** The step at which the loss, or a gradient, first left the finite range, for a diverged arm. */
  readonly divergedAt: number | null;
  readonly final: Final;
  /** Batch normalised networks only: evaluated with statistics of the whole training set in place of the running ones. */
  readonly finalFullBatch: Final | null;
  /** Seconds of training steps, evaluation excluded, while other arms shared the machine. */
  readonly seconds: number;
  readonly curve: readonly CurvePoint[];
}

/** A pair that makes no sense and was not run (batch normalisation at batch size 1). */
export interface Skipped {
  readonly label: string;
  readonly batchSize: number;
  readonly reason: string;
}

/** What the best constant answer reaches on some examples. */
export interface Chance {
  readonly examples: number;
  /** Mean cross-entropy, in nats, of the class frequencies of these examples. */
  readonly loss: number;
  /** The share of the most frequent class, 0 to 1. */
  readonly accuracy: number;
}

/** Standard deviations of features over the training set, constant features left out; of channels for images. */
export interface Scales {
  readonly least: number;
  readonly greatest: number;
  /** How many features are constant. */
  readonly constant: number;
}

export interface TaskSummary {
  readonly name: string;
  readonly description: string;
  readonly features: number;
  readonly classes: number;
  readonly train: number;
  readonly test: number;
  /** Examples of the files left out for missing values; not there if none were. */
  readonly dropped?: number;
  /** What was decided in doubt or left out when the data was loaded; not there if nothing was. */
  readonly notes?: readonly string[];
  /** Left out where every feature is constant, and by records of before. */
  readonly scales?: Scales;
  /** On the part of the training set that tuning holds out; left out where nothing is tuned. */
  readonly chance?: Chance;
  /** Splits are drawn from the same examples (those of the files), so that they overlap. */
  readonly resplit?: true;
}
