/**
 * Symmetric elimination of any symmetric matrix: P·A·Pᵀ = L·D·Lᵀ, with rook pivoting.
 *
 * A symmetric matrix that is not definite cannot always be eliminated with single pivots from the diagonal: [0 1; 1 0]
 * has none. So D has blocks of order one and two (Bunch and Parlett 1971). The next block is found by walking like a
 * rook, from a row to its largest element, along that column to its largest and so on, until a diagonal element is
 * nearly as large as its row or an element is the largest of both its row and its column; as a rule after a step or two.
 * Unlike with the shorter search of Bunch and Kaufman 1977 no element of L exceeds 2.8 (Ashcraft, Grimes and Lewis
 * 1998), and L·D·Lᵀ is exact for a matrix that differs from A by about n·2⁻⁵³·‖A‖ (Higham, "Accuracy and Stability of
 * Numerical Algorithms", chapter 11).
 */
import { ShapeError, UserError } from "../errors.ts";
import { checkMatrix, swap } from "./matrix.ts";

const { abs } = Math;

export interface Ldlt {
  readonly n: number;
  /** Lᵀ, unit upper triangular: of this row-major n×n matrix only what is right of the diagonal counts. */
  readonly upper: Float64Array;
  /** The diagonal of D. */
  readonly diagonal: Float64Array;
  /** Element k is D's (k, k + 1), and not 0 exactly where a block of order two begins. n numbers, the last of them 0. */
  readonly offDiagonal: Float64Array;
  /** Row and column i of P·A·Pᵀ are row and column permutation[i] of A. */
  readonly permutation: Int32Array;
}

/** A single pivot is taken if it is at least this part of its row: then two steps never grow more than one of order two. */
const alpha = (1 + Math.sqrt(17)) / 8;

/**
 * The factorisation of the symmetric n×n matrix `a`, of which the upper triangle is read; n³/3 operations.
 * A singular matrix is no error: D is then singular, though after rounding it seldom has an exact zero.
 * Throws a `ShapeError` or, where a number is not finite, a `UserError`.
 */
export function ldlt(a: Float64Array, n: number): Ldlt {
  checkMatrix("ldlt", a, n, n);
  const upper = a.slice();
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const permutation = Int32Array.from({ length: n }, (_, i) => i);
  for (let k = 0; k < n;) {
    const [first, second] = pivot(upper, n, k);
    exchange(upper, n, k, first, permutation);
    if (second === undefined) {
      diagonal[k] = upper[k * n + k]!;
      eliminateOne(upper, n, k);
      k += 1;
    } else {
      exchange(upper, n, k + 1, second, permutation);
      diagonal[k] = upper[k * n + k]!;
      offDiagonal[k] = upper[k * n + k + 1]!;
      diagonal[k + 1] = upper[(k + 1) * n + k + 1]!;
      eliminateTwo(upper, n, k);
      k += 2;
    }
  }
  return { n, upper, diagonal, offDiagonal, permutation };
}

/** Which row is the next pivot, or which two: the first goes to k, the second to k + 1. */
function pivot(a: Float64Array, n: number, k: number): readonly [number, number?] {
  let row = k;
  let best = largestBeside(a, n, k, row);
  if (abs(a[k * n + k]!) >= alpha * best.size) return [k]; // also where the whole row is zero
  for (;;) {
    const across = largestBeside(a, n, k, best.column);
    if (abs(a[best.column * n + best.column]!) >= alpha * across.size) return [best.column];
    // The largest of its row and of its column. If k is one of the two it stays where it is.
    if (across.size <= best.size) return best.column === k ? [k, row] : [row, best.column];
    row = best.column;
    best = across;
  }
}

/** The largest element of a row of the symmetric matrix from k on, the diagonal left out. */
function largestBeside(
  a: Float64Array,
  n: number,
  k: number,
  row: number,
): { readonly column: number; readonly size: number } {
  let column = -1;
  let size = 0;
  for (let i = k; i < n; i++) {
    const x = i < row ? a[i * n + row]! : a[row * n + i]!;
    if (i !== row && (abs(x) > size || column < 0)) {
      column = i;
      size = abs(x);
    }
  }
  return { column, size };
}

/** Exchanges rows and columns p < q in the upper triangle, those of Lᵀ that are finished included. */
function exchange(a: Float64Array, n: number, p: number, q: number, permutation: Int32Array): void {
  if (p === q) return;
  for (let i = 0; i < p; i++) swap(a, i * n + p, i * n + q);
  for (let i = p + 1; i < q; i++) swap(a, p * n + i, i * n + q);
  for (let j = q + 1; j < n; j++) swap(a, p * n + j, q * n + j);
  swap(a, p * n + p, q * n + q);
  swap(permutation, p, q);
}

/** l = w/d for the row w of a single pivot d, and A ← A − l·wᵀ; l takes the place of w. */
function eliminateOne(a: Float64Array, n: number, k: number): void {
  const d = a[k * n + k]!;
  if (d === 0) return; // and then w is zero
  const l = a.slice(k * n, (k + 1) * n).map((w) => w / d);
  subtractProduct(a, n, k + 1, l, k);
  a.set(l.subarray(k + 1), k * n + k + 1);
}

/** [l₁ l₂] = [w₁ w₂]·D⁻¹ for D = [d b; b e], and A ← A − l₁·w₁ᵀ − l₂·w₂ᵀ. b is the largest, so all is divided by it. */
function eliminateTwo(a: Float64Array, n: number, k: number): void {
  const b = a[k * n + k + 1]!;
  const d = a[k * n + k]! / b;
  const e = a[(k + 1) * n + k + 1]! / b;
  const scale = 1 / (d * e - 1) / b; // d·e < α² = 0.41: a block of order two always has a negative determinant
  const l1 = new Float64Array(n);
  const l2 = new Float64Array(n);
  for (let j = k + 2; j < n; j++) {
    const [w1, w2] = [a[k * n + j]!, a[(k + 1) * n + j]!];
    l1[j] = (e * w1 - w2) * scale;
    l2[j] = (d * w2 - w1) * scale;
  }
  subtractProduct(a, n, k + 2, l1, k);
  subtractProduct(a, n, k + 2, l2, k + 1);
  a.set(l1.subarray(k + 1), k * n + k + 1); // with l₁ = 0 at k + 1, where D's b was
  a.set(l2.subarray(k + 2), (k + 1) * n + k + 2);
}

/** Aᵢⱼ ← Aᵢⱼ − lᵢ·wⱼ in the upper triangle from `first` on, where w is row k of A: four rows at a time. */
function subtractProduct(a: Float64Array, n: number, first: number, l: Float64Array, k: number): void {
  let i = first;
  for (; i + 4 <= n; i += 4) {
    for (let row = i; row < i + 3; row++) subtractRow(a, row * n, k * n, l[row]!, row, i + 3);
    fourRows(a, n, i, k * n, l[i]!, l[i + 1]!, l[i + 2]!, l[i + 3]!);
  }
  for (; i < n; i++) subtractRow(a, i * n, k * n, l[i]!, i, n);
}

function subtractRow(a: Float64Array, row: number, w: number, l: number, from: number, to: number): void {
  for (let j = from; j < to; j++) a[row + j]! -= l * a[w + j]!;
}

/** Rows i to i + 3, from column i + 3 on. */
// prettier-ignore
function fourRows(
  A: Float64Array, n: number, i: number, w: number, l0: number, l1: number, l2: number, l3: number,
): void {
  const r1 = n | 0, r2 = (2 * n) | 0, r3 = (3 * n) | 0, end = (w + n) | 0;
  let at = (i * n + i + 3) | 0;
  for (let j = (w + i + 3) | 0; j < end; j = (j + 1) | 0) {
    const x = A[j]!;
    A[at] = A[at]! - l0 * x;
    A[(at + r1) | 0] = A[(at + r1) | 0]! - l1 * x;
    A[(at + r2) | 0] = A[(at + r2) | 0]! - l2 * x;
    A[(at + r3) | 0] = A[(at + r3) | 0]! - l3 * x;
    at = (at + 1) | 0;
  }
}

/** x with A·x = b, from the factorisation of A. Throws a `UserError` if D has an exact zero. */
export function solveLdlt(factors: Ldlt, b: Float64Array): Float64Array {
  const { n, upper, diagonal: d, offDiagonal: e, permutation } = factors;
  if (b.length !== n) throw new ShapeError(`solveLdlt: ${b.length} numbers on the right of ${n} equations.`);
  const y = Float64Array.from(permutation, (from) => b[from]!);
  for (let k = 0; k < n; k++) for (let j = k + 1; j < n; j++) y[j]! -= upper[k * n + j]! * y[k]!;
  for (let k = 0; k < n; k++) {
    if (e[k] !== 0) {
      const [first, second] = [d[k]! / e[k]!, d[k + 1]! / e[k]!];
      const scale = 1 / (first * second - 1) / e[k]!;
      [y[k], y[k + 1]] = [(second * y[k]! - y[k + 1]!) * scale, (first * y[k + 1]! - y[k]!) * scale];
      k++;
    } else if (d[k] === 0) {
      throw new UserError(
        `solveLdlt: the matrix is singular, pivot ${k} of ${n} is 0. Solve another problem.`,
      );
    } else y[k]! /= d[k]!;
  }
  for (let k = n - 1; k >= 0; k--) for (let j = k + 1; j < n; j++) y[k]! -= upper[k * n + j]! * y[j]!;
  const x = new Float64Array(n);
  permutation.forEach((to, i) => (x[to] = y[i]!));
  return x;
}
