/**
 * The record of one comparison: what was asked, what each arm did, what follows. It is what `metrics.json` in a run
 * folder holds, what `--json` prints, and all that a report is made from.
 *
 * Plain data only: this file knows nothing of tensors, processes or pages. Non-finite numbers are written as null, since
 * JSON has no others.
 */
import type { Provenance } from "../base/index.ts";
import type { Arm, Skipped, TaskSummary } from "../training/index.ts";

/** An arm that ended in an error (a worker that died, a fault of ours): it has no result, and the command exits 1. */
export interface Failure {
  readonly label: string;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly split?: number;
  readonly error: string;
}

/** What tuning found for one (label, batch size). */
export interface Tuning {
  readonly label: string;
  readonly batchSize: number;
  /**
   * Every rate tried, ascending. The loss and the accuracy are medians over the tuning seeds of the values at the end
   * of training, on the held-out part of the training set (never on the test set); null if the median run diverged.
   */
  readonly tried: readonly {
    readonly learningRate: number;
    readonly medianLoss: number | null;
    readonly medianAccuracy: number | null;
    /** Of the tuning runs at this rate, how many diverged. */
    readonly diverged: number;
  }[];
  /**
   * Of the rates that trained (of all, if none did) the one with the lowest median loss; of equal losses the one with the
   * higher accuracy, then the lower one.
   */
  readonly best: number;
  /** True if the best rate is still at an edge of the grid after the grid was extended as far as it goes. */
  readonly atEdge: boolean;
  /**
   * False if at no rate the held-out part was predicted better than by a constant answer, and better than before the
   * first step, by more than noise: such a cell gets no verdict. Left out where the part is too small to tell.
   */
  readonly trained?: boolean;
}

/** "too few": fewer than three seeds on one split, or fewer than three splits where they vary, say nothing. */
export type Verdict = "better" | "worse" | "no difference seen" | "too few seeds" | "too few splits";

/** One paired comparison at one batch size: the difference in final test accuracy, a − b, over what they share. */
export interface PairedDifference {
  readonly a: string;
  readonly b: string;
  readonly batchSize: number;
  readonly seeds: number;
  /** Train/test splits: 1 where all arms share one. Where there are more, they and not the seeds are the replicates. */
  readonly splits: number;
  readonly meanDifference: number;
  /** 95 % interval of the mean difference, not corrected; null where nothing is said. */
  readonly interval: readonly [number, number] | null;
  /** The half-width that the number of test examples alone gives the interval; null like the interval. */
  readonly resolution: number | null;
  /** p-value of this comparison alone, and by Holm's correction over all of the record. */
  readonly p: number | null;
  readonly adjustedP: number | null;
  /** What p says, and what adjustedP says, at 5 %. */
  readonly rawVerdict: Verdict;
  readonly verdict: Verdict;
}

/** A median of measured values, and the 95 % interval of the median that their order gives. */
export interface Timing {
  readonly median: number;
  readonly interval: readonly [number, number];
}

/** What a training step of one label at one batch size costs, timed alone after all arms were done (costs.ts). */
export interface StepCost {
  readonly label: string;
  readonly batchSize: number;
  /** Steps timed, after a warm-up. */
  readonly rounds: number;
  readonly milliseconds: Timing;
  /** Over the step of "none" in the same round; null where there is no "none" at this batch size. */
  readonly relative: Timing | null;
}

export interface Comparison {
  readonly schema: 1;
  readonly task: TaskSummary;
  /** The resolved configuration: written to config.json, it is itself a valid --config. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly arms: readonly Arm[];
  readonly skipped: readonly Skipped[];
  /** Left out when nothing failed. */
  readonly failures?: readonly Failure[];
  /** Empty when rates were given. */
  readonly tuning: readonly Tuning[];
  readonly differences: readonly PairedDifference[];
  /** Left out where they were not measured; then `costsLeftOut` says why, except in records older than both. */
  readonly costs?: readonly StepCost[];
  readonly costsLeftOut?: string;
  /** Arms that were asked for and are not there, because the run was interrupted. */
  readonly missing: number;
  readonly provenance: Provenance;
}
