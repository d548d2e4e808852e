/**
 * Standardisation: (x − mean)/√(variance + ε) over some axes, the common heart of batch and layer normalisation.
 *
 * It is a composition, and that is the point: mean and variance stay part of the graph, so the derivatives through the
 * statistics are right at every order. (Saved statistics treated as constants are the classic error of fused rules.)
 */
import { checkNumber, ranges } from "../../lib/index.ts";
import { normalizeAxes, type Tensor } from "../../tensor/index.ts";
import type { Over } from "../builders.ts";
import { composition } from "../operation.ts";
import { add, div, mul, reciprocalSqrt } from "./arithmetic.ts";
import { centredMoments, unscaled } from "./moments.ts";
import { reshape } from "./movement.ts";

/**
 * Standardised values with the statistics they were standardised by (axes kept at length 1; biased variance, the largest
 * number where it is beyond that).
 */
export interface Standardized {
  /** The standardised values. */
  readonly out: Tensor;
  /** The mean. */
  readonly mean: Tensor;
  /** The biased variance. */
  readonly variance: Tensor;
}

/**
 * (x − mean)/√(variance + ε), the statistics taken over the axes, and the statistics. Derivatives go through both.
 * @throws UserError for a negative eps
 * @example
 * standardizeWithStatistics(tensor([[1, 3]]), [1], 0).out; // → Tensor [1,2] [[-1, 1]]
 */
export function standardizeWithStatistics(x: Tensor, axes: readonly number[], eps: number): Standardized {
  checkNumber("standardize", "eps", eps, ranges.nonNegative);
  const { mean, centred, squares, scale } = centredMoments(
    x,
    normalizeAxes("standardize", axes, x.rank),
    eps,
  );
  const variance = div(squares, x.size / mean.size);
  // ε in the units of the variance. (ε·scale first: scale² may be beyond the largest number.)
  const damping = scale === undefined ? eps : mul(mul(eps, scale), scale);
  return {
    out: mul(centred, reciprocalSqrt(add(variance, damping))),
    mean,
    variance: unscaled(variance, scale),
  };
}

/** Axes and damping. */
export interface StandardizeOver extends Over {
  /** Added to the variance; 1e-5 unless given. */
  readonly eps?: number;
}

/**
 * (x − mean)/√(variance + ε), the statistics taken over the axes (all, if none are named).
 * @example
 * standardize(tensor([1, 3]), { eps: 0 }); // → Tensor [2] [-1, 1]
 */
export const standardize = composition({
  name: "standardize",
  inputs: ["x"],
  compute: (x: Tensor, { axes, eps = 1e-5 }: StandardizeOver = {}): Tensor =>
    standardizeWithStatistics(x, axes ?? x.shape.map((_, axis) => axis), eps).out,
  formula: "(ȳ − mean ȳ − y·mean(ȳ·y))/√(variance + ε)",
  example: { axes: [0] },
});

/** How a normalisation is damped. */
export interface NormalizeOptions {
  /** Added to the variance; 1e-5 unless given. */
  readonly eps?: number;
}

/**
 * Batch normalisation by the batch's own statistics: x [N, C, …] standardised channel by channel, times γ [C], plus β [C].
 * @see Ioffe and Szegedy, "Batch normalization", ICML 2015
 * @example
 * batchNorm(tensor([[1], [3]]), tensor([1]), tensor([5]), { eps: 0 }); // → Tensor [2,1] [[4], [6]]
 */
export const batchNorm = composition({
  name: "batchNorm",
  inputs: ["x", "weight", "bias"],
  compute: (x: Tensor, weight: Tensor, bias: Tensor, { eps = 1e-5 }: NormalizeOptions = {}): Tensor => {
    const channels = x.shape.map((length, axis) => (axis === 1 ? length : 1));
    const others = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    const { out } = standardizeWithStatistics(x, others, eps);
    return add(mul(out, reshape(weight, channels)), reshape(bias, channels));
  },
  formula: "as standardize over all axes but 1, scaled by γ; γ̄ = Σ ȳ·x̂, β̄ = Σ ȳ",
  example: { eps: 1e-5 },
});

/**
 * Layer normalisation: x standardised over its last axes, those of γ, times γ, plus β.
 * @see Ba, Kiros and Hinton, "Layer normalization", 2016
 * @example
 * layerNorm(tensor([[1, 3]]), tensor([1, 1]), tensor([0, 0]), { eps: 0 }); // → Tensor [1,2] [[-1, 1]]
 */
export const layerNorm = composition({
  name: "layerNorm",
  inputs: ["x", "weight", "bias"],
  compute: (x: Tensor, weight: Tensor, bias: Tensor, { eps = 1e-5 }: NormalizeOptions = {}): Tensor => {
    const { out } = standardizeWithStatistics(
      x,
      weight.shape.map((_, i) => -1 - i),
      eps,
    );
    return add(mul(out, weight), bias);
  },
  formula: "as standardize over the last axes, scaled by γ; γ̄ = Σ ȳ·x̂, β̄ = Σ ȳ",
  example: { eps: 1e-5 },
});
