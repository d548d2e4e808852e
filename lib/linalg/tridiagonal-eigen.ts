/**
 * Eigenvalues of a symmetric tridiagonal matrix T, with its eigenvectors or their first components: implicit QL.
 *
 * QL iteration: factor T − σI = Q·L, L lower triangular, and go on with L·Q + σI = QᵀTQ, which has the same eigenvalues
 * and is tridiagonal again. The first off-diagonal element shrinks at each turn by about (λ − σ)/(λ′ − σ), the ratio of
 * the distances of the shift σ to the nearest and the next eigenvalue, so everything hangs on the shift. Wilkinson's is
 * the eigenvalue of the leading 2×2 block nearer to its first element: with it the iteration always converges, and as a
 * rule cubically, so that about two sweeps are spent on an eigenvalue (Parlett, "The Symmetric Eigenvalue Problem",
 * chapter 8).
 *
 * Implicit: T − σI is never formed, since subtracting a large σ would wipe out small elements. Only the first rotation
 * is computed from it, at the lower end; it makes a bulge beside the diagonals, and the rotations that chase it out at
 * the upper end are, up to signs, those of the factorisation (Golub and Van Loan, "Matrix Computations", section 8.3).
 *
 * The rotations depend on T alone. So the same routine yields eigenvalues, vectors and first components, and the same
 * bits for the eigenvalues in each case: they are applied to a matrix with no rows, n rows, or one.
 */
import { ContractError, ShapeError } from "../errors.ts";
import { checkMatrix, largest, scaleOf } from "./matrix.ts";
import { Rotations } from "./rotations.ts";

const { abs, hypot, sqrt } = Math;

const unitRoundoff = 2 ** -53;
/** Beside a matrix of norm 1 this is nothing. Were it not dropped, its square would underflow and mislead the bulge. */
const nothing = 1e-150;
/** Sweeps for each eigenvalue, on average, before we say that something is wrong. Two is usual. */
const patience = 30;

export interface SymmetricEigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** Row-major, with a column for each value: column j belongs to values[j]. Columns are orthonormal. */
  readonly vectors?: Float64Array;
}

/**
 * Eigenvalues of the symmetric tridiagonal matrix with `diagonal` (n numbers) and `offDiagonal` (n − 1), ascending.
 *
 * `vectors: true` adds the eigenvectors as an n×n matrix. `"first-row"` adds the first row of that matrix alone, n
 * numbers, at next to no cost: their squares are the weights of Gauss quadrature for the measure that T belongs to
 * (Golub and Welsch 1969), which is what stochastic Lanczos quadrature needs.
 *
 * Errors are a small multiple of 2⁻⁵³·‖T‖. Throws a `ShapeError` or, where a number is not finite, a `UserError`.
 */
export function tridiagonalEigen(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  options: { readonly vectors?: boolean | "first-row" } = {},
): SymmetricEigen {
  const n = diagonal.length;
  if (offDiagonal.length !== Math.max(n - 1, 0)) {
    throw new ShapeError(
      `tridiagonalEigen: ${n} diagonal and ${offDiagonal.length} off-diagonal elements. Give one fewer beside the diagonal.`,
    );
  }
  checkMatrix("tridiagonalEigen, diagonal", diagonal, 1, n);
  checkMatrix("tridiagonalEigen, off-diagonal", offDiagonal, 1, offDiagonal.length);
  const scale = scaleOf(Math.max(largest(diagonal), largest(offDiagonal)));
  const d = diagonal.map((x) => x * scale);
  const e = offDiagonal.map((x) => x * scale);
  const rows = options.vectors === true ? n : options.vectors === "first-row" ? 1 : 0;
  const identity = new Float64Array(rows * n);
  for (let i = 0; i < rows * n; i += n + 1) identity[i] = 1;
  diagonalize(d, e, identity, rows);
  const { values, vectors } = sorted(d, identity, rows);
  for (let i = 0; i < n; i++) values[i]! /= scale;
  return options.vectors ? { values, vectors } : { values };
}

/**
 * Overwrites d with the eigenvalues, in no order, and multiplies the rows×n matrix from the right by the eigenvectors.
 * Elements should be at most about 1.
 */
export function diagonalize(
  d: Float64Array,
  offDiagonal: Float64Array,
  matrix: Float64Array,
  rows: number,
): void {
  const n = d.length;
  const e = new Float64Array(n);
  e.set(offDiagonal);
  // QL converges at the upper end, and sooner if small elements are there: if need be T is turned around.
  if (n > 1 && abs(d[0]!) + abs(e[0]!) > abs(d[n - 1]!) + abs(e[n - 2]!)) {
    d.reverse();
    e.subarray(0, n - 1).reverse();
    for (let row = 0; row < rows; row++) matrix.subarray(row * n, (row + 1) * n).reverse();
  }
  const rotations = new Rotations(matrix, rows, n);
  const turns = new Float64Array(2 * n);
  let left = patience * n;
  for (let first = 0; first < n;) {
    const last = endOfBlock(d, e, first);
    if (last === first) first++;
    else if (left-- > 0) {
      sweep(d, e, first, last, turns);
      rotations.sweep(last, turns, last - first);
    } else {
      throw new ContractError(
        `diagonalize: no convergence at ${first} of ${n} after ${patience * n} sweeps.`,
      );
    }
  }
  rotations.finish();
}

/**
 * The last index of the block that begins at `first`: behind it an off-diagonal element is negligible. Negligible means
 * beside its neighbours, √|dᵢ·dᵢ₊₁|, not beside the whole matrix, so that small eigenvalues of a graded matrix survive.
 */
function endOfBlock(d: Float64Array, e: Float64Array, first: number): number {
  const n = d.length;
  let root = sqrt(abs(d[first]!));
  for (let i = first; i < n - 1; i++) {
    const next = sqrt(abs(d[i + 1]!));
    if (abs(e[i]!) <= unitRoundoff * root * next + nothing) return i;
    root = next;
  }
  return n - 1;
}

/** One QL sweep with Wilkinson's shift over the block `first` to `last`, last > first; cosines and sines to `turns`. */
function sweep(d: Float64Array, e: Float64Array, first: number, last: number, turns: Float64Array): void {
  const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const root = hypot(half, 1);
  // d[last] − σ, with σ = d[first] − e[first]/(half ± root), whose denominator does not cancel.
  let g = d[last]! - d[first]! + e[first]! / (half + (half < 0 ? -root : root));
  let [c, s, shift] = [1, 1, 0];
  for (let i = last - 1, k = 0; i >= first; i--, k += 2) {
    const f = s * e[i]!; // the bulge, which the next rotation takes away
    const b = c * e[i]!;
    const squares = f * f + g * g;
    const r = squares > 1e-280 ? sqrt(squares) : hypot(f, g);
    e[i + 1] = r;
    s = r === 0 ? 0 : f / r;
    c = r === 0 ? 1 : g / r;
    const lower = d[i + 1]! - shift;
    const t = (d[i]! - lower) * s + 2 * c * b;
    shift = s * t;
    d[i + 1] = lower + shift;
    g = c * t - b;
    turns[k] = c;
    turns[k + 1] = s;
  }
  d[first]! -= shift;
  e[first] = g;
  e[last] = 0;
}

/** The values in ascending order, and the columns of the rows×n matrix in theirs. */
export function sorted(
  values: Float64Array,
  matrix: Float64Array,
  rows: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const n = values.length;
  const order = Int32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]! || i - j);
  const vectors = new Float64Array(rows * n);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < n; j++) vectors[row * n + j] = matrix[row * n + order[j]!]!;
  }
  return { values: Float64Array.from(order, (i) => values[i]!), vectors };
}
