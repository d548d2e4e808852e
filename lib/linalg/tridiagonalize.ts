/**
 * Householder's reduction of a symmetric matrix to tridiagonal form: A = Q·T·Qᵀ.
 *
 * Eigenvalues cannot be reached in finitely many operations, a tridiagonal matrix with the same eigenvalues can. For
 * each k a reflector H = I − τ·u·uᵀ zeroes row and column k beyond their neighbour of the diagonal. On the rest it acts
 * from both sides, and with p = τ·A·u and w = p − (τ/2)(pᵀu)·u that is a symmetric update of rank two:
 *
 *     H·A·H = A − u·wᵀ − w·uᵀ.
 *
 * The textbook makes two passes over the matrix for each k, one for A·u and one for the update. Here the update of one
 * step is deferred and applied while the next step multiplies: only one row has to be brought up to date before, to know the
 * next u. Each element of the upper triangle is loaded and stored once a step, and 8 operations are done on it.
 */
import { reflector } from "./householder.ts";
import { productOfReflectors } from "./reflectors.ts";

export interface TridiagonalForm {
  readonly diagonal: Float64Array;
  /** Element k is T's (k, k+1). */
  readonly offDiagonal: Float64Array;
  /** Q as a row-major n×n matrix. Costs as much again, so it is made on demand. */
  readonly orthogonal: () => Float64Array;
}

/**
 * T and Q of the symmetric n×n matrix `a`, of which the upper triangle is read, and overwritten by the vectors u.
 * Elements should be at most about 1, so that no square overflows.
 */
export function tridiagonalize(a: Float64Array, n: number): TridiagonalForm {
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(Math.max(n - 1, 0));
  const tau = new Float64Array(Math.max(n - 1, 0));
  // For index j side by side: vⱼ and wⱼ of the deferred update, uⱼ of this step, and what A·u has reached.
  const panel = new Float64Array(4 * n);
  for (let k = 0; k < n; k++) {
    updateRow(a, n, k, panel);
    diagonal[k] = a[k * n + k]!;
    if (k === n - 1) break;
    const h = reflector(a, k * n + k + 1, 1, n - k - 1);
    offDiagonal[k] = h.beta;
    tau[k] = h.tau;
    for (let j = k + 1; j < n; j++) {
      panel[4 * j + 2] = a[k * n + j]!;
      panel[4 * j + 3] = 0;
    }
    updateAndMultiplySymmetric(a, n, k + 1, panel);
    nextUpdate(n, k + 1, h.tau, panel);
  }
  // Row 0 and column 0 of Q are those of I; the rest is a product of reflectors, whose vectors are rows of a.
  const orthogonal = (): Float64Array => {
    const q = new Float64Array(n * n);
    if (n === 0) return q;
    q[0] = 1;
    const vectors = { data: a, offset: 1, along: 1, across: n };
    productOfReflectors(n - 1, n - 1, vectors, tau, q, n + 1, n);
    return q;
  };
  return { diagonal, offDiagonal, orthogonal };
}

/** The deferred update, for row k alone. */
function updateRow(a: Float64Array, n: number, k: number, panel: Float64Array): void {
  const v = panel[4 * k]!;
  const w = panel[4 * k + 1]!;
  for (let j = k; j < n; j++) a[k * n + j]! -= v * panel[4 * j + 1]! + w * panel[4 * j]!;
}

/** v ← u and w ← p − (τ/2)(pᵀu)·u with p = τ·A·u. */
function nextUpdate(n: number, first: number, tau: number, panel: Float64Array): void {
  let product = 0;
  for (let j = 4 * first; j < 4 * n; j += 4) product += panel[j + 2]! * panel[j + 3]!;
  const along = (tau * tau * product) / 2;
  for (let j = 4 * first; j < 4 * n; j += 4) {
    panel[j] = panel[j + 2]!;
    panel[j + 1] = tau * panel[j + 3]! - along * panel[j + 2]!;
  }
}

/** A ← A − v·wᵀ − w·vᵀ and then A·u, from row and column `first` on, in the upper triangle: four rows at a time. */
function updateAndMultiplySymmetric(a: Float64Array, n: number, first: number, panel: Float64Array): void {
  let i = first;
  for (; i + 4 <= n; i += 4) {
    corner(a, n, i, i + 4, panel);
    fourRows(a, n, i, panel);
  }
  corner(a, n, i, n, panel);
}

/** The triangle on the diagonal, from i to `end`. */
function corner(a: Float64Array, n: number, from: number, end: number, panel: Float64Array): void {
  for (let i = from; i < end; i++) {
    const v = panel[4 * i]!;
    const w = panel[4 * i + 1]!;
    const u = panel[4 * i + 2]!;
    const onDiagonal = a[i * n + i]! - 2 * v * w;
    a[i * n + i] = onDiagonal;
    let sum = onDiagonal * u;
    for (let j = i + 1; j < end; j++) {
      const x = a[i * n + j]! - (v * panel[4 * j + 1]! + w * panel[4 * j]!);
      a[i * n + j] = x;
      panel[4 * j + 3]! += x * u;
      sum += x * panel[4 * j + 2]!;
    }
    panel[4 * i + 3]! += sum;
  }
}

/** Rows i to i + 3 right of their corner. An element counts twice in A·u: for its row and, mirrored, for its column. */
// prettier-ignore
function fourRows(A: Float64Array, n: number, i: number, P: Float64Array): void {
  const q = (4 * i) | 0, end = (4 * n) | 0;
  const r1 = n | 0, r2 = (2 * n) | 0, r3 = (3 * n) | 0;
  const v0 = P[q]!,      w0 = P[q + 1]!,  u0 = P[q + 2]!;
  const v1 = P[q + 4]!,  w1 = P[q + 5]!,  u1 = P[q + 6]!;
  const v2 = P[q + 8]!,  w2 = P[q + 9]!,  u2 = P[q + 10]!;
  const v3 = P[q + 12]!, w3 = P[q + 13]!, u3 = P[q + 14]!;
  let s0 = P[q + 3]!, s1 = P[q + 7]!, s2 = P[q + 11]!, s3 = P[q + 15]!;
  let at = (i * n + i + 4) | 0;
  for (let j = (q + 16) | 0; j < end; j = (j + 4) | 0) {
    const v = P[j]!, w = P[(j + 1) | 0]!, u = P[(j + 2) | 0]!;
    const a0 = A[at]! - (v0 * w + w0 * v);               A[at] = a0;               s0 += a0 * u;
    const a1 = A[(at + r1) | 0]! - (v1 * w + w1 * v);    A[(at + r1) | 0] = a1;    s1 += a1 * u;
    const a2 = A[(at + r2) | 0]! - (v2 * w + w2 * v);    A[(at + r2) | 0] = a2;    s2 += a2 * u;
    const a3 = A[(at + r3) | 0]! - (v3 * w + w3 * v);    A[(at + r3) | 0] = a3;    s3 += a3 * u;
    P[(j + 3) | 0] = P[(j + 3) | 0]! + ((a0 * u0 + a1 * u1) + (a2 * u2 + a3 * u3));
    at = (at + 1) | 0;
  }
  P[q + 3] = s0; P[q + 7] = s1; P[q + 11] = s2; P[q + 15] = s3;
}
