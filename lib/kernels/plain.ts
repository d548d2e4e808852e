/**
 * The matrix product in plain TypeScript, about four times as fast as a triple loop.
 *
 * One idea carries it: *registers*. A 4×4 block of the output is held in sixteen local variables while k runs, so
 * each element that is loaded serves four multiply-adds instead of one. The operands are read in place, by their
 * strides: copying them side by side first ("packing") was measured and gains nothing in plain code, where the
 * multiply-adds and not the loads set the pace.
 * Every output element is summed over k in ascending order from 0, whichever way is taken, so all ways agree to the
 * last bit with the triple loop.
 */
import type { Kernels, StridedMatrix } from "./kernels.ts";

/** Below this many multiply-adds the triple loop wins. */
const smallProduct = 64;

export const plain: Kernels = {
  name: "plain",
  product(m, k, n, a, b, out, outOffset, bias) {
    if (m * k * n < smallProduct) tripleLoop(m, k, n, a, b, out, outOffset, 0, n);
    else if (k === 1) outerProduct(m, n, a, b, out, outOffset);
    else if (m < 4 && b.columnStride === 1) rowsByAxpy(m, k, n, a, b, out, outOffset);
    else blocked(m, k, n, a, b, out, outOffset);
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

/** Rows four at a time, then one at a time; columns four at a time; the last n mod 4 columns by definition. */
function blocked(
  m: number,
  k: number,
  n: number,
  a: StridedMatrix,
  b: StridedMatrix,
  out: Float64Array,
  outOffset: number,
): void {
  const whole = n - (n % 4);
  for (let j = 0; j < whole; j += 4) {
    let i = 0;
    for (; i + 4 <= m; i += 4) block4x4(k, n, a, i, b, j, out, outOffset + i * n + j);
    for (; i < m; i++) block1x4(k, a, i, b, j, out, outOffset + i * n + j);
  }
  if (whole < n) tripleLoop(m, k, n, a, b, out, outOffset, whole, n);
}

/** The heart: sixteen sums, eight loads and sixteen multiply-adds for each k. */
// prettier-ignore
function block4x4(
  k: number, n: number, a: StridedMatrix, i: number, b: StridedMatrix, j: number, out: Float64Array, o: number,
): void {
  const A = a.data, B = b.data;
  const ar = a.rowStride, ar2 = 2 * ar, ar3 = 3 * ar, ac = a.columnStride;
  const bc = b.columnStride, bc2 = 2 * bc, bc3 = 3 * bc, br = b.rowStride;
  let at = a.offset + i * ar, bt = b.offset + j * bc;
  let c00 = 0, c01 = 0, c02 = 0, c03 = 0;
  let c10 = 0, c11 = 0, c12 = 0, c13 = 0;
  let c20 = 0, c21 = 0, c22 = 0, c23 = 0;
  let c30 = 0, c31 = 0, c32 = 0, c33 = 0;
  for (let p = 0; p < k; p++, at += ac, bt += br) {
    const b0 = B[bt]!, b1 = B[bt + bc]!, b2 = B[bt + bc2]!, b3 = B[bt + bc3]!;
    const a0 = A[at]!;       c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2; c03 += a0 * b3;
    const a1 = A[at + ar]!;  c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2; c13 += a1 * b3;
    const a2 = A[at + ar2]!; c20 += a2 * b0; c21 += a2 * b1; c22 += a2 * b2; c23 += a2 * b3;
    const a3 = A[at + ar3]!; c30 += a3 * b0; c31 += a3 * b1; c32 += a3 * b2; c33 += a3 * b3;
  }
  out[o] = c00; out[o + 1] = c01; out[o + 2] = c02; out[o + 3] = c03; o += n;
  out[o] = c10; out[o + 1] = c11; out[o + 2] = c12; out[o + 3] = c13; o += n;
  out[o] = c20; out[o + 1] = c21; out[o + 2] = c22; out[o + 3] = c23; o += n;
  out[o] = c30; out[o + 1] = c31; out[o + 2] = c32; out[o + 3] = c33;
}

/** One row against four columns: four independent sums hide the latency of the additions. */
// prettier-ignore
function block1x4(
  k: number, a: StridedMatrix, i: number, b: StridedMatrix, j: number, out: Float64Array, o: number,
): void {
  const A = a.data, B = b.data;
  const bc = b.columnStride, bc2 = 2 * bc, bc3 = 3 * bc, ac = a.columnStride, br = b.rowStride;
  let at = a.offset + i * a.rowStride, bt = b.offset + j * bc;
  let c0 = 0, c1 = 0, c2 = 0, c3 = 0;
  for (let p = 0; p < k; p++, at += ac, bt += br) {
    const x = A[at]!;
    c0 += x * B[bt]!; c1 += x * B[bt + bc]!; c2 += x * B[bt + bc2]!; c3 += x * B[bt + bc3]!;
  }
  out[o] = c0; out[o + 1] = c1; out[o + 2] = c2; out[o + 3] = c3;
}

/** Few rows and a row-contiguous B: out += aₖ·Bₖ, row of B by row of B, so that B is read in the order it lies. */
function rowsByAxpy(
  m: number,
  k: number,
  n: number,
  a: StridedMatrix,
  b: StridedMatrix,
  out: Float64Array,
  outOffset: number,
): void {
  const B = b.data;
  for (let i = 0; i < m; i++) {
    const row = outOffset + i * n;
    out.fill(0, row, row + n);
    for (let p = 0; p < k; p++) {
      const x = a.data[a.offset + i * a.rowStride + p * a.columnStride]!;
      const bt = b.offset + p * b.rowStride;
      for (let j = 0; j < n; j++) out[row + j] = out[row + j]! + x * B[bt + j]!;
    }
  }
}

/** k = 1: each output is one product. (0 + a·b, so that −0 comes out as the other ways have it.) */
function outerProduct(
  m: number,
  n: number,
  a: StridedMatrix,
  b: StridedMatrix,
  out: Float64Array,
  outOffset: number,
): void {
  for (let i = 0, o = outOffset; i < m; i++) {
    const x = a.data[a.offset + i * a.rowStride]!;
    for (let j = 0, bt = b.offset; j < n; j++, o++, bt += b.columnStride) out[o] = 0 + x * b.data[bt]!;
  }
}

function addBias(m: number, n: number, out: Float64Array, outOffset: number, bias: Float64Array): void {
  for (let i = 0, o = outOffset; i < m; i++) {
    for (let j = 0; j < n; j++, o++) out[o] = out[o]! + bias[j]!;
  }
}
