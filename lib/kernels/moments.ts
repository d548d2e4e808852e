/**
 * Moments and standardized rows of a matrix, in plain TypeScript: sums for the moments of each column, and the rows that they
 * standardise. Both run over all of the input at every step, so they are written out for several columns at a time.
 */

/**
 * Four columns at a time: independent sums in registers, where a sum kept in an array would be loaded and stored at every
 * row. The last four start early if need be, and come out the same twice.
 */
export function columnSums(x: Float64Array, rows: number, sum: Float64Array, squares: Float64Array): void {
  const columns = sum.length;
  if (columns < 4) {
    for (let c = 0; c < columns; c++) oneColumn(x, rows, columns, c, sum, squares);
  } else {
    for (let next = 0; next < columns; next += 4) {
      fourColumns(x, rows, columns, Math.min(next, columns - 4), sum, squares);
    }
  }
}

function oneColumn(
  x: Float64Array,
  rows: number,
  columns: number,
  c: number,
  sum: Float64Array,
  squares: Float64Array,
): void {
  const first = x[c]!;
  let [s, q] = [0, 0];
  for (let r = 0, at = c; r < rows; r++, at += columns) {
    const d = x[at]! - first;
    s += d;
    q += d * d;
  }
  sum[c] = s;
  squares[c] = q;
}

// prettier-ignore
function fourColumns(
  x: Float64Array, rows: number, columns: number, c: number, sum: Float64Array, squares: Float64Array,
): void {
  const x0 = x[c]!, x1 = x[c + 1]!, x2 = x[c + 2]!, x3 = x[c + 3]!;
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  let q0 = 0, q1 = 0, q2 = 0, q3 = 0;
  for (let r = 0, at = c | 0; r < rows; r++) {
    const d0 = x[at]! - x0, d1 = x[(at + 1) | 0]! - x1, d2 = x[(at + 2) | 0]! - x2, d3 = x[(at + 3) | 0]! - x3;
    s0 += d0; s1 += d1; s2 += d2; s3 += d3;
    q0 += d0 * d0; q1 += d1 * d1; q2 += d2 * d2; q3 += d3 * d3;
    at = (at + columns) | 0;
  }
  sum[c] = s0;     squares[c] = q0;
  sum[c + 1] = s1; squares[c + 1] = q1;
  sum[c + 2] = s2; squares[c + 2] = q2;
  sum[c + 3] = s3; squares[c + 3] = q3;
}

// prettier-ignore
export function standardizeRows(
  x: Float64Array, mean: Float64Array, scale: Float64Array, to: Float64Array, along: Float64Array,
): void {
  const columns = mean.length;
  const fours = columns & ~3;
  for (let r = 0, at = 0; r < along.length; r++) {
    let a = 0, b = 0, c = 0, d = 0;
    for (let j = 0; j < fours; j += 4, at += 4) {
      const m0 = mean[j]!, m1 = mean[j + 1]!, m2 = mean[j + 2]!, m3 = mean[j + 3]!;
      const x0 = (x[at]! - m0) * scale[j]!, x1 = (x[at + 1]! - m1) * scale[j + 1]!;
      const x2 = (x[at + 2]! - m2) * scale[j + 2]!, x3 = (x[at + 3]! - m3) * scale[j + 3]!;
      to[at] = x0; to[at + 1] = x1; to[at + 2] = x2; to[at + 3] = x3;
      a += x0 * m0; b += x1 * m1; c += x2 * m2; d += x3 * m3;
    }
    for (let j = fours; j < columns; j++, at++) {
      const value = (x[at]! - mean[j]!) * scale[j]!;
      to[at] = value;
      a += value * mean[j]!;
    }
    along[r] = a + b + (c + d);
  }
}
