/**
 * SGD: w ← w − rate·g, with momentum v ← βv + g, w ← w − rate·v, or Nesterov's look ahead, w ← w − rate·(g + βv).
 */
import { checkNumber, ranges, UserError } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import { type Buffers, Optimizer, type Move, type OptimizerOptions } from "./optimizer.ts";

export interface SgdOptions extends OptimizerOptions {
  /** 0 ≤ β < 1; 0 unless given. */
  readonly momentum?: number;
  readonly nesterov?: boolean;
}

export class SGD extends Optimizer {
  readonly momentum: number;
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
    if (this.#velocities) {
      const { elements } = gradient;
      this.#turn(elements, this.#velocities.of(parameter, elements.length));
    }
    return gradient.descended(descent);
  }

  /** Puts the gradient into the velocity, and the direction to go into the gradient's place. */
  #turn(gradient: Float64Array, velocity: Float64Array): void {
    const beta = this.momentum;
    for (let i = 0; i < gradient.length; i++) {
      const v = beta * velocity[i]! + gradient[i]!;
      velocity[i] = v;
      gradient[i] = this.nesterov ? gradient[i]! + beta * v : v;
    }
  }
}
