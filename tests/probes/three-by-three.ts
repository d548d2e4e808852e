/**
 * A symmetric matrix and a change of variables, small enough to check by hand.
 */
import type { Matrix } from "../preconditioners/dense.ts";

export const a: Matrix = [
  [4, 1, 0],
  [1, 3, 2],
  [0, 2, 5],
];
export const p: Matrix = [
  [1, 2, 0],
  [0, 1, -1],
  [3, 0, 1],
];

export const flat = (matrix: Matrix): Float64Array => Float64Array.from(matrix.flat());
