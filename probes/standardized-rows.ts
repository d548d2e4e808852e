/**
 * The rows of Ĥ = [e, H] that an affine layer sees, and of ĤP where P shifts and scales them, in double-double.
 *
 * h − μ has no rounding error to speak of here, however large μ is: both are Float64 numbers as they are stored, and their
 * difference is exact. To multiply Ĥ by something first and to centre the product afterwards would leave ε·|μ| of each row
 * in place of ε·|h − μ|. What the rows are used for this file does not know.
 */
import { dd, type DoubleDouble } from "../lib/index.ts";
import type { Factor, Standardization } from "../preconditioners/index.ts";
import { elementsOf, ones, type Tensor } from "../tensor/index.ts";
import type { LongRows } from "./certain-singular-values.ts";

const unit = dd.doubleDouble(1);

/** The rows, each beginning with the column of ones if the layer has a bias. */
export interface SeenRows extends LongRows {
  /** Whether they are exact up to the rounding of double-double; else they are as Float64 arithmetic gave them. */
  readonly isExact: boolean;
}

/** Ĥ, or ĤP for the factor P of the layer's preconditioner. */
export function rowsThrough(input: Tensor, bias: boolean, p?: Factor): SeenRows {
  if (p === undefined) return { ...standardizedRows(input, bias), isExact: true };
  const by = p.standardization?.();
  if (by !== undefined) return { ...standardizedRows(input, bias, by), isExact: true };
  const plain = standardizedRows(input, bias);
  const [rows, inputs] = input.shape as [number, number];
  const image = p.transposeTimes({
    weight: input.values,
    ...(bias && { bias: ones([rows]).values }),
  });
  const [weight, ofBias] = [elementsOf(image.weight), image.bias && elementsOf(image.bias)];
  const first = bias ? 1 : 0;
  const entries = plain.entries.map((_, at) => {
    const [j, c] = [Math.floor(at / plain.columns), at % plain.columns];
    return c < first ? ofBias![j]! : weight[j * inputs + c - first]!;
  });
  return { ...plain, entries, isExact: entries.every((x, at) => x === plain.entries[at]) };
}

/**
 * [ones, (h − shift)·scale] for each row of H, or [1, h] if there is no standardization; without the first column if the
 * layer has no bias.
 */
export function standardizedRows(input: Tensor, bias: boolean, by?: Standardization): LongRows {
  const [rows, inputs] = input.shape as [number, number];
  const h = elementsOf(input.values);
  const first = bias ? 1 : 0;
  const columns = inputs + first;
  const entries = new Float64Array(rows * columns);
  const low = new Float64Array(rows * columns);
  const put = (at: number, x: DoubleDouble): void => {
    entries[at] = x.high;
    low[at] = x.low;
  };
  for (let j = 0; j < rows; j++) {
    if (bias) put(j * columns, by?.ones ?? unit);
    for (let c = 0; c < inputs; c++) {
      const x = dd.doubleDouble(h[j * inputs + c]!);
      const seen = by ? dd.times(dd.plus(x, dd.negative(by.shift[c]!)), by.scale[c]!) : x;
      put(j * columns + first + c, seen);
    }
  }
  return { entries, low, rows, columns };
}

/**
 * U and D by the moments of the rows themselves: the mean of each channel and 1/√(σ² + ε₁·max σ² + ε₂), with q = 1. With
 * `damping` undefined D is the identity.
 * @param seen what statistics are taken of, one column a channel; each channel has `inputs` / channels columns of H
 */
export function ownStandardization(
  seen: Tensor,
  inputs: number,
  damping?: { readonly eps1: number; readonly eps2: number },
): Standardization {
  const [values, channels] = seen.shape as [number, number];
  const numbers = elementsOf(seen.values);
  const count = dd.doubleDouble(values);
  const moments = Array.from({ length: channels }, (_, c) => {
    let sum = dd.zero;
    for (let i = 0; i < values; i++) sum = dd.plus(sum, dd.doubleDouble(numbers[i * channels + c]!));
    const mean = dd.over(sum, count);
    let squares = dd.zero;
    if (damping !== undefined) {
      for (let i = 0; i < values; i++) {
        const apart = dd.plus(dd.doubleDouble(numbers[i * channels + c]!), dd.negative(mean));
        squares = dd.plus(squares, dd.times(apart, apart));
      }
    }
    return { mean, variance: dd.over(squares, count) };
  });
  const largest = moments.reduce(
    (most, { variance }) => (variance.high > most.high ? variance : most),
    dd.zero,
  );
  const scaleOf = (variance: DoubleDouble): DoubleDouble => {
    if (damping === undefined) return unit;
    const damped = dd.times(dd.doubleDouble(damping.eps1), largest);
    return dd.over(unit, dd.root(dd.plus(dd.plus(variance, damped), dd.doubleDouble(damping.eps2))));
  };
  const repeat = <T>(perChannel: readonly T[]): T[] =>
    perChannel.flatMap((one) => new Array<T>(inputs / channels).fill(one));
  return {
    shift: repeat(moments.map(({ mean }) => mean)),
    scale: repeat(moments.map(({ variance }) => scaleOf(variance))),
    ones: unit,
  };
}
