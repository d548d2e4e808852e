/**
 * BatchNorm1d: y = γ·(x − mean)/√(variance + ε) + β, feature by feature (Ioffe and Szegedy, ICML 2015).
 *
 * In training the statistics are the batch's own, and gradients flow through them. For evaluation there are three
 * sources, and a comparison should say which it used: running statistics, the statistics of the batch at hand, or those
 * of a whole training set (`batchStatistics`).
 */
import { add, mul, reciprocalSqrt, standardizeWithStatistics, sub, untracked } from "../autograd/index.ts";
import { ShapeError, UserError } from "../lib/index.ts";
import { copyOf, ones, shapeText, tensor, zeros, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { Pass, type BatchStatistics, type Moments } from "./pass.ts";

export interface BatchNormOptions {
  /** Added to the variance; 1e-5 unless given. */
  readonly eps?: number;
  /** Share of the newest batch in the running statistics; 0.1 unless given. */
  readonly momentum?: number;
  /** Whether γ (from 1) and β (from 0) are trained; true unless given. */
  readonly affine?: boolean;
}

export class BatchNorm1d extends Module {
  readonly weight: Parameter | undefined;
  readonly bias: Parameter | undefined;
  readonly features: number;
  readonly eps: number;
  readonly momentum: number;
  #running: { readonly mean: Float64Array; readonly variance: Float64Array };

  constructor(features: number, options: BatchNormOptions = {}) {
    super();
    const { eps = 1e-5, momentum = 0.1, affine = true } = options;
    this.features = features;
    this.eps = eps;
    this.momentum = momentum;
    this.weight = affine ? new Parameter("weight", ones([features])) : undefined;
    this.bias = affine ? new Parameter("bias", zeros([features])) : undefined;
    this.#running = { mean: new Float64Array(features), variance: new Float64Array(features).fill(1) };
  }

  /** Running mean and (unbiased) variance, as they stand. */
  get running(): { readonly mean: Float64Array; readonly variance: Float64Array } {
    return { mean: this.#running.mean.slice(), variance: this.#running.variance.slice() };
  }

  /** x of shape [N, features]. */
  override forward(x: Tensor, pass: Pass = Pass.evaluation()): Tensor {
    if (x.rank !== 2 || x.shape[1] !== this.features) {
      throw new ShapeError(
        `${this.describe()} got an input of shape ${shapeText(x.shape)}: expected [N, ${this.features}].`,
      );
    }
    const normal = pass.statistics === "batch" ? this.#byBatch(x, pass) : this.#byGiven(x, pass);
    return this.weight && this.bias ? add(mul(normal, this.weight.tensor), this.bias.tensor) : normal;
  }

  override describe(): string {
    return `BatchNorm1d(${this.features})`;
  }

  #byBatch(x: Tensor, pass: Pass): Tensor {
    const rows = x.shape[0]!;
    if (rows < 2) {
      throw new UserError(
        `${this.describe()}: a batch of ${rows} has no variance to normalise by. Use at least 2 examples, or BNP.`,
      );
    }
    const { out, mean, variance } = standardizeWithStatistics(x, [0], this.eps);
    const moments = { mean, variance };
    pass.recordMoments(this, moments);
    pass.onStep(() => {
      this.#absorb(moments, rows);
    });
    return out;
  }

  #byGiven(x: Tensor, pass: Pass): Tensor {
    const { mean, variance } = this.#given(pass);
    return mul(sub(x, mean), reciprocalSqrt(add(variance, this.eps)));
  }

  #given(pass: Pass): Moments {
    if (typeof pass.statistics === "string") {
      return { mean: tensor(this.#running.mean), variance: tensor(this.#running.variance) };
    }
    const given = pass.statistics.get(this);
    if (given === undefined) {
      throw new UserError(
        `${this.describe()}: the statistics given are those of another model: this layer is not in them.`,
      );
    }
    return given;
  }

  /** running ← (1 − momentum)·running + momentum·batch, with the unbiased variance, as is the custom. */
  #absorb({ mean, variance }: Moments, rows: number): void {
    const blend = (old: Float64Array, now: Float64Array, factor: number): Float64Array =>
      old.map((value, i) => (1 - this.momentum) * value + this.momentum * factor * now[i]!);
    this.#running = {
      mean: blend(this.#running.mean, copyOf(mean.values), 1),
      variance: blend(this.#running.variance, copyOf(variance.values), rows / (rows - 1)),
    };
  }
}

/** The moments every batch normalisation of a model sees when x [N, …] goes through it as one batch. */
export function batchStatistics(model: Module, x: Tensor): BatchStatistics {
  const pass = Pass.evaluation({ statistics: "batch" });
  untracked(() => model.forward(x, pass));
  return pass.moments;
}
