/**
 * The softmax family, row by row: shares of a sum of exponentials over some axes, in one pass over each row.
 *
 * All are taken from the largest element, so nothing overflows. `shareMissing` exists for derivatives: where one share
 * is almost 1, the others are what 1 minus it would lose.
 */
import { rowsOf } from "./reduce.ts";
import { transposeValues, valuesOf, type Values } from "./values.ts";

/** Fills out[from … to) from the same places of x. `largest` is the largest element there, and occurs `ties` times. */
type RowMap = (
  x: Float64Array,
  from: number,
  to: number,
  largest: number,
  ties: number,
  out: Float64Array,
) => void;

/** The rows of x over some axes, each mapped as a whole. */
export function mapRows(x: Values, axes: readonly number[], map: RowMap): Values {
  const { data, rows, columns, order } = rowsOf(x, axes);
  const out = new Float64Array(data.length);
  for (let r = 0; r < rows; r++) {
    const from = r * columns;
    const to = from + columns;
    let largest = -Infinity;
    let ties = 0;
    for (let at = from; at < to; at++) {
      const value = data[at]!;
      if (value > largest || value !== value) {
        largest = value;
        ties = 1;
        if (value !== value) break; // NaN
      } else if (value === largest) ties++;
    }
    map(data, from, to, largest, ties, out);
  }
  const values = valuesOf(
    out,
    order.map((axis) => x.shape[axis]!),
  );
  return order.every((axis, i) => axis === i)
    ? values
    : transposeValues(
        values,
        order.map((_, i) => order.indexOf(i)),
      );
}

/** Distance from the largest element; 0 where all are −∞, which are taken for equal. */
export const below = (value: number, largest: number): number =>
  largest === -Infinity ? 0 : value - largest;

/**
 * eˣ/Σeˣ over the axes. Of −∞ alone, every element has an equal share: the limit along equal elements.
 * @example
 * new Tensor(softmaxValues(tensor([0, 0]).values, [0])); // → Tensor [2] [0.5, 0.5]
 */
export function softmaxValues(x: Values, axes: readonly number[]): Values {
  return mapRows(x, axes, (data, from, to, largest, _ties, out) => {
    let total = 0;
    for (let at = from; at < to; at++) total += out[at] = Math.exp(below(data[at]!, largest));
    for (let at = from; at < to; at++) out[at] = out[at]! / total;
  });
}

/**
 * x − log Σeˣ over the axes. The largest elements count n exactly, and log1p keeps the digits of the others.
 * @example
 * new Tensor(logSoftmaxValues(tensor([0, 0]).values, [0])); // → Tensor [2] [-0.693147, -0.693147]
 */
export function logSoftmaxValues(x: Values, axes: readonly number[]): Values {
  return mapRows(x, axes, (data, from, to, largest, ties, out) => {
    let others = 0;
    for (let at = from; at < to; at++) {
      const distance = below(data[at]!, largest);
      out[at] = distance;
      if (distance !== 0) others += Math.exp(distance);
    }
    const log = Math.log1p(others + (ties - 1));
    for (let at = from; at < to; at++) out[at] = out[at]! - log;
  });
}

/**
 * 1/n at each of the n largest elements over the axes, 0 elsewhere; NaN throughout where there is a NaN.
 * @example
 * new Tensor(tieShareValues(tensor([3, 1, 3]).values, [0])); // → Tensor [3] [0.5, 0, 0.5]
 */
export function tieShareValues(x: Values, axes: readonly number[]): Values {
  return mapRows(x, axes, (data, from, to, largest, ties, out) => {
    for (let at = from; at < to; at++) {
      out[at] = data[at] === largest ? 1 / ties : largest !== largest ? NaN : 0;
    }
  });
}

/**
 * `tieShare` − softmax, the limit of the shares less the shares: at a largest element, 1/n of the sum of the others.
 * @example
 * new Tensor(shareMissingValues(tensor([0, -1]).values, [0])); // → Tensor [2] [0.268941, -0.268941]
 */
export function shareMissingValues(x: Values, axes: readonly number[]): Values {
  return mapRows(x, axes, (data, from, to, largest, ties, out) => {
    let others = 0;
    for (let at = from; at < to; at++) {
      const distance = below(data[at]!, largest);
      const power = distance === 0 ? 0 : Math.exp(distance);
      out[at] = -power;
      others += power;
    }
    const total = others + ties;
    for (let at = from; at < to; at++) {
      out[at] = (below(data[at]!, largest) === 0 ? others / ties : out[at]!) / total;
    }
  });
}

/**
 * J·g over the axes, for the derivative J = diag(s) − s·sᵀ of the shares s of x: s·(g − Σ s·g). J is symmetric, and a
 * constant added to g changes nothing; g is taken from its value at the largest element, so that nothing cancels there
 * and a share of almost 1 keeps a derivative of the size of all the others'.
 * @example
 * new Tensor(softmaxDerivativeValues(tensor([0, 0]).values, tensor([1, 0]).values, [0])); // → Tensor [2] [0.25, -0.25]
 */
export function softmaxDerivativeValues(x: Values, g: Values, axes: readonly number[]): Values {
  const direction = rowsOf(g, axes).data;
  return mapRows(x, axes, (data, from, to, largest, ties, out) => {
    let atLargest = 0;
    let total = 0;
    for (let at = from; at < to; at++) {
      const distance = below(data[at]!, largest);
      if (distance === 0) atLargest += direction[at]! / ties;
      total += out[at] = Math.exp(distance);
    }
    let mean = 0;
    for (let at = from; at < to; at++) mean += out[at]! * (direction[at]! - atLargest);
    mean /= total;
    for (let at = from; at < to; at++) out[at] = (out[at]! / total) * (direction[at]! - atLargest - mean);
  });
}
