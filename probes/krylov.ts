/**
 * The Lanczos process: an orthonormal basis V of span{v, Av, A²v, …} in which A is a tridiagonal matrix T = VᵀAV.
 *
 * Rounding makes plain Lanczos lose orthogonality and see eigenvalues again and again, so each new vector is made
 * orthogonal to all earlier ones, twice: once can fail where eigenvalues are close, twice is enough. When the space is
 * exhausted there is nothing left to follow; this is decided by what remains, relative to the size of A, and T then ends
 * there. It is not padded: zeros would be false eigenvalues.
 */
import { checkArgument, kinds, UserError } from "../lib/index.ts";
import { type LinearOperator, operatorKind } from "./operator.ts";
import { margin } from "./rounding.ts";
import { addScaled, inner, norm } from "./vectors.ts";

/** A·V ≈ V·T with orthonormal columns of V and a tridiagonal T. */
export interface Tridiagonal {
  /** The diagonal of T. */
  readonly diagonal: Float64Array;
  /** One shorter than the diagonal. */
  readonly offDiagonal: Float64Array;
  /** The columns of V. */
  readonly basis: readonly Float64Array[];
  /** Whether the process ended because the space was exhausted: the eigenvalues of T are then eigenvalues of A. */
  readonly exhausted: boolean;
}

/** What is below has fewer digits the smaller it is, and a direction made of it none. */
const smallestNormal = 2 ** -1022;

/**
 * At most so many steps from a start vector, which need not have length 1. One product a step.
 * @see Lanczos, "An iteration method for the solution of the eigenvalue problem", 1950; reorthogonalised twice
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * const { diagonal, exhausted } = probes.tridiagonalize(a, Float64Array.of(1, 1), 5);
 * [diagonal.length, exhausted]; // → [ 2, true ]
 */
export function tridiagonalize(operator: LinearOperator, start: Float64Array, steps: number): Tridiagonal {
  checkArgument("Lanczos", "the operator", operator, operatorKind);
  checkArgument("Lanczos", "start", start, kinds.numbers);
  if (!(Number.isInteger(steps) && steps > 0)) {
    throw new UserError(`Lanczos: ${steps} steps: a whole number from 1 is needed.`);
  }
  if (operator.size === 0) throw new UserError(`Lanczos: ${operator.description} has no rows.`);
  const length = norm(start);
  if (!(length > 0 && Number.isFinite(length))) {
    throw new UserError(`Lanczos: the start vector has length ${length}, and so no direction.`);
  }
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let next = start.map((value) => value / length);
  let size = 0;
  for (;;) {
    basis.push(next);
    const w = operator.apply(next);
    const alpha = inner(next, w);
    diagonal.push(alpha);
    for (let pass = 0; pass < 2; pass++) for (const v of basis) addScaled(w, -inner(v, w), v);
    const beta = norm(w);
    if (!Number.isFinite(beta)) {
      throw new UserError(`Lanczos: a product of ${operator.description} is not finite.`);
    }
    size = Math.max(size, Math.abs(alpha), beta);
    const nothing = Math.max(margin(operator.size) * size, smallestNormal);
    const exhausted = beta <= nothing || basis.length === operator.size;
    if (exhausted || basis.length === steps) {
      return {
        diagonal: Float64Array.from(diagonal),
        offDiagonal: Float64Array.from(offDiagonal),
        basis,
        exhausted,
      };
    }
    offDiagonal.push(beta);
    next = w.map((value) => value / beta);
  }
}
