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

/**
 * Mean and biased variance (divisor n) of each column of a contiguous rows × columns matrix, in two passes from the
 * first row to the last. Columns are taken four at a time: independent sums in registers, where a sum kept in an array
 * would be loaded and stored at every row. The last four start early if need be, and come out the same twice.
 */
export function columnMoments(
  data: Float64Array,
  rows: number,
  columns: number,
): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const mean = new Float64Array(columns);
  const variance = new Float64Array(columns);
  if (columns < 4) {
    for (let c = 0; c < columns; c++) oneColumn(data, rows, columns, c, mean, variance);
  } else {
    for (let next = 0; next < columns; next += 4) {
      fourColumns(data, rows, columns, Math.min(next, columns - 4), mean, variance);
    }
  }
  return { mean, variance };
}

function oneColumn(
  data: Float64Array,
  rows: number,
  columns: number,
  c: number,
  mean: Float64Array,
  variance: Float64Array,
): void {
  let sum = 0;
  for (let r = 0, at = c; r < rows; r++, at += columns) sum += data[at]!;
  const center = sum / rows;
  let squares = 0;
  for (let r = 0, at = c; r < rows; r++, at += columns) {
    const d = data[at]! - center;
    squares += d * d;
  }
  mean[c] = center;
  variance[c] = squares / rows;
}

// prettier-ignore
function fourColumns(
  data: Float64Array, rows: number, columns: number, c: number, mean: Float64Array, variance: Float64Array,
): void {
  let m0 = 0, m1 = 0, m2 = 0, m3 = 0;
  for (let r = 0, at = c | 0; r < rows; r++) {
    m0 += data[at]!; m1 += data[(at + 1) | 0]!; m2 += data[(at + 2) | 0]!; m3 += data[(at + 3) | 0]!;
    at = (at + columns) | 0;
  }
  m0 /= rows; m1 /= rows; m2 /= rows; m3 /= rows;
  let v0 = 0, v1 = 0, v2 = 0, v3 = 0;
  for (let r = 0, at = c | 0; r < rows; r++) {
    const d0 = data[at]! - m0, d1 = data[(at + 1) | 0]! - m1, d2 = data[(at + 2) | 0]! - m2, d3 = data[(at + 3) | 0]! - m3;
    v0 += d0 * d0; v1 += d1 * d1; v2 += d2 * d2; v3 += d3 * d3;
    at = (at + columns) | 0;
  }
  mean[c] = m0; mean[c + 1] = m1; mean[c + 2] = m2; mean[c + 3] = m3;
  variance[c] = v0 / rows; variance[c + 1] = v1 / rows; variance[c + 2] = v2 / rows; variance[c + 3] = v3 / rows;
}
