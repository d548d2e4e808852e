/**
 * BatchNorm1d and BatchNorm2d: y = γ·(x − mean)/√(variance + ε) + β, channel by channel (Ioffe and Szegedy, ICML 2015).
 *
 * In training the statistics are the batch's own, over all examples and positions, and gradients flow through them. For
 * evaluation there are three sources, and a comparison should say which it used: running statistics, the statistics of
 * the batch at hand, or those of a whole training set (`batchStatistics`).
 */
import {
  add,
  mul,
  reciprocalSqrt,
  reshape,
  standardizeWithStatistics,
  sub,
  untracked,
} from "../autograd/index.ts";
import { checkArgument, checkNumber, DataError, ranges, UserError } from "../lib/index.ts";
import type { PreconditionerState } from "../preconditioners/index.ts";
import { copyOf, elementsOf, ones, type Shape, Tensor, tensor, zeros } from "../tensor/index.ts";
import { inputError } from "./given.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { Pass, type BatchStatistics, type Moments } from "./pass.ts";

export interface BatchNormOptions {
  /** Added to the variance, from 0; 1e-5 unless given. At 0 a feature that is constant in a batch has no finite output. */
  readonly eps?: number;
  /** Share of the newest batch in the running statistics, 0 to 1; 0.1 unless given. */
  readonly momentum?: number;
  /** Whether γ (from 1) and β (from 0) are trained; true unless given. */
  readonly affine?: boolean;
}

export abstract class BatchNorm extends Module {
  /** Ranks of input that the layer takes. */
  protected abstract readonly ranks: readonly number[];
  readonly weight: Parameter | undefined;
  readonly bias: Parameter | undefined;
  readonly features: number;
  readonly eps: number;
  readonly momentum: number;
  /** Training steps that its running statistics have seen. */
  protected steps = 0;
  #running: { readonly mean: Float64Array; readonly variance: Float64Array };

  constructor(features: number, options: BatchNormOptions = {}) {
    super();
    const { eps = 1e-5, momentum = 0.1, affine = true } = options;
    checkNumber(this.constructor.name, "features", features, ranges.count);
    checkNumber(this.constructor.name, "eps", eps, ranges.nonNegative);
    checkNumber(this.constructor.name, "momentum", momentum, { from: 0, to: 1 });
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

  override statistics(): PreconditionerState {
    const { mean, variance } = this.#running;
    return { "running.mean": [...mean], "running.variance": [...variance], steps: this.steps };
  }

  override loadStatistics(state: PreconditionerState): void {
    const [mean, variance] = [state["running.mean"], state["running.variance"]].map((list) =>
      Float64Array.from(list as readonly number[]),
    ) as [Float64Array, Float64Array];
    const steps = state["steps"] as number;
    // NaN is let pass: a model that has diverged has it.
    if (variance.some((v) => v < 0) || !Number.isInteger(steps) || steps < 0) {
      throw new DataError(
        `${this.who()}: a variance below 0, or ${steps} steps, cannot be. Load what was saved from such a layer.`,
      );
    }
    this.#running = { mean, variance };
    this.steps = steps;
  }

  override forward(x: Tensor, pass: Pass = Pass.evaluation()): Tensor {
    if (!(x instanceof Tensor) || !this.ranks.includes(x.rank) || x.shape[1] !== this.features) {
      const forms = this.ranks.map((rank) =>
        ["N", this.features, ...(rank === 3 ? ["L"] : ["H", "W"].slice(0, rank - 2))].join(", "),
      );
      throw inputError(this.who(), x, `expected [${forms.join("] or [")}]`);
    }
    const normal = pass.statistics === "batch" ? this.#byBatch(x, pass) : this.#byGiven(x, pass);
    if (!this.weight || !this.bias) return normal;
    return add(mul(normal, perChannel(this.weight.tensor, x.shape)), perChannel(this.bias.tensor, x.shape));
  }

  #byBatch(x: Tensor, pass: Pass): Tensor {
    const values = x.size / this.features;
    if (values < 2) {
      throw new UserError(
        `${this.who()}: a batch of ${x.shape[0]!} has no variance to normalise by. Use at least 2 examples, or BNP.`,
      );
    }
    const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    const { out, mean, variance } = standardizeWithStatistics(x, axes, this.eps);
    const moments = { mean: reshape(mean, [this.features]), variance: reshape(variance, [this.features]) };
    pass.recordMoments(this, moments);
    pass.onStep(() => {
      this.#absorb(moments, values);
      this.steps++;
    });
    return pass.training ? this.corrected(out, moments) : out;
  }

  /** What training makes of the standardised batch. Nothing here; batch renormalisation does. */
  protected corrected(standardized: Tensor, _moments: Moments): Tensor {
    return standardized;
  }

  #byGiven(x: Tensor, pass: Pass): Tensor {
    const { mean, variance } = this.#given(pass);
    const scale = reciprocalSqrt(add(variance, this.eps));
    const standardized = (x: Tensor, mean: Tensor, scale: Tensor): Tensor =>
      mul(sub(x, perChannel(mean, x.shape)), perChannel(scale, x.shape));
    // Beside a mean this large, x − mean may overflow though the result does not.
    return elementsOf(mean.values).some((m) => Math.abs(m) >= 2 ** 970)
      ? standardized(mul(x, 0.5), mul(mean, 0.5), mul(scale, 2))
      : standardized(x, mean, scale);
  }

  #given(pass: Pass): Moments {
    if (typeof pass.statistics === "string") {
      return { mean: tensor(this.#running.mean), variance: tensor(this.#running.variance) };
    }
    const given = pass.statistics.get(this);
    if (given === undefined) {
      throw new UserError(
        `${this.who()}: the statistics given are those of another model: this layer is not in them.`,
      );
    }
    return given;
  }

  /**
   * running ← (1 − momentum)·running + momentum·batch, with the unbiased variance, as is the custom. A variance beyond the
   * largest number counts as the largest.
   */
  #absorb({ mean, variance }: Moments, values: number): void {
    const blend = (old: Float64Array, now: Float64Array, factor: number): Float64Array =>
      old.map((value, i) =>
        Math.min((1 - this.momentum) * value + this.momentum * factor * now[i]!, Number.MAX_VALUE),
      );
    this.#running = {
      mean: blend(this.#running.mean, copyOf(mean.values), 1),
      variance: blend(this.#running.variance, copyOf(variance.values), values / (values - 1)),
    };
  }
}

/** One number a channel [C], shaped to broadcast against x [N, C, …]. */
export function perChannel(numbers: Tensor, shape: Shape): Tensor {
  return shape.length === 2
    ? numbers
    : reshape(
        numbers,
        shape.map((length, axis) => (axis === 1 ? length : 1)),
      );
}

/** x of shape [N, features], or [N, features, length]. */
export class BatchNorm1d extends BatchNorm {
  protected override readonly ranks = [2, 3];

  override describe(): string {
    return `BatchNorm1d(${this.features})`;
  }
}

/** x of shape [N, features, H, W]: one mean and variance a channel, over examples and positions. */
export class BatchNorm2d extends BatchNorm {
  protected override readonly ranks = [4];

  override describe(): string {
    return `BatchNorm2d(${this.features})`;
  }
}

/** The moments every batch normalisation of a model sees when x [N, …] goes through it as one batch. */
export function batchStatistics(model: Module, x: Tensor): BatchStatistics {
  checkArgument("batchStatistics", "model", model, Module);
  checkArgument("batchStatistics", "x", x, Tensor);
  const pass = Pass.evaluation({ statistics: "batch" });
  untracked(() => model.forward(x, pass));
  return pass.moments;
}
