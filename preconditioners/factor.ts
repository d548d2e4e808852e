/**
 * P itself, as linear maps: for optimizers that work in z of ŵ = P z, and for probes of PᵀHP.
 */
import type { DoubleDouble } from "../lib/index.ts";
import type { AffineGradients } from "./affine-gradients.ts";

/** P, Pᵀ and P⁻¹ as linear maps on directions of (weight, bias). None changes its argument, or needs `this`. */
export interface Factor {
  /** P·z. */
  readonly times: (z: AffineGradients) => AffineGradients;
  /** Pᵀ·g. */
  readonly transposeTimes: (g: AffineGradients) => AffineGradients;
  /** Used only by coupled weight decay in z; may be left out. */
  readonly inverseTimes?: (w: AffineGradients) => AffineGradients;
  /**
   * Whether P mixes the outputs, as K-FAC's does. Otherwise it acts on each ŵ alone, the same for all outputs, and
   * `transposeTimes` may be given any number of rows: the rows [h, 1] of a layer's input, too.
   */
  readonly mixesOutputs?: true;
  /**
   * The same Pᵀ in double-double, where all it does to a row [1, h] is to shift and scale it. Probes certify condition
   * numbers of PᵀHP to the last digit with it; without it they use `transposeTimes`, with its rounding.
   */
  readonly standardization?: () => Standardization;
}

/** Pᵀ·[1, h] = [ones, (h − shift)·scale], column by column of H, exact up to the rounding of double-double. */
export interface Standardization {
  /** One number a column of H. */
  readonly shift: readonly DoubleDouble[];
  /** One number a column of H. */
  readonly scale: readonly DoubleDouble[];
  /** What the column of ones becomes. */
  readonly ones: DoubleDouble;
}
