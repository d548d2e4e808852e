/**
 * Sums and moments of plain arrays, in one fixed order, so that the same numbers give the same bits.
 *
 * Long sums are pairwise: the rounding error grows with log n and not with n (Higham, "Accuracy and Stability of
 * Numerical Algorithms", section 4.2). This file knows strides but nothing of shapes.
 */

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

/** Mean and biased variance (divisor n) of each column of a contiguous rows × columns matrix, in two passes. */
export function columnMoments(
  data: Float64Array,
  rows: number,
  columns: number,
): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const mean = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0, at = r * columns; c < columns; c++, at++) mean[c]! += data[at]!;
  }
  for (let c = 0; c < columns; c++) mean[c]! /= rows;
  const variance = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0, at = r * columns; c < columns; c++, at++) {
      const d = data[at]! - mean[c]!;
      variance[c]! += d * d;
    }
  }
  for (let c = 0; c < columns; c++) variance[c]! /= rows;
  return { mean, variance };
}
