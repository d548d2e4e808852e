/**
 * What the loss looks like from its minimiser: the eigenvalues of PᵀHP, and the error of a run split by eigenvector.
 *
 * Descent preconditioned by P·Pᵀ is plain descent in z, θ = P·z. There the error P⁻¹(θ − θ*) has a part along each
 * eigenvector v of PᵀHP, and to first order these are independent: each changes by a factor 1 − αλ a step. P⁻¹ is never
 * formed: since PᵀHP·v = λ·v, the part v·P⁻¹d is (H·P·v/λ)·d.
 */
import { Pass } from "../../layers/index.ts";
import { symmetricEigen } from "../../lib/index.ts";
import {
  changeOfVariables,
  type ConditionNumber,
  conditionOf,
  dense,
  hessian,
  preconditioned,
  spectrumOf,
} from "../../probes/index.ts";
import type { Minimum } from "./minimum.ts";
import { length } from "./place.ts";

/** One direction in which the loss rises. */
export interface Direction {
  readonly eigenvalue: number;
  /** P·v: a move of θ by which the part along v becomes 1. */
  readonly move: Float64Array;
  /** H·P·v/λ: its product with θ − θ* is the part along v. */
  readonly reading: Float64Array;
}

export interface Local {
  readonly condition: ConditionNumber;
  /** ‖∇‖ at θ*. */
  readonly gradient: number;
  /** Those with λ > 0, ascending. */
  readonly directions: readonly Direction[];
  readonly smallest: Direction;
  readonly largest: Direction;
  readonly kappaStar: number;
}

export function localModel({ parameters, loss, nullity }: Minimum): Local {
  const h = hessian(loss, parameters, Pass.training());
  const p = changeOfVariables(parameters);
  const matrix = dense(preconditioned(h, p));
  const n = matrix.size;
  const { values, vectors } = symmetricEigen(matrix.entries, n, { vectors: true });
  const condition = conditionOf(spectrumOf(matrix, values), { nullity: nullity.count });
  const directions = Array.from({ length: condition.positive }, (_, i): Direction => {
    const j = n - condition.positive + i;
    const eigenvalue = values[j]!;
    const move = p.times(Float64Array.from({ length: n }, (_unused, k) => vectors![k * n + j]!));
    return { eigenvalue, move, reading: h.apply(move).map((x) => x / eigenvalue) };
  });
  const [smallest, largest] = [directions[0]!, directions.at(-1)!];
  return {
    condition,
    gradient: length(h.gradient),
    directions,
    smallest,
    largest,
    kappaStar: largest.eigenvalue / smallest.eigenvalue,
  };
}

/** The step at which both ends of the spectrum shrink alike, 2/(λ*min + λmax). */
export function bestStep({ smallest, largest }: Local): number {
  return 2 / (smallest.eigenvalue + largest.eigenvalue);
}

/** max(|1 − αλ*min|, |1 − αλmax|) */
export function predictedRate({ smallest, largest }: Local, alpha: number): number {
  return Math.max(Math.abs(1 - alpha * smallest.eigenvalue), Math.abs(1 - alpha * largest.eigenvalue));
}
