/**
 * Reductions over axes: sums, maxima, and log Σ exp.
 *
 * Every reduction is brought to one form, a matrix whose rows are reduced: kept axes first, reduced axes last, laid
 * out contiguously. Only the sum over leading axes (the gradient of a bias) has a loop of its own, because it is frequent
 * and needs no copy.
 */
import { pairwiseSum } from "../lib/index.ts";
import { keptShape, sizeOf, stretchedAxes, type Shape } from "./shape.ts";
import { elementsOf, transposeValues, valuesOf, type Values } from "./values.ts";

/** The elements as rows × columns, where each row holds what one output is reduced from. */
interface Rows {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** The axes of x in the order in which the data has them. */
  readonly order: readonly number[];
}

export function rowsOf(x: Values, axes: readonly number[]): Rows {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const inOrder = order.every((axis, i) => axis === i);
  const data = elementsOf(inOrder ? x : transposeValues(x, order));
  const columns = sizeOf(axes.map((axis) => x.shape[axis]!));
  return { data, rows: sizeOf(kept.map((axis) => x.shape[axis]!)), columns, order };
}

/**
 * Σ over the axes along which `shape` would be repeated to give x's shape. The adjoint of broadcasting.
 * @example
 * new Tensor(sumToValues(tensor([[1, 2], [3, 4]]).values, [2])); // → Tensor [2] [4, 6]
 */
export function sumToValues(x: Values, shape: Shape): Values {
  const axes = stretchedAxes(shape, x.shape);
  if (axes.length === 0) return valuesOf(elementsOf(x), shape);
  if (axes.every((axis, i) => axis === i)) return valuesOf(sumOverLeading(x, axes.length), shape);
  const last = trailing(axes, x.dimension);
  if (last > 0 && last < axes.length) {
    // Channels between images and pixels: first the pixels of each, then the images. Nothing is moved.
    const within = x.shape.map((length, axis) => (axis < x.dimension - last ? length : 1));
    return sumToValues(sumToValues(x, within), shape);
  }
  const { data, rows, columns } = rowsOf(x, axes);
  const out = new Float64Array(rows);
  for (let r = 0; r < rows; r++) out[r] = pairwiseSum(data, r * columns, 1, columns);
  return valuesOf(out, shape);
}

/** How many of the ascending axes are the last ones of all. */
function trailing(axes: readonly number[], rank: number): number {
  let count = 0;
  while (count < axes.length && axes[axes.length - 1 - count] === rank - 1 - count) count++;
  return count;
}

/**
 * Column sums: the rows are added one after another, in blocks, so that the error grows as in a pairwise sum. Four
 * columns at a time go down a block in registers.
 */
function sumOverLeading(x: Values, leading: number): Float64Array {
  const data = elementsOf(x);
  const rows = sizeOf(x.shape.slice(0, leading));
  const columns = sizeOf(x.shape.slice(leading));
  if (columns === 1) return Float64Array.of(pairwiseSum(data, 0, 1, rows));
  const out = new Float64Array(columns);
  sumRows(data, 0, rows, columns, out);
  return out;
}

function sumRows(data: Float64Array, from: number, to: number, columns: number, out: Float64Array): void {
  if (to - from > 64) {
    const half = from + Math.ceil((to - from) / 128) * 64;
    sumRows(data, from, half, columns, out);
    const rest = new Float64Array(columns);
    sumRows(data, half, to, columns, rest);
    for (let c = 0; c < columns; c++) out[c] = out[c]! + rest[c]!;
    return;
  }
  const fours = columns & ~3;
  for (let c = 0; c < fours; c += 4) {
    let [a, b, d, e] = [0, 0, 0, 0];
    for (let r = from, at = from * columns + c; r < to; r++, at += columns) {
      a += data[at]!;
      b += data[at + 1]!;
      d += data[at + 2]!;
      e += data[at + 3]!;
    }
    out[c] = a;
    out[c + 1] = b;
    out[c + 2] = d;
    out[c + 3] = e;
  }
  for (let c = fours; c < columns; c++) {
    let sum = 0;
    for (let r = from, at = from * columns + c; r < to; r++, at += columns) sum += data[at]!;
    out[c] = sum;
  }
}

/**
 * The largest element over the axes, kept at length 1. NaN if any is NaN; −∞ over nothing.
 * @example
 * new Tensor(maxValues(tensor([[1, 2], [5, 4]]).values, [1])); // → Tensor [2,1] [[2], [5]]
 */
export function maxValues(x: Values, axes: readonly number[]): Values {
  const { data, rows, columns } = rowsOf(x, axes);
  const out = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    let largest = -Infinity;
    // Math.max keeps NaN, where a comparison would drop it.
    for (let c = 0, at = r * columns; c < columns; c++, at++) largest = Math.max(largest, data[at]!);
    out[r] = largest;
  }
  return valuesOf(out, keptShape(x.shape, axes));
}

/**
 * log Σ exp(x) over the axes, kept at length 1, shifted by the maximum so that nothing overflows.
 * @example
 * new Tensor(logSumExpValues(tensor([1000, 1000]).values, [0])); // → Tensor [1] [1000.69]
 */
export function logSumExpValues(x: Values, axes: readonly number[]): Values {
  const { data, rows, columns } = rowsOf(x, axes);
  const largest = elementsOf(maxValues(x, axes));
  const out = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    const shift = largest[r]!;
    if (!Number.isFinite(shift)) {
      out[r] = shift; // all −∞, some +∞, or NaN
      continue;
    }
    // One maximum contributes exactly 1: log1p of the others keeps their digits when they are small.
    let others = 0;
    let seen = false;
    for (let c = 0, at = r * columns; c < columns; c++, at++) {
      if (!seen && data[at] === shift) seen = true;
      else others += Math.exp(data[at]! - shift);
    }
    out[r] = shift + Math.log1p(others);
  }
  return valuesOf(out, keptShape(x.shape, axes));
}
