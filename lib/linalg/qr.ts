/**
 * QR factorisation by Householder reflectors: A = Q·R, Q with orthonormal columns and R upper triangular.
 *
 * Reflector k zeroes column k below the diagonal. As in the tridiagonal form, applying one reflector and multiplying by
 * the next are one pass over the matrix; only the column that is next must be brought up to date before.
 *
 * With pivoting, each step takes the column that is longest outside the span of those already taken (Businger and Golub
 * 1965). Then |rₖₖ| falls, no element right of it exceeds it, and the rank can in practice be read off, though there are
 * matrices on which it deceives (Kahan's).
 *
 * The error in each column of A is small beside that column, however unequal the columns: that is what the singular
 * values of badly scaled matrices need (Higham, "Accuracy and Stability of Numerical Algorithms", section 19.3).
 */
import { norm, reflector } from "./householder.ts";
import { checkMatrix, swap } from "./matrix.ts";
import { productOfReflectors, updateAndMultiply } from "./reflectors.ts";

export interface Qr {
  /** Row-major m×p with p = min(m, n); its columns are orthonormal. */
  readonly q: Float64Array;
  /** Row-major p×n, zero below the diagonal. */
  readonly r: Float64Array;
  /** Column j of Q·R is column permutation[j] of A. */
  readonly permutation: Int32Array;
}

/**
 * The thin QR factorisation of the m×n matrix `a`; with `pivot: true`, of `a` with its columns permuted.
 *
 * 2n²(m − n/3) operations for R and as many for Q, if m ≥ n. Throws a `ShapeError` or, where a number is not finite, a
 * `UserError`.
 */
export function qr(a: Float64Array, m: number, n: number, options: { readonly pivot?: boolean } = {}): Qr {
  checkMatrix("qr", a, m, n);
  const p = Math.min(m, n);
  const work = a.slice();
  const tau = new Float64Array(p);
  const permutation = Int32Array.from({ length: n }, (_, j) => j);
  const lengths = options.pivot ? new Lengths(work, m, n) : undefined;
  // The deferred update is Aᵢⱼ − xᵢ·yⱼ; u is the vector of this step, and z will be uᵀA.
  const rows = new Float64Array(2 * m); // (xᵢ, uᵢ)
  const columns = new Float64Array(2 * n); // (yⱼ, zⱼ)
  for (let k = 0; k < p; k++) {
    const next = lengths?.longest(k) ?? k;
    if (next !== k) {
      for (let i = 0; i < m; i++) swap(work, i * n + k, i * n + next);
      swap(columns, 2 * k, 2 * next);
      swap(permutation, k, next);
      lengths?.swap(k, next);
    }
    for (let i = k; i < m; i++) work[i * n + k]! -= rows[2 * i]! * columns[2 * k]!;
    const h = reflector(work, k * n + k, n, m - k);
    for (let i = k; i < m; i++) rows[2 * i + 1] = work[i * n + k]!;
    work[k * n + k] = h.beta;
    tau[k] = h.tau;
    updateAndMultiply(work, 0, n, [k, m], [k + 1, n], rows, columns);
    for (let i = k + 1; i < m; i++) rows[2 * i] = h.tau * rows[2 * i + 1]!;
    for (let j = k + 1; j < n; j++) {
      columns[2 * j] = columns[2 * j + 1]!;
      columns[2 * j + 1] = 0;
      work[k * n + j]! -= h.tau * columns[2 * j]!; // row k of R, for good
    }
    lengths?.shorten(k, rows, columns);
  }
  const q = new Float64Array(m * p);
  productOfReflectors(m, p, { data: work, offset: 0, along: n, across: 1 }, tau, q, 0, p);
  const r = new Float64Array(p * n);
  for (let i = 0; i < p; i++) r.set(work.subarray(i * n + i, (i + 1) * n), i * n + i);
  return { q, r, permutation };
}

/**
 * The length of each column below row k of a matrix under reduction. A reflector keeps the length of a column, so what
 * row k takes is subtracted: ‖x‖² − r². Where that has cancelled half of the digits since the length was last computed,
 * it is computed anew (LAPACK Working Note 176).
 */
class Lengths {
  readonly #work: Float64Array;
  readonly #m: number;
  readonly #n: number;
  readonly #lengths: Float64Array;
  readonly #computed: Float64Array;

  constructor(work: Float64Array, m: number, n: number) {
    this.#work = work;
    this.#m = m;
    this.#n = n;
    this.#lengths = Float64Array.from({ length: n }, (_, j) => norm(work, j, n, m));
    this.#computed = this.#lengths.slice();
  }

  /** The column from k on that is longest. */
  longest(k: number): number {
    let best = k;
    for (let j = k + 1; j < this.#n; j++) if (this.#lengths[j]! > this.#lengths[best]!) best = j;
    return best;
  }

  swap(i: number, j: number): void {
    swap(this.#lengths, i, j);
    swap(this.#computed, i, j);
  }

  /** After row k is finished. Below it the matrix still lacks the update −xᵢ·yⱼ. */
  shorten(k: number, rows: Float64Array, columns: Float64Array): void {
    for (let j = k + 1; j < this.#n; j++) {
      const length = this.#lengths[j]!;
      if (length === 0) continue;
      const share = Math.abs(this.#work[k * this.#n + j]!) / length;
      const left = Math.max(0, 1 - share * share);
      const since = length / this.#computed[j]!;
      if (left * since * since > 2 ** -26) this.#lengths[j] = length * Math.sqrt(left);
      else this.#lengths[j] = this.#computed[j] = this.#below(k, j, rows, columns);
    }
  }

  #below(k: number, j: number, rows: Float64Array, columns: Float64Array): number {
    const column = new Float64Array(this.#m - k - 1);
    for (let i = k + 1; i < this.#m; i++) {
      column[i - k - 1] = this.#work[i * this.#n + j]! - rows[2 * i]! * columns[2 * j]!;
    }
    return norm(column, 0, 1, column.length);
  }
}
