/**
 * Sums and moments of plain arrays, in one fixed order, so that the same numbers give the same bits.
 *
 * Long sums are pairwise: the rounding error grows with log n and not with n (Higham, "Accuracy and Stability of
 * Numerical Algorithms", section 4.2). This file knows strides but nothing of shapes.
 */
import { kernels } from "./kernels/current.ts";

const block = 64;

/** Σ data[offset + i·stride] for i < n, pairwise above 64 terms. */
export function pairwiseSum(data: Float64Array, offset: number, stride: number, n: number): number {
  if (n <= block) {
    let sum = 0;
    for (let i = 0, at = offset; i < n; i++, at += stride) sum += data[at]!;
    return sum;
  }
  const half = Math.ceil(n / (2 * block)) * block;
  return (
    pairwiseSum(data, offset, stride, half) + pairwiseSum(data, offset + half * stride, stride, n - half)
  );
}

/**
 * Mean and biased variance (divisor n) of each column of a contiguous rows × columns matrix, in one pass, by the sums of
 * d and d² of the differences d from the first row. Where that lies z deviations from the mean, the cancellation in
 * Σd² − (Σd)²/n costs a factor 1 + z², and z² < n; with d = x it would be ruinous. Of a constant column every d is 0.
 * (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983, on shifted data.) Where a sum overflows
 * the column is scaled first; a variance beyond the largest number is given as the largest.
 */
export function columnMoments(
  data: Float64Array,
  rows: number,
  columns: number,
): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const mean = new Float64Array(columns);
  const variance = new Float64Array(columns);
  if (rows === 1) {
    // As below, where all sums are 0, or NaN.
    for (let c = 0; c < columns; c++) {
      variance[c] = data[c]! - data[c]!;
      mean[c] = data[c]! + variance[c]!;
    }
    return { mean, variance };
  }
  kernels.columnSums(data, rows, mean, variance);
  for (let c = 0; c < columns; c++) {
    const [sum, squares] = [mean[c]!, variance[c]!];
    mean[c] = data[c]! + sum / rows;
    // Not below 0, where rounding might have put it. NaN stays NaN.
    const plain = varianceOf(sum, squares, rows);
    variance[c] = Math.max(0, plain);
    if (!(Number.isFinite(plain) && Number.isFinite(mean[c]))) {
      const { mean: center, deviation } = scaledMoments(data, rows, columns, c);
      mean[c] = center;
      variance[c] = Math.min(deviation * deviation, Number.MAX_VALUE);
    }
  }
  return { mean, variance };
}

/** From Σd and Σd². */
const varianceOf = (sum: number, squares: number, rows: number): number =>
  (squares - (sum * sum) / rows) / rows;

/** Of one column, by the same formulas in numbers x·scale with scale a power of two near 1/max |x − first|. */
function scaledMoments(
  data: Float64Array,
  rows: number,
  columns: number,
  c: number,
): { readonly mean: number; readonly deviation: number } {
  const first = data[c]!;
  let largest = 0;
  for (let at = c; at < rows * columns; at += columns)
    largest = Math.max(largest, Math.abs(data[at]! - first));
  if (largest === 0) return { mean: first, deviation: 0 };
  const range = Math.min(largest, Number.MAX_VALUE); // the difference of finite numbers may be infinite
  const scale = 2 ** -Math.max(-1000, Math.min(1000, Math.round(Math.log2(range))));
  let [sum, squares] = [0, 0];
  for (let at = c; at < rows * columns; at += columns) {
    const d = data[at]! * scale - first * scale;
    sum += d;
    squares += d * d;
  }
  return {
    mean: (first * scale + sum / rows) / scale,
    deviation: Math.sqrt(Math.max(0, varianceOf(sum, squares, rows))) / scale,
  };
}
