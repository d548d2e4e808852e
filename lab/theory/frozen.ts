/**
 * A preconditioner that has seen one batch and learns nothing any more: P is constant, so that descent with it is plain
 * descent in z, θ = P·z, and the theory of PᵀHP applies to the letter. With running statistics P would move along with θ.
 */
import { untracked } from "../../autograd/index.ts";
import { observationOf, Pass } from "../../layers/index.ts";
import type {
  AffineGradients,
  Factor,
  Observation,
  Preconditioner,
  PreconditionerChoice,
  PreconditionerState,
  RowGradients,
} from "../../preconditioners/index.ts";
import type { Tensor, Values } from "../../tensor/index.ts";

/** The choice with its learning deferred: see `freeze`. */
export function frozen(choice: PreconditionerChoice): PreconditionerChoice {
  return {
    name: `frozen ${choice.name}`,
    create: (geometry) => new FrozenPreconditioner(choice.create(geometry)),
  };
}

/** Without `observe`, an optimizer's steps teach it nothing. */
export class FrozenPreconditioner implements Preconditioner {
  readonly name: string;
  readonly #inner: Preconditioner;

  constructor(inner: Preconditioner) {
    this.name = `frozen ${inner.name}`;
    this.#inner = inner;
  }

  /** The one time that it learns. */
  learn(seen: Observation): void {
    this.#inner.observe?.(seen);
  }

  gradients(input: Values, cotangent: Values): RowGradients {
    return this.#inner.gradients(input, cotangent);
  }

  apply(gradients: AffineGradients): AffineGradients {
    return this.#inner.apply(gradients);
  }

  factor(): Factor {
    return this.#inner.factor();
  }

  state(): PreconditionerState {
    return this.#inner.state();
  }

  load(state: PreconditionerState): void {
    this.#inner.load(state);
  }
}

/** Shows the frozen preconditioners of a model what their layers see of this batch, as the parameters stand. */
export function freeze(forward: (pass: Pass) => Tensor): void {
  const pass = Pass.training();
  untracked(() => forward(pass));
  for (const use of pass.uses) {
    const { preconditioner } = use.weight;
    if (preconditioner instanceof FrozenPreconditioner) preconditioner.learn(observationOf([use]));
  }
}
