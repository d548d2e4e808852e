/**
 * The preconditioner that does nothing: plain gradients, P = I.
 */
import { copyOf, FactoredMatrix, sumToValues, valuesOf, type Values } from "../tensor/index.ts";
import type { PreconditionerChoice } from "./choice.ts";
import type { Factor } from "./factor.ts";
import type { AffineGradients, RowGradients } from "./affine-gradients.ts";
import type { Preconditioner } from "./preconditioner.ts";

/**
 * P = I: the choice of plain gradients.
 * @example
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: identity() });
 * model.weight.preconditioner?.isIdentity; // → true
 */
export function identity(): PreconditionerChoice {
  return { name: "identity", create: ({ bias }) => new Identity(bias) };
}

class Identity implements Preconditioner {
  readonly name = "identity";
  readonly isIdentity = true;
  readonly #bias: boolean;

  constructor(bias: boolean) {
    this.#bias = bias;
  }

  /** G_W = δᵀH, G_b = Σ rows of δ. */
  gradients(input: Values, cotangents: Values): RowGradients {
    const weight = new FactoredMatrix(cotangents, input);
    return this.#bias ? { weight, bias: columnSums(cotangents) } : { weight };
  }

  apply(gradients: AffineGradients): AffineGradients {
    const own = (x: Values): Values => valuesOf(copyOf(x), x.shape);
    return gradients.bias === undefined
      ? { weight: own(gradients.weight) }
      : { weight: own(gradients.weight), bias: own(gradients.bias) };
  }

  factor(): Factor {
    return { times: (z) => z, transposeTimes: (g) => g, inverseTimes: (w) => w };
  }

  state(): Record<string, never> {
    return {};
  }

  load(): void {
    // There is no state.
  }
}

/** Σ of the rows, in a new array also where there is one row. */
function columnSums(cotangents: Values): Values {
  const shape = [cotangents.shape[1]!];
  return valuesOf(copyOf(sumToValues(cotangents, shape)), shape);
}
