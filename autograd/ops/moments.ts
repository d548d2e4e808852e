/**
 * Mean and variance over axes, accurate for any finite numbers: what normalisation and `variance` share.
 *
 * The two-pass formulas, mean = Σx/n and variance = Σ(x − mean)²/n, fail in three ways. Where the mean is large beside the
 * deviation, its rounding is not small beside x − mean (sixty times 1e16/3 have a mean that is off by an ulp). Where the
 * numbers are large or small, their squares overflow or underflow, and so do powers of the variance in derivatives.
 * Groups where that would happen are computed in y = (x − shift)·scale, with shift one of their numbers and scale a power
 * of two, both constants of the graph: statistics of y are those of x shifted and scaled whatever the constants are, so
 * derivatives stay right at every order. Elsewhere shift is 0 and scale 1, and not a bit differs from the plain formulas.
 */
import {
  droppedShape,
  elementsOf,
  maxValues,
  normalizeAxes,
  sizeOf,
  Tensor,
  valuesOf,
  type Shape,
} from "../../tensor/index.ts";
import type { Over } from "../builders.ts";
import { composition } from "../operation.ts";
import { untracked } from "../recording.ts";
import { add, div, minimum, mul, neg, square, sub } from "./arithmetic.ts";
import { reshape } from "./movement.ts";
import { mean, sum } from "./reduce.ts";

/** Statistics over axes, which are kept at length 1. */
export interface CentredMoments {
  readonly mean: Tensor;
  /** (x − mean)·scale. */
  readonly centred: Tensor;
  /** Σ of the squares of `centred`. */
  readonly squares: Tensor;
  /** A power of two for each group, near 1/√(variance + ε) where it is not 1; undefined where all are 1. */
  readonly scale: Tensor | undefined;
}

/** @param eps what will be added to the variance: a variance far below it need not be scaled */
export function centredMoments(x: Tensor, axes: readonly number[], eps: number): CentredMoments {
  const plain = plainMoments(x, axes);
  const safe = groupsOf(plain, x.size, eps);
  if (!safe.includes(false)) return { ...plain, scale: undefined };
  const { shift, scale } = units(x, axes, eps, safe, plain.mean.shape);
  const offset = mul(shift, scale);
  const y = plainMoments(sub(mul(x, scale), offset), axes);
  return { ...y, mean: div(add(y.mean, offset), scale), scale };
}

function plainMoments(x: Tensor, axes: readonly number[]): Omit<CentredMoments, "scale"> {
  const over = { axes, keepDims: true };
  const center = mean(x, over);
  const centred = sub(x, center);
  return { mean: center, centred, squares: sum(square(centred), over) };
}

/** The mean's rounding, some 2⁻⁵² of it, is then below 2⁻⁴² of the deviation. */
const largestRatio = 2 ** 10;
/** Powers of the variance as they occur in derivatives up to the fourth, down to variance^(−9/2), stay in range. */
const [smallest, largest] = [2 ** -200, 2 ** 200];

/** For each group whether the plain formulas are accurate there. Not where anything is NaN. */
function groupsOf(
  { mean: center, squares }: Omit<CentredMoments, "scale">,
  size: number,
  eps: number,
): boolean[] {
  const means = elementsOf(center.values);
  const count = size / means.length;
  return Array.from(elementsOf(squares.values), (total, i) => {
    const variance = total / count;
    const denominator = variance + eps;
    // A variance of 0: what is constant and has an exact mean, or so small that only ε counts.
    const isSpread = variance === 0 || means[i]! * means[i]! <= largestRatio * largestRatio * variance;
    return isSpread && denominator >= smallest && denominator <= largest;
  });
}

/** Shift and scale of each group: 0 and 1 of those that are safe, or not finite. */
function units(
  x: Tensor,
  axes: readonly number[],
  eps: number,
  safe: readonly boolean[],
  shape: Shape,
): { readonly shift: Tensor; readonly scale: Tensor } {
  const top = elementsOf(maxValues(x.values, axes));
  const bottom = elementsOf(maxValues(untracked(() => neg(x)).values, axes)).map((value) => -value);
  const shift = new Float64Array(safe.length);
  const scale = new Float64Array(safe.length).fill(1);
  safe.forEach((isSafe, i) => {
    if (isSafe || !Number.isFinite(top[i]!) || !Number.isFinite(bottom[i]!)) return;
    shift[i] = top[i]!;
    const range = Math.min(top[i]! - bottom[i]!, Number.MAX_VALUE);
    if (range > 0) scale[i] = 2 ** -exponent(Math.max(range, Math.sqrt(eps)));
  });
  return { shift: new Tensor(valuesOf(shift, shape)), scale: new Tensor(valuesOf(scale, shape)) };
}

/** Of a power of two near x, such that it and its inverse have all their digits. */
function exponent(x: number): number {
  return Math.max(-1000, Math.min(1000, Math.round(Math.log2(x))));
}

/** x, in units of 1/scale², in its own. What is beyond the largest number counts as the largest, and is constant. */
export function unscaled(x: Tensor, scale: Tensor | undefined): Tensor {
  return scale === undefined ? x : minimum(div(div(x, scale), scale), Number.MAX_VALUE);
}

/** Divisor n − ddof: 0 for the variance of the numbers themselves, 1 for an estimate from a sample. */
export interface VarianceOver extends Over {
  /** Taken off the divisor; 0 unless given. */
  readonly ddof?: number;
}

/**
 * The variance, by the mean first and the squares after: no difference of large numbers.
 * @example
 * variance(tensor([1, 2, 3])); // → Tensor [] 0.666667
 * variance(tensor([1, 2, 3]), { ddof: 1 }); // → Tensor [] 1
 */
export const variance = composition({
  name: "variance",
  inputs: ["x"],
  compute: (x: Tensor, { ddof = 0, axes, keepDims = false }: VarianceOver = {}): Tensor => {
    const normal = normalizeAxes("variance", axes, x.rank);
    // ε = 1: nothing is divided by the root of it, so that a small variance needs no scale.
    const { squares, scale } = centredMoments(x, normal, 1);
    const count = sizeOf(normal.map((axis) => x.shape[axis]!));
    const kept = unscaled(div(squares, count - ddof), scale);
    return keepDims ? kept : reshape(kept, droppedShape(x.shape, normal));
  },
  formula: "ȳ·2(x − mean)/(n − ddof)",
  example: { axes: [0] },
});
