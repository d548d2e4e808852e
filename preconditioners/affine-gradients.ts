/**
 * The gradient of an affine map: weight and bias together, dense or with the weight's part in factors.
 */
import type { Gradient, Values } from "../tensor/index.ts";

/** Gradients, or any directions, of the weight [n, m] and the bias [n] of one affine map. */
export interface AffineGradients {
  /** [n, m]. */
  readonly weight: Values;
  /** Left out for a map without bias. */
  readonly bias?: Values;
}

/** Gradients made from the rows of a batch: the weight's is a FactoredMatrix δᵀ·S wherever there is such an S. */
export interface RowGradients {
  /** [n, m], as a product or dense. */
  readonly weight: Gradient;
  /** [n]; left out for a map without bias. */
  readonly bias?: Values;
}

/**
 * The same with the elements of the weight's gradient. The arrays belong to the caller.
 * @example
 * const weight = new FactoredMatrix(tensor([[1], [2]]).values, tensor([[3], [4]]).values);
 * new Tensor(toDense({ weight }).weight); // → Tensor [1,1] [[11]]
 */
export function toDense({ weight, bias }: RowGradients): AffineGradients {
  return bias === undefined ? { weight: weight.toDense() } : { weight: weight.toDense(), bias };
}
