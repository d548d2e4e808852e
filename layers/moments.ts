/**
 * The statistics of normalization layers, and the choice of those that an evaluation uses.
 */
import type { Tensor } from "../tensor/index.ts";

/** Mean and variance by which a normalization layer standardized, one number a feature. */
export interface Moments {
  /** One number a feature. */
  readonly mean: Tensor;
  /** Biased: divisor N. */
  readonly variance: Tensor;
}

/** The moments that each normalization layer of a model saw, by layer. */
export type BatchStatistics = ReadonlyMap<object, Moments>;

/** Statistics for batch normalization: running ones, the batch's own, or given ones (see `batchStatistics`). */
export type NormalizeBy = "running" | "batch" | BatchStatistics;
