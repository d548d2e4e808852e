/**
 * The matrix product in plain TypeScript, about five times as fast as a triple loop.
 *
 * Three ideas carry it. *Registers*: a 3×3 block of the output is held in nine local variables while k runs, so each
 * element that is loaded serves three multiply-adds instead of one. (A 4×4 block would save more loads, but its sixteen
 * sums do not fit into the sixteen registers of x64, and go to memory at every step.) *Panels*: three columns of B are
 * copied side by side before many rows pass over them, so that k walks through memory in order. *Whole numbers*: every
 * index is `(…) | 0`, which spares the compiled code a check for overflow at every load.
 *
 * What does not divide by the block is done by overlapping: the last block starts early, and outputs that two blocks
 * share are written twice, with the same bits. For every output element is summed over k in ascending order from 0,
 * whichever way is taken, so all ways agree to the last bit with the triple loop.
 */
import type { Kernels, StridedMatrix } from "./kernels.ts";

/** From so many rows on, a panel of columns is used often enough to repay its copying. */
const manyRows = 15;

export const plain: Kernels = {
  name: "plain",
  product(m, k, n, a, b, out, outOffset, bias) {
    if (k === 1 && m >= 4) outerProduct(m, n, a, b, out, outOffset);
    else if (m >= manyRows || m >= n) columnByColumn(m, k, n, a, b, out, outOffset, n, 1);
    // A few long rows: the same with the roles exchanged, since Cᵀ = Bᵀ·Aᵀ.
    else columnByColumn(n, k, m, transposed(b), transposed(a), out, outOffset, 1, n);
    if (bias !== undefined) addBias(m, n, out, outOffset, bias);
  },
};

/** The definition, for the output columns `from` to `to`: what every other way must equal bit for bit. */
export function tripleLoop(
  m: number,
  k: number,
  n: number,
  a: StridedMatrix,
  b: StridedMatrix,
  out: Float64Array,
  outOffset: number,
  from: number,
  to: number,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = from; j < to; j++) {
      let sum = 0;
      let at = a.offset + i * a.rowStride;
      let bt = b.offset + j * b.columnStride;
      for (let p = 0; p < k; p++, at += a.columnStride, bt += b.rowStride) sum += a.data[at]! * b.data[bt]!;
      out[outOffset + i * n + j] = sum;
    }
  }
}

/** Columns three at a time, or one by one where there are fewer. Output (i, j) is out[o + i·down + j·right]. */
function columnByColumn(
  m: number,
  k: number,
  n: number,
  a: StridedMatrix,
  b: StridedMatrix,
  out: Float64Array,
  o: number,
  down: number,
  right: number,
): void {
  if (m < 3 || n < 3) {
    for (let j = 0; j < n; j++) column(m, k, a, b, j, out, o + j * right, down);
    return;
  }
  const panel = new Float64Array(3 * k);
  for (let next = 0; next < n; next += 3) {
    const j = Math.min(next, n - 3);
    copyPanel(k, b, j, panel);
    for (let i = 0; i < m; i += 3) {
      const row = Math.min(i, m - 3);
      block3x3(k, a, row, panel, out, o + row * down + j * right, down, right);
    }
  }
}

/** Columns j, j + 1 and j + 2 side by side, so that k passes through them in the order in which they lie. */
function copyPanel(k: number, b: StridedMatrix, j: number, panel: Float64Array): void {
  const B = b.data;
  const second = b.columnStride;
  const third = 2 * second;
  for (let p = 0, to = 0, bt = b.offset + j * second; p < k; p++, to += 3, bt += b.rowStride) {
    panel[to] = B[bt]!;
    panel[to + 1] = B[bt + second]!;
    panel[to + 2] = B[bt + third]!;
  }
}

/** The heart: nine sums, six loads and nine multiply-adds for each k. */
// prettier-ignore
function block3x3(
  k: number, a: StridedMatrix, i: number, panel: Float64Array, out: Float64Array, o: number, down: number, right: number,
): void {
  const A = a.data;
  const ar = a.rowStride | 0, ar2 = (2 * ar) | 0, ac = a.columnStride | 0;
  let at = (a.offset + i * ar) | 0, bt = 0;
  let c00 = 0, c01 = 0, c02 = 0;
  let c10 = 0, c11 = 0, c12 = 0;
  let c20 = 0, c21 = 0, c22 = 0;
  for (let p = 0; p < k; p++) {
    const b0 = panel[bt]!, b1 = panel[(bt + 1) | 0]!, b2 = panel[(bt + 2) | 0]!;
    const a0 = A[at]!;              c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2;
    const a1 = A[(at + ar) | 0]!;   c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2;
    const a2 = A[(at + ar2) | 0]!;  c20 += a2 * b0; c21 += a2 * b1; c22 += a2 * b2;
    at = (at + ac) | 0; bt = (bt + 3) | 0;
  }
  const right2 = 2 * right;
  out[o] = c00; out[o + right] = c01; out[o + right2] = c02; o += down;
  out[o] = c10; out[o + right] = c11; out[o + right2] = c12; o += down;
  out[o] = c20; out[o + right] = c21; out[o + right2] = c22;
}

/** Column j of the product, rows six at a time: six independent sums hide the latency of the additions. */
function column(
  m: number,
  k: number,
  a: StridedMatrix,
  b: StridedMatrix,
  j: number,
  out: Float64Array,
  o: number,
  down: number,
): void {
  if (m < 6) {
    for (let i = 0; i < m; i++) tripleLoop(1, k, 1, from(a, i, 0), from(b, 0, j), out, o + i * down, 0, 1);
    return;
  }
  for (let next = 0; next < m; next += 6) {
    const i = Math.min(next, m - 6);
    block6x1(k, a, i, b, j, out, o + i * down, down);
  }
}

// prettier-ignore
function block6x1(
  k: number, a: StridedMatrix, i: number, b: StridedMatrix, j: number, out: Float64Array, o: number, down: number,
): void {
  const A = a.data, B = b.data;
  const ac = a.columnStride | 0, br = b.rowStride | 0;
  const ar = a.rowStride | 0, ar2 = (2 * ar) | 0, ar3 = (3 * ar) | 0, ar4 = (4 * ar) | 0;
  const ar5 = (5 * ar) | 0;
  let at = (a.offset + i * ar) | 0, bt = (b.offset + j * b.columnStride) | 0;
  let c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0;
  for (let p = 0; p < k; p++) {
    const x = B[bt]!;
    c0 += x * A[at]!;              c1 += x * A[(at + ar) | 0]!;
    c2 += x * A[(at + ar2) | 0]!;  c3 += x * A[(at + ar3) | 0]!;
    c4 += x * A[(at + ar4) | 0]!;  c5 += x * A[(at + ar5) | 0]!;
    at = (at + ac) | 0; bt = (bt + br) | 0;
  }
  out[o] = c0;             out[o + down] = c1;
  out[o + 2 * down] = c2;  out[o + 3 * down] = c3;
  out[o + 4 * down] = c4;  out[o + 5 * down] = c5;
}

/** k = 1: each output is one product. Four rows at a time, so that each element of B serves four. */
function outerProduct(
  m: number,
  n: number,
  a: StridedMatrix,
  b: StridedMatrix,
  out: Float64Array,
  outOffset: number,
): void {
  for (let next = 0; next < m; next += 4) {
    const i = Math.min(next, m - 4);
    block4x1(n, a, i, b, out, outOffset + i * n);
  }
}

/** 0 + x·y, so that −0 comes out as the other ways have it. */
// prettier-ignore
function block4x1(n: number, a: StridedMatrix, i: number, b: StridedMatrix, out: Float64Array, o: number): void {
  const B = b.data, bc = b.columnStride | 0;
  const n2 = (2 * n) | 0, n3 = (3 * n) | 0;
  const A = a.data, ar = a.rowStride, at = a.offset + i * ar;
  const x0 = A[at]!, x1 = A[at + ar]!, x2 = A[at + 2 * ar]!, x3 = A[at + 3 * ar]!;
  let bt = b.offset | 0, to = o | 0;
  for (let j = 0; j < n; j++) {
    const y = B[bt]!;
    out[to] = 0 + x0 * y;              out[(to + n) | 0] = 0 + x1 * y;
    out[(to + n2) | 0] = 0 + x2 * y;   out[(to + n3) | 0] = 0 + x3 * y;
    bt = (bt + bc) | 0; to = (to + 1) | 0;
  }
}

function addBias(m: number, n: number, out: Float64Array, outOffset: number, bias: Float64Array): void {
  for (let i = 0, o = outOffset; i < m; i++) {
    for (let j = 0; j < n; j++, o++) out[o] = out[o]! + bias[j]!;
  }
}

/** The matrix from row i and column j on. */
function from(x: StridedMatrix, i: number, j: number): StridedMatrix {
  return { ...x, offset: x.offset + i * x.rowStride + j * x.columnStride };
}

function transposed(x: StridedMatrix): StridedMatrix {
  return { ...x, rowStride: x.columnStride, columnStride: x.rowStride };
}
