/**
 * Triangular systems with one right-hand side, by substitution.
 *
 * Substitution is more exact than it has any right to be: the solution is that of a system in which every element of the
 * matrix is changed by a factor 1 ± n·2⁻⁵³ at most (Higham, "Accuracy and Stability of Numerical Algorithms", chapter 8).
 * Both ways read the matrix row by row. Inside this folder only: callers have checked shapes.
 */

/** x with L·x = b, for a row-major n×n matrix of which the lower triangle is read. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) x[i]! -= l[i * n + j]! * x[j]!;
    x[i]! /= l[i * n + i]!;
  }
  return x;
}

/** x with Lᵀ·x = b. Row i of L is column i of Lᵀ: once xᵢ is known, its share is taken from all that come after. */
export function solveLowerTransposed(l: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = n - 1; i >= 0; i--) {
    x[i]! /= l[i * n + i]!;
    for (let j = 0; j < i; j++) x[j]! -= l[i * n + j]! * x[i]!;
  }
  return x;
}
