/**
 * lib/linalg: dense linear algebra on Float64Array, in the order in which it is built. A matrix is row-major, inputs are
 * never changed, and every routine says which error bound it keeps.
 */
// Symmetric matrices: all eigenvalues, with or without vectors.
export { tridiagonalEigen, type SymmetricEigen } from "./tridiagonal-eigen.ts";
export { symmetricEigen } from "./symmetric-eigen.ts";
// Any matrix: orthogonal factors, and singular values to high relative accuracy.
export { qr, type Qr } from "./qr.ts";
export { jacobiSvd, singularValues, type Svd } from "./jacobi-svd.ts";
export { longSingularValues, type LongSingularValues } from "./long-singular-values.ts";
export type { LongArray } from "./long-vectors.ts";
// Symmetric elimination, and the signs of eigenvalues without the eigenvalues.
export { ldlt, solveLdlt, type Ldlt } from "./ldlt.ts";
export { inertia, type Inertia } from "./inertia.ts";
// Positive definite matrices.
export { cholesky, solveCholesky } from "./cholesky.ts";
