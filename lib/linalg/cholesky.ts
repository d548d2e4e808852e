/**
 * Cholesky factorisation of a symmetric positive definite matrix: A = L·Lᵀ.
 *
 * No pivoting is needed, since no element of L can exceed √max aᵢᵢ. The factorisation exists exactly if A is positive
 * definite, so trying is also the cheapest test; next to singular matrices rounding decides.
 *
 * Column blocks from left to right: what the columns before contribute to a block is one matrix product, which is where
 * nearly all of the work is done; the block is then factored by the formulas themselves.
 */
import { ShapeError } from "../errors.ts";
import { kernels } from "../kernels/current.ts";
import { transposed } from "../kernels/kernels.ts";
import { checkMatrix, rowMajor } from "./matrix.ts";
import { solveLower, solveLowerTransposed } from "./triangular.ts";

/** So many columns at a time: enough for the product to be most of the work. */
const block = 32;

/**
 * L, lower triangular with a positive diagonal, as a row-major n×n matrix; `undefined` if `a` is not positive definite.
 * The lower triangle of the symmetric n×n matrix `a` is read. n³/3 operations; L·Lᵀ is exact for a matrix that differs
 * from A by about n·2⁻⁵³·‖A‖. Throws a `ShapeError` or, where a number is not finite, a `UserError`.
 */
export function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  checkMatrix("cholesky", a, n, n);
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) l.set(a.subarray(i * n, i * n + i + 1), i * n);
  for (let first = 0; first < n; first += block) {
    const end = Math.min(first + block, n);
    subtractEarlier(l, n, first, end);
    if (!factorBlock(l, n, first, end)) return undefined;
  }
  return l;
}

/** The part that columns before `first` have in columns `first` to `end`: L[first:, :first]·L[first:end, :first]ᵀ. */
function subtractEarlier(l: Float64Array, n: number, first: number, end: number): void {
  if (first === 0) return;
  const width = end - first;
  const share = new Float64Array((n - first) * width);
  kernels.product(
    rowMajor(l, n - first, first, first * n, n),
    transposed(rowMajor(l, width, first, first * n, n)),
    rowMajor(share, n - first, width),
  );
  for (let i = first; i < n; i++) {
    for (let j = first; j < Math.min(end, i + 1); j++)
      l[i * n + j]! -= share[(i - first) * width + j - first]!;
  }
}

/** Columns `first` to `end` of L, row by row: lᵢⱼ = (aᵢⱼ − Σ lᵢₖ·lⱼₖ)/lⱼⱼ, and a root on the diagonal. */
function factorBlock(l: Float64Array, n: number, first: number, end: number): boolean {
  for (let i = first; i < n; i++) {
    for (let j = first; j < end && j <= i; j++) {
      let x = l[i * n + j]!;
      for (let k = first; k < j; k++) x -= l[i * n + k]! * l[j * n + k]!;
      if (j < i) l[i * n + j] = x / l[j * n + j]!;
      else if (x > 0) l[i * n + i] = Math.sqrt(x);
      else return false;
    }
  }
  return true;
}

/** x with A·x = b, from the factor L of A. */
export function solveCholesky(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  if (l.length !== n * n) {
    throw new ShapeError(
      `solveCholesky: a factor of ${l.length} numbers for ${n} on the right. Give ${n * n}.`,
    );
  }
  return solveLowerTransposed(l, n, solveLower(l, n, b));
}
