/**
 * SGD: w ← w − rate·g, with momentum v ← βv + g, w ← w − rate·v, or Nesterov's look ahead, w ← w − rate·(g + βv).
 */
import { UserError } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import { type Buffers, Optimizer, type Move, type OptimizerOptions } from "./optimizer.ts";

export interface SgdOptions extends OptimizerOptions {
  /** β; 0 unless given. */
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
    if (!(momentum >= 0 && momentum < 1)) throw new UserError(`SGD: momentum ${momentum} is not in [0, 1).`);
    if (nesterov && momentum === 0) throw new UserError("SGD: nesterov needs a momentum above 0.");
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.#velocities = momentum > 0 ? this.buffers("velocity") : undefined;
  }

  protected override update(parameter: Parameter, { weight, gradient, rate, shrink }: Move): Float64Array {
    if (this.#velocities) this.#turn(gradient, this.#velocities.of(parameter, gradient.length));
    descend(gradient, weight, shrink, rate);
    return gradient;
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

/** gradient ← shrink·weight − rate·gradient, four at a time: every parameter goes through here in every step. */
function descend(gradient: Float64Array, weight: Float64Array, shrink: number, rate: number): void {
  const fours = gradient.length & ~3;
  for (let i = 0; i < fours; i += 4) {
    const a = shrink * weight[i]! - rate * gradient[i]!;
    const b = shrink * weight[i + 1]! - rate * gradient[i + 1]!;
    const c = shrink * weight[i + 2]! - rate * gradient[i + 2]!;
    const d = shrink * weight[i + 3]! - rate * gradient[i + 3]!;
    gradient[i] = a;
    gradient[i + 1] = b;
    gradient[i + 2] = c;
    gradient[i + 3] = d;
  }
  for (let i = fours; i < gradient.length; i++) gradient[i] = shrink * weight[i]! - rate * gradient[i]!;
}
