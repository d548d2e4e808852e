/**
 * Inertia: how many eigenvalues of a symmetric matrix are negative, zero and positive, without computing any.
 *
 * Sylvester's law: A and S·A·Sᵀ have the same inertia, for every regular S. Elimination writes P·A·Pᵀ = L·D·Lᵀ, so A has
 * the inertia of D, whose blocks show it at sight. Applied to A − σI this counts the eigenvalues below σ, and two counts
 * enclose an eigenvalue: a proof that is independent of how the eigenvalue was found.
 *
 * What is counted is exactly the inertia of a matrix that differs from A − σI by about n·2⁻⁵³·‖A − σI‖. So a count is
 * certain wherever no eigenvalue lies that near to σ. An eigenvalue that is nearer is counted on either side, as
 * rounding has it, and only seldom as zero: to count those that are zero up to an error δ, count at −δ and at δ.
 */
import { UserError } from "../errors.ts";
import { ldlt } from "./ldlt.ts";
import { checkMatrix } from "./matrix.ts";

export interface Inertia {
  readonly negative: number;
  /** Pivots that are exactly 0. */
  readonly zero: number;
  readonly positive: number;
}

/**
 * The numbers of negative, zero and positive eigenvalues of A − shift·I, for the symmetric n×n matrix `a`, of which the
 * upper triangle is read; n³/3 operations. Throws a `ShapeError` or, where a number is not finite, a `UserError`.
 */
export function inertia(a: Float64Array, n: number, shift = 0): Inertia {
  checkMatrix("inertia", a, n, n);
  if (!Number.isFinite(shift))
    throw new UserError(`inertia: shift ${shift} is not finite. Give a finite one.`);
  const shifted = a.slice();
  for (let i = 0; i < n; i++) shifted[i * n + i]! -= shift;
  const { diagonal, offDiagonal } = ldlt(shifted, n);
  let [negative, zero, positive] = [0, 0, 0];
  for (let k = 0; k < n; k++) {
    if (offDiagonal[k] !== 0) {
      // A block of order two has a negative determinant: one eigenvalue of each sign.
      negative++;
      positive++;
      k++;
    } else if (diagonal[k]! < 0) negative++;
    else if (diagonal[k]! > 0) positive++;
    else zero++;
  }
  return { negative, zero, positive };
}
