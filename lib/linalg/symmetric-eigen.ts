/**
 * Eigenvalues and eigenvectors of a dense symmetric matrix: A = Q·Λ·Qᵀ, by the tridiagonal form and QL.
 *
 * Both halves multiply by orthogonal matrices only, so that the computed Λ and Q are exact for a matrix that differs
 * from A by a small multiple of 2⁻⁵³·‖A‖ (Wilkinson). By Weyl's theorem no eigenvalue is then off by more than that:
 * small eigenvalues are known to an absolute error, not to a relative one. Where relative accuracy counts and A = BᵀB,
 * take `jacobiSvd` of B.
 */
import { checkMatrix, largest, scaleOf } from "./matrix.ts";
import { diagonalize, sorted, type SymmetricEigen } from "./tridiagonal-eigen.ts";
import { tridiagonalize } from "./tridiagonalize.ts";

/**
 * Eigenvalues of the symmetric n×n matrix `a`, ascending, and with `vectors: true` the orthonormal eigenvectors: column
 * j of the row-major n×n matrix `vectors` belongs to values[j]. Only the upper triangle is read.
 *
 * The eigenvalues are the same bits with and without vectors. Their cost is (4/3)n³ operations, of the vectors about
 * 8n³ more. Throws a `ShapeError` or, where a number is not finite, a `UserError`.
 */
export function symmetricEigen(
  a: Float64Array,
  n: number,
  options: { readonly vectors?: boolean } = {},
): SymmetricEigen {
  checkMatrix("symmetricEigen", a, n, n);
  const scale = scaleOf(largest(a));
  const { diagonal, offDiagonal, orthogonal } = tridiagonalize(
    a.map((x) => x * scale),
    n,
  );
  const rows = options.vectors ? n : 0;
  const q = options.vectors ? orthogonal() : new Float64Array(0);
  diagonalize(diagonal, offDiagonal, q, rows);
  const { values, vectors } = sorted(diagonal, q, rows);
  for (let i = 0; i < n; i++) values[i]! /= scale;
  return options.vectors ? { values, vectors } : { values };
}
