/**
 * One use of an affine map y = H·Wᵀ + b in a forward pass: what a layer publishes, and what its preconditioner observes of
 * it. Knows the rows of a dense layer and of a convolution; not what is done with them.
 */
import { concat, permute, reshape } from "../autograd/index.ts";
import { ContractError } from "../lib/index.ts";
import type { Observation } from "../preconditioners/index.ts";
import { type Tensor, type Values, zeros } from "../tensor/index.ts";
import type { Parameter } from "./parameter.ts";

/** One use of an affine map in a forward pass: H is [N, m], y [N, n] and W [n, m]. */
export interface AffineUse {
  /** Of the map. */
  readonly weight: Parameter;
  /** Of the map, if it has one. */
  readonly bias: Parameter | undefined;
  /** N, the rows of H: the batch, or batch times output positions of a convolution. */
  readonly rows: number;
  /** H: the layer's input; for a convolution its patches, which are unfolded when this is read. */
  readonly input: Tensor;
  /** The values of each channel of the layer's input, [·, channels], of which statistics are taken. */
  readonly channels: Tensor;
  /** y; for a convolution images [·, n, H′, W′]. */
  readonly output: Tensor;
  /**
   * How the gradient of weight and bias is made. "factored": from H and the cotangent δ of y, as δᵀ[H, 1], and the pullback
   * leaves out the edges from y to weight and bias, which must be inputs of the operation that made y. "dense": by the
   * pullback, and preconditioned afterwards; cheaper where H is much larger than W, as in a convolution.
   */
  readonly gradient: "factored" | "dense";
}

/**
 * @throws ContractError if a factored gradient would be counted twice: once from H and δ, and once by the pullback along
 *   an edge that cannot be left out
 */
export function checkUse({ gradient, output, weight, bias }: AffineUse): void {
  const inputs = output.origin?.inputs;
  if (gradient === "dense" || inputs === undefined) return;
  const missing = [weight, bias].find((one) => one !== undefined && !inputs.includes(one.tensor));
  if (missing !== undefined) {
    throw new ContractError(
      `recordUse: the gradient of '${missing.name}' is to be factored, but its tensor is no input of the operation that ` +
        `made the output. Use gradient: "dense".`,
    );
  }
}

/**
 * All uses of one map in a pass as one batch, so that neither their order nor their number counts as time.
 * @param cotangents of the output of each use, for a preconditioner that needs them; undefined where the loss does not
 *   depend on it
 * @example
 * const pass = Pass.training();
 * new Linear(2, 1, { random: Random.stream(0, "weights") }).forward(tensor([[1, 2]]), pass);
 * observationOf(pass.uses).rows; // → 1
 */
export function observationOf(
  uses: readonly AffineUse[],
  cotangents?: readonly (Tensor | undefined)[],
): Observation {
  return new UsesObservation(uses, cotangents);
}

class UsesObservation implements Observation {
  readonly rows: number;
  readonly cotangents?: Values;
  readonly #uses: readonly AffineUse[];

  constructor(uses: readonly AffineUse[], cotangents: readonly (Tensor | undefined)[] | undefined) {
    this.#uses = uses;
    this.rows = uses.reduce((sum, { rows }) => sum + rows, 0);
    if (cotangents !== undefined) {
      this.cotangents = joined(uses.map(({ output }, i) => rowsOf(cotangents[i] ?? zeros(output.shape))));
    }
  }

  get channels(): Values {
    return joined(this.#uses.map(({ channels }) => channels));
  }

  get input(): Values {
    return joined(this.#uses.map(({ input }) => input));
  }
}

const joined = (parts: readonly Tensor[]): Values => (parts.length === 1 ? parts[0]! : concat(parts)).values;

/** [N, n] for images [·, n, H′, W′], one row a position, in the order of unfolded patches. */
function rowsOf(output: Tensor): Tensor {
  if (output.rank === 2) return output;
  const outputs = output.shape[1]!;
  return reshape(permute(output, [0, 2, 3, 1]), [output.size / outputs, outputs]);
}
