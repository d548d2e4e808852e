/**
 * What every routine of this folder asks of its input, the power of two it is scaled by, and how a kernel sees it.
 *
 * A matrix is a row-major Float64Array: element (i, j) of an m×n matrix is a[i·n + j]. Inputs are never changed.
 * Knows nothing of factorisations.
 */
import { ShapeError, UserError } from "../errors.ts";
import type { MatrixView } from "../kernels/kernels.ts";

// Looked up once: a global is slow to reach from inside a loop where scripts run in a sandbox, as under jest.
const { abs, max } = Math;
const { isFinite } = Number;

/** Throws unless `a` holds m×n finite numbers. */
export function checkMatrix(who: string, a: Float64Array, m: number, n: number): void {
  if (!Number.isSafeInteger(m) || !Number.isSafeInteger(n) || m < 0 || n < 0) {
    throw new ShapeError(`${who}: ${m} × ${n} is no size of a matrix. Give whole numbers from 0.`);
  }
  if (a.length !== m * n) {
    throw new ShapeError(
      `${who}: ${a.length} numbers are no ${m} × ${n} matrix. Give ${m * n} numbers, row by row.`,
    );
  }
  const at = a.findIndex((x) => !isFinite(x));
  if (at >= 0) {
    throw new UserError(
      `${who}: element (${Math.floor(at / n)}, ${at % n}) is ${a[at]}. Give finite numbers only.`,
    );
  }
}

/** The largest magnitude in `a`, 0 if there is none. */
export function largest(a: Float64Array): number {
  let most = 0;
  for (const x of a) most = max(most, abs(x));
  return most;
}

/**
 * A power of two that brings numbers of magnitude up to `most` into [−1, 1] without rounding, so that squares neither
 * overflow nor, where it would matter beside the largest, underflow. It stays between 2^−1000 and 2^1000, so that its
 * inverse is a number too; what is smaller than 2^−1000 is enlarged by that much and is then large enough.
 */
export function scaleOf(most: number): number {
  if (most === 0) return 1;
  const exponent = Math.ceil(Math.log2(most));
  return 2 ** -Math.min(Math.max(exponent, -1000), 1000);
}

/** The m×n matrix that begins at `offset`, with its rows `stride` apart. */
export const rowMajor = (data: Float64Array, m: number, n: number, offset = 0, stride = n): MatrixView => ({
  data,
  offset,
  rows: [{ length: m, stride }],
  columns: [{ length: n, stride: 1 }],
});

export function swap(x: Float64Array | Int32Array, i: number, j: number): void {
  const kept = x[i]!;
  x[i] = x[j]!;
  x[j] = kept;
}
