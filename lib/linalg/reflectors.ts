/**
 * Many reflectors applied to a matrix in one pass each, and their product.
 *
 * Applying H = I − τ·u·uᵀ to a matrix M takes two passes, one for the row y = uᵀM and one for M − τ·u·y. But the second
 * pass of one reflector and the first of the next meet the same elements, so they are one loop: every element is
 * loaded and stored once for a reflector. That is what the update "left over" below is.
 *
 * The loop takes four rows at a time, and what belongs to a column lies side by side in one array: in each turn of a
 * loop V8 looks up kind, length and address of every array it meets, so a fast loop meets few arrays, many times.
 */

/** Vectors of reflectors: component i of vector k is data[offset + i·along + k·across]. */
export interface Vectors {
  readonly data: Float64Array;
  readonly offset: number;
  readonly along: number;
  readonly across: number;
}

/**
 * Mᵢⱼ ← Mᵢⱼ − xᵢ·yⱼ and then zⱼ ← zⱼ + uᵢ·Mᵢⱼ, for rows `from` ≤ i < `to` and columns `left` ≤ j < `right` of a matrix
 * whose rows are `width` apart and which begins at `offset`. `rows` holds pairs (xᵢ, uᵢ), `columns` pairs (yⱼ, zⱼ).
 */
export function updateAndMultiply(
  matrix: Float64Array,
  offset: number,
  width: number,
  [from, to]: readonly [number, number],
  [left, right]: readonly [number, number],
  rows: Float64Array,
  columns: Float64Array,
): void {
  let i = from;
  for (; i + 4 <= to; i += 4) fourRows(matrix, offset + i * width, width, left, right, rows, i, columns);
  for (; i < to; i++)
    oneRow(matrix, offset + i * width, left, right, rows[2 * i]!, rows[2 * i + 1]!, columns);
}

// prettier-ignore
function fourRows(
  M: Float64Array, row: number, width: number, left: number, right: number, rows: Float64Array, i: number, Y: Float64Array,
): void {
  const x0 = rows[2 * i]!, x1 = rows[2 * i + 2]!, x2 = rows[2 * i + 4]!, x3 = rows[2 * i + 6]!;
  const u0 = rows[2 * i + 1]!, u1 = rows[2 * i + 3]!, u2 = rows[2 * i + 5]!, u3 = rows[2 * i + 7]!;
  const w1 = width | 0, w2 = (2 * width) | 0, w3 = (3 * width) | 0, end = (2 * right) | 0;
  for (let j = (2 * left) | 0, at = (row + left) | 0; j < end; j = (j + 2) | 0, at = (at + 1) | 0) {
    const y = Y[j]!;
    const m0 = M[at]! - x0 * y;              M[at] = m0;
    const m1 = M[(at + w1) | 0]! - x1 * y;   M[(at + w1) | 0] = m1;
    const m2 = M[(at + w2) | 0]! - x2 * y;   M[(at + w2) | 0] = m2;
    const m3 = M[(at + w3) | 0]! - x3 * y;   M[(at + w3) | 0] = m3;
    Y[(j + 1) | 0] = Y[(j + 1) | 0]! + ((u0 * m0 + u1 * m1) + (u2 * m2 + u3 * m3));
  }
}

// prettier-ignore
function oneRow(
  M: Float64Array, row: number, left: number, right: number, x: number, u: number, Y: Float64Array,
): void {
  for (let j = left; j < right; j++) {
    const m = M[row + j]! - x * Y[2 * j]!;
    M[row + j] = m;
    Y[2 * j + 1] = Y[2 * j + 1]! + u * m;
  }
}

/**
 * The first p columns of H₀·H₁ ⋯ H₍ₚ₋₁₎ as a row-major m×p matrix, or its rows `stride` apart from `offset` on in `out`,
 * which holds zeros there. Hₖ is the identity but for rows k to m−1; the components of its vector from k + 1 on are those
 * of vector k, component k is 1.
 *
 * The last reflector is applied first, so that each meets only the rows and columns that are not yet those of I.
 */
export function productOfReflectors(
  m: number,
  p: number,
  vectors: Vectors,
  tau: Float64Array,
  out: Float64Array,
  offset: number,
  stride: number,
): void {
  const rows = new Float64Array(2 * m);
  const columns = new Float64Array(2 * p);
  const { data, along, across } = vectors;
  for (let k = p - 1; k >= 0; k--) {
    const first = vectors.offset + k * across;
    for (let i = k + 1; i < m; i++) rows[2 * i + 1] = data[first + i * along]!;
    updateAndMultiply(out, offset, stride, [k + 1, m], [k + 1, p], rows, columns);
    // Row and column k were those of I, so that uᵀM is 1 there.
    const t = tau[k]!;
    const row = offset + k * stride;
    out[row + k] = 1 - t;
    for (let j = k + 1; j < p; j++) {
      columns[2 * j] = columns[2 * j + 1]!;
      columns[2 * j + 1] = 0;
      out[row + j] = -t * columns[2 * j]!;
    }
    for (let i = k + 1; i < m; i++) {
      rows[2 * i] = t * rows[2 * i + 1]!;
      out[offset + i * stride + k] = -rows[2 * i]!;
    }
  }
  if (p > 0) {
    for (let i = 0; i < m; i++) rows[2 * i + 1] = 0;
    updateAndMultiply(out, offset, stride, [1, m], [1, p], rows, columns);
  }
}
