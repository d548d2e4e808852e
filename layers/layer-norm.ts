/**
 * LayerNorm: every example standardised over its own features, y = γ·(x − mean)/√(variance + ε) + β (Ba, Kiros and
 * Hinton, 2016). It knows no batch, so training and evaluation are the same.
 */
import { layerNorm } from "../autograd/index.ts";
import { checkNumber, ranges } from "../lib/index.ts";
import { ones, zeros, Tensor } from "../tensor/index.ts";
import { inputError } from "./validate-options.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** Damping. */
export interface LayerNormOptions {
  /** Added to the variance; 1e-5 unless given. */
  readonly eps?: number;
}

/**
 * Rows standardised each by itself, times γ, plus β: x [..., features].
 * @see Ba, Kiros and Hinton, "Layer normalization", 2016
 * @example
 * new LayerNorm(2, { eps: 0 }).forward(tensor([[1, 3]])); // → Tensor [1,2] [[-1, 1]]
 */
export class LayerNorm extends Module {
  /** γ, [features]. */
  readonly weight: Parameter;
  /** β, [features]. */
  readonly bias: Parameter;
  /** Length of a row. */
  readonly features: number;
  /** Added to the variance. */
  readonly eps: number;

  constructor(features: number, { eps = 1e-5 }: LayerNormOptions = {}) {
    super();
    checkNumber("LayerNorm", "features", features, ranges.count);
    checkNumber("LayerNorm", "eps", eps, ranges.nonNegative);
    this.features = features;
    this.eps = eps;
    this.weight = new Parameter("weight", ones([features]));
    this.bias = new Parameter("bias", zeros([features]));
  }

  /** x of shape [..., features]. */
  override forward(x: Tensor): Tensor {
    if (!(x instanceof Tensor) || !(x.rank > 0) || x.shape.at(-1) !== this.features) {
      throw inputError(this.who(), x, `its last axis must be ${this.features}`);
    }
    return layerNorm(x, this.weight.tensor, this.bias.tensor, { eps: this.eps });
  }

  override describe(): string {
    return `LayerNorm(${this.features})`;
  }
}
