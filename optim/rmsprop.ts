/**
 * RMSprop: s ← ρs + (1 − ρ)g², w ← w − rate·g/(√s + ε) (Tieleman and Hinton, 2012).
 */
import { checkNumber, ranges } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import { Optimizer, type Move } from "./optimizer.ts";
import type { OptimizerOptions } from "./options.ts";

/** Those of every optimizer, and memory. */
export interface RmspropOptions extends OptimizerOptions {
  /** 0 ≤ ρ < 1; 0.99 unless given. */
  readonly decay?: number;
  /** Above 0, as Adam's; 1e-8 unless given. */
  readonly eps?: number;
}

/**
 * s ← ρ·s + (1 − ρ)·g², w ← w − rate·g/(√s + ε).
 * @see Tieleman and Hinton, lecture 6.5 of "Neural networks for machine learning", 2012
 * @example
 * const parameter = new Parameter("w", tensor([1]));
 * const optimizer = new RMSprop([parameter], { learningRate: 0.1, decay: 0 });
 * optimizer.step(sum(square(parameter.tensor)), Pass.training());
 * parameter.tensor; // → Tensor [1] [0.9]
 */
export class RMSprop extends Optimizer {
  /** ρ. */
  readonly decay: number;
  /** ε. */
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
