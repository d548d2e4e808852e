/**
 * SGD: w ← w − rate·g, with momentum v ← βv + g, w ← w − rate·v, or with Nesterov's, w ← w − rate·(g + βv).
 */
import { checkNumber, ranges, UserError } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import { DenseGradient, type Gradient } from "../tensor/index.ts";
import type { Buffers } from "./buffers.ts";
import { Optimizer, type Move } from "./optimizer.ts";
import type { OptimizerOptions } from "./options.ts";

/** Those of every optimizer, and momentum. */
export interface SgdOptions extends OptimizerOptions {
  /** 0 ≤ β < 1; 0 unless given. */
  readonly momentum?: number;
  /** Whether the momentum looks ahead; false unless given. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent, with momentum if wanted: v ← β·v + g, w ← w − rate·v.
 * @see Polyak, 1964; Nesterov, 1983; Sutskever et al., ICML 2013 for the form with `nesterov`
 * @example
 * const model = new Linear(1, 1, { random: Random.stream(0, "weights") });
 * const optimizer = new SGD(model.parameters(), { learningRate: 0.5 });
 * const pass = Pass.training();
 * optimizer.step(mean(model.forward(tensor([[1]]), pass)), pass);
 * model.bias?.tensor; // → Tensor [1] [-0.5]
 */
export class SGD extends Optimizer {
  /** β. */
  readonly momentum: number;
  /** Whether the momentum looks ahead. */
  readonly nesterov: boolean;
  /** None without momentum. */
  readonly #velocities: Buffers | undefined;

  constructor(parameters: readonly Parameter[], options: SgdOptions) {
    super(parameters, options);
    const { momentum = 0, nesterov = false } = options;
    checkNumber("SGD", "momentum", momentum, ranges.memory);
    if (nesterov && momentum === 0) throw new UserError("SGD: nesterov needs a momentum above 0.");
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.#velocities = momentum > 0 ? this.buffers("velocity") : undefined;
  }

  protected override update(parameter: Parameter, { gradient, ...descent }: Move): Float64Array {
    const direction = this.#velocities
      ? this.#applyMomentum(gradient, parameter, this.#velocities)
      : gradient;
    return direction.descend(descent);
  }

  /** v ← βv + g; the direction v, or g + βv, in the gradient's array. */
  #applyMomentum(gradient: Gradient, parameter: Parameter, velocities: Buffers): Gradient {
    const beta = this.momentum;
    const direction = new DenseGradient(gradient.toDense());
    const g = direction.elements;
    const velocity = velocities.of(parameter, g.length);
    for (let i = 0; i < g.length; i++) {
      const v = beta * velocity[i]! + g[i]!;
      velocity[i] = v;
      g[i] = this.nesterov ? g[i]! + beta * v : v;
    }
    return direction;
  }
}
