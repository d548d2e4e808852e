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
 * Mean and biased variance (divisor n) of each column of a contiguous rows × columns matrix, in one pass, by the sums of
 * d and d² of the differences d from the first row. Where that lies z deviations from the mean, the cancellation in
 * Σd² − (Σd)²/n costs a factor 1 + z², and z² < n; with d = x it would be ruinous. Of a constant column every d is 0.
 * (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983, on shifted data.)
 *
 * Columns are taken four at a time: independent sums in registers, where a sum kept in an array would be loaded and
 * stored at every row. The last four start early if need be, and come out the same twice.
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
  const first = data[c]!;
  let sum = 0;
  let squares = 0;
  for (let r = 0, at = c; r < rows; r++, at += columns) {
    const d = data[at]! - first;
    sum += d;
    squares += d * d;
  }
  mean[c] = first + sum / rows;
  variance[c] = varianceFrom(sum, squares, rows);
}

/** Not below 0, where rounding might have put it. NaN stays NaN. */
function varianceFrom(sum: number, squares: number, n: number): number {
  return Math.max(0, (squares - (sum * sum) / n) / n);
}

// prettier-ignore
function fourColumns(
  data: Float64Array, rows: number, columns: number, c: number, mean: Float64Array, variance: Float64Array,
): void {
  const x0 = data[c]!, x1 = data[c + 1]!, x2 = data[c + 2]!, x3 = data[c + 3]!;
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  let q0 = 0, q1 = 0, q2 = 0, q3 = 0;
  for (let r = 0, at = c | 0; r < rows; r++) {
    const d0 = data[at]! - x0, d1 = data[(at + 1) | 0]! - x1, d2 = data[(at + 2) | 0]! - x2, d3 = data[(at + 3) | 0]! - x3;
    s0 += d0; s1 += d1; s2 += d2; s3 += d3;
    q0 += d0 * d0; q1 += d1 * d1; q2 += d2 * d2; q3 += d3 * d3;
    at = (at + columns) | 0;
  }
  mean[c] = x0 + s0 / rows;     variance[c] = varianceFrom(s0, q0, rows);
  mean[c + 1] = x1 + s1 / rows; variance[c + 1] = varianceFrom(s1, q1, rows);
  mean[c + 2] = x2 + s2 / rows; variance[c + 2] = varianceFrom(s2, q2, rows);
  mean[c + 3] = x3 + s3 / rows; variance[c + 3] = varianceFrom(s3, q3, rows);
}
