/**
 * Adam: m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², w ← w − rate·m̂/(√ŝ + ε), with m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ)
 * (Kingma and Ba, ICLR 2015). AdamW is Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019).
 */
import { checkNumber, ranges } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import { Optimizer, type Move } from "./optimizer.ts";
import type { OptimizerOptions } from "./options.ts";

/** Those of every optimizer, and the memories of the moments. */
export interface AdamOptions extends OptimizerOptions {
  /** [β₁, β₂], 0 ≤ β < 1; [0.9, 0.999] unless given. */
  readonly betas?: readonly [number, number];
  /** Above 0, outside the root; 1e-8 unless given. At 0 an element whose gradients have all been 0 would move by 0/0. */
  readonly eps?: number;
}

/**
 * Moments of the gradient, corrected for their start: w ← w − rate·m̂/(√v̂ + ε).
 * @see Kingma and Ba, "Adam", ICLR 2015, Algorithm 1
 * @example
 * const parameter = new Parameter("w", tensor([1]));
 * const optimizer = new Adam([parameter], { learningRate: 0.1 });
 * optimizer.step(sum(square(parameter.tensor)), Pass.training());
 * parameter.tensor; // → Tensor [1] [0.9]
 */
export class Adam extends Optimizer {
  /** [β₁, β₂], the memories of the moments. */
  readonly betas: readonly [number, number];
  /** ε. */
  readonly eps: number;
  readonly #means = this.buffers("mean");
  readonly #squares = this.buffers("square");

  constructor(parameters: readonly Parameter[], options: AdamOptions) {
    super(parameters, options);
    const { betas = [0.9, 0.999], eps = 1e-8 } = options;
    for (const i of [0, 1]) checkNumber("Adam", `betas[${i}]`, betas[i], ranges.memory);
    checkNumber("Adam", "eps", eps, ranges.positive);
    this.betas = betas;
    this.eps = eps;
  }

  protected override update(
    parameter: Parameter,
    { weight, gradient: given, rate, shrink }: Move,
  ): Float64Array {
    const gradient = given.toDense().data;
    const [beta1, beta2] = this.betas;
    const means = this.#means.of(parameter, gradient.length);
    const squares = this.#squares.of(parameter, gradient.length);
    const correct1 = 1 - beta1 ** this.steps;
    const correct2 = 1 - beta2 ** this.steps;
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i]!;
      const m = beta1 * means[i]! + (1 - beta1) * g;
      const s = beta2 * squares[i]! + (1 - beta2) * g * g;
      means[i] = m;
      squares[i] = s;
      gradient[i] = shrink * weight[i]! - (rate * (m / correct1)) / (Math.sqrt(s / correct2) + this.eps);
    }
    return gradient;
  }
}

/**
 * Adam with decoupled weight decay, 0.01 unless given.
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019
 * @example
 * const parameter = new Parameter("w", tensor([1]));
 * new AdamW([parameter], { learningRate: 0.1 }).weightDecay; // → 0.01
 */
export class AdamW extends Adam {
  constructor(parameters: readonly Parameter[], options: Omit<AdamOptions, "decoupled">) {
    super(parameters, { weightDecay: 0.01, ...options, decoupled: true });
  }
}
