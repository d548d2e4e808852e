/**
 * The preconditioner that does nothing: plain gradients, P = I.
 */
import { copyOf, sumToValues, valuesOf, type Values } from "../tensor/index.ts";
import type {
  AffineGradients,
  Factor,
  Preconditioner,
  PreconditionerChoice,
  RowGradients,
} from "./preconditioner.ts";

export function identity(): PreconditionerChoice {
  return { name: "identity", create: ({ bias }) => new Identity(bias) };
}

class Identity implements Preconditioner {
  readonly name = "identity";
  readonly #bias: boolean;

  constructor(bias: boolean) {
    this.#bias = bias;
  }

  refresh(): void {
    // Nothing is learned.
  }

  /** G_W = δᵀH, G_b = Σ rows of δ. */
  gradients(rows: Values, cotangents: Values): RowGradients {
    const weight = { cotangents, rows };
    return this.#bias ? { weight, bias: ownSum(cotangents) } : { weight };
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
    // Nothing was learned.
  }
}

/** Σ of the rows, in an array of its own also where there is one row. */
function ownSum(cotangent: Values): Values {
  const shape = [cotangent.shape[1]!];
  return valuesOf(copyOf(sumToValues(cotangent, shape)), shape);
}
