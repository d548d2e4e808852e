/**
 * Singular value decomposition A = U·Σ·Vᵀ by one-sided Jacobi rotations: every singular value, the smallest too, to high
 * relative accuracy.
 *
 * Rotations make the rows of a matrix X orthogonal: J·X = Σ·Wᵀ. The lengths of the rows are then the singular values.
 * This is Jacobi's method for the eigenvalues of X·Xᵀ, but the products are never stored: squaring would lose half of the
 * digits of all that is small.
 *
 * Why the small ones come out right: an error of a rotation is small beside the row in which it is made, not beside the
 * matrix, and a scaling of the rows goes through untouched. So the relative error of each singular value is about 2⁻⁵³
 * times the condition number of the matrix *with its rows scaled to length one*, where methods that begin with a
 * bidiagonal or tridiagonal form keep the full condition number (Demmel and Veselić 1992).
 *
 * X is R of a QR factorisation with column pivoting, A·P = Q·R, whose errors are small beside each column of A. That makes
 * a tall matrix square; the scaling of A's columns becomes one of X's rows; and these fall off and are nearly orthogonal
 * where A is ill conditioned, which saves half of the turns and more (Drmač and Veselić 2008).
 */
import { kernels } from "../kernels/current.ts";
import { transposed } from "../kernels/kernels.ts";
import { checkMatrix, rowMajor } from "./matrix.ts";
import { orthogonalizeRows } from "./orthogonal-rows.ts";
import { qr } from "./qr.ts";

export interface Svd {
  /** Descending, p = min(m, n) of them. */
  readonly values: Float64Array;
  /** Row-major m×p, columns orthonormal. */
  readonly u?: Float64Array;
  /** Row-major n×p, columns orthonormal: A = U·diag(values)·Vᵀ. */
  readonly v?: Float64Array;
}

/**
 * The singular values of the m×n matrix `a`, and with `vectors: true` its singular vectors.
 *
 * If A = B·D with a diagonal D, the relative error of every value is of the order of 2⁻⁵³·κ(B), however wild D is; the
 * best D is the one for which the columns of B have length one. About 6 turns (ill conditioned) to 10 (well) of 6p³
 * operations, and half as many more for vectors. Throws a `ShapeError` or, where a number is not finite, a `UserError`.
 */
export function jacobiSvd(
  a: Float64Array,
  m: number,
  n: number,
  options: { readonly vectors?: boolean } = {},
): Svd {
  checkMatrix("jacobiSvd", a, m, n);
  if (m < n) {
    const at = Float64Array.from(a, (_, i) => a[(i % m) * n + Math.floor(i / m)]!);
    const { values, u, v } = jacobiSvd(at, n, m, options);
    return u && v ? { values, u: v, v: u } : { values };
  }
  const { q, r, permutation } = qr(a, m, n, { pivot: true });
  const basis = options.vectors ? identity(n) : undefined;
  const lengths = orthogonalizeRows(r, n, basis);
  const order = Int32Array.from(lengths, (_, i) => i).sort((i, j) => lengths[j]! - lengths[i]! || i - j);
  const values = Float64Array.from(order, (i) => lengths[i]!);
  if (!basis) return { values };
  // J·R = Σ·Wᵀ and A·P = Q·R say A = (Q·Jᵀ)·Σ·(P·W)ᵀ.
  fillZeroRows(r, n);
  const u = new Float64Array(m * n);
  kernels.product(
    rowMajor(q, m, n),
    transposed(rowMajor(rowsInOrder(basis, n, order), n, n)),
    rowMajor(u, m, n),
  );
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) v[permutation[i]! * n + j] = r[order[j]! * n + i]!;
  }
  return { values, u, v };
}

/** The singular values alone, descending: `jacobiSvd(a, m, n).values`. */
export function singularValues(a: Float64Array, m: number, n: number): Float64Array {
  return jacobiSvd(a, m, n).values;
}

/** Where a singular value is 0 its row of Wᵀ is 0, and any unit vector orthogonal to the others will do. */
function fillZeroRows(w: Float64Array, n: number): void {
  const row = (i: number): Float64Array => w.subarray(i * n, (i + 1) * n);
  for (let zero = 0; zero < n; zero++) {
    if (row(zero).some((x) => x !== 0)) continue;
    // The coordinate vector that the other rows cover least: of its unit length at least 1/n is left.
    const covered = new Float64Array(n);
    w.forEach((x, at) => (covered[at % n]! += x * x));
    const vector = new Float64Array(n);
    vector[covered.indexOf(Math.min(...covered))] = 1;
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < n; i++) {
        const along = row(i).reduce((sum, x, j) => sum + x * vector[j]!, 0);
        row(i).forEach((x, j) => (vector[j]! -= along * x));
      }
    }
    const length = Math.hypot(...vector);
    row(zero).set(vector.map((x) => x / length));
  }
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

function rowsInOrder(x: Float64Array, n: number, order: Int32Array): Float64Array {
  const out = new Float64Array(n * n);
  order.forEach((from, i) => out.set(x.subarray(from * n, (from + 1) * n), i * n));
  return out;
}
