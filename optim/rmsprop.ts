/**
 * RMSprop: s ← ρs + (1 − ρ)g², w ← w − rate·g/(√s + ε) (Tieleman and Hinton, 2012).
 */
import { checkNumber, ranges } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import { Optimizer, type Move, type OptimizerOptions } from "./optimizer.ts";

export interface RmspropOptions extends OptimizerOptions {
  /** 0 ≤ ρ < 1; 0.99 unless given. */
  readonly decay?: number;
  /** Above 0, as Adam's; 1e-8 unless given. */
  readonly eps?: number;
}

export class RMSprop extends Optimizer {
  readonly decay: number;
  readonly eps: number;
  readonly #squares = this.buffers("square");

  constructor(parameters: readonly Parameter[], options: RmspropOptions) {
    super(parameters, options);
    const { decay = 0.99, eps = 1e-8 } = options;
    checkNumber("RMSprop", "decay", decay, ranges.memory);
    checkNumber("RMSprop", "eps", eps, ranges.positive);
    this.decay = decay;
    this.eps = eps;
  }

  protected override update(
    parameter: Parameter,
    { weight, gradient: given, rate, shrink }: Move,
  ): Float64Array {
    const gradient = given.toDense().data;
    const squares = this.#squares.of(parameter, gradient.length);
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i]!;
      const s = this.decay * squares[i]! + (1 - this.decay) * g * g;
      squares[i] = s;
      gradient[i] = shrink * weight[i]! - (rate * g) / (Math.sqrt(s) + this.eps);
    }
    return gradient;
  }
}
