/**
 * BatchNorm1d and BatchNorm2d: y = γ·(x − mean)/√(variance + ε) + β, channel by channel (Ioffe and Szegedy, ICML 2015).
 *
 * In training the statistics are the batch's own, over all examples and positions, and gradients flow through them. In
 * evaluation the pass says which are used: running statistics, those of the batch, or those of a whole training set
 * (`batchStatistics`).
 */
import { add, mul, reciprocalSqrt, reshape, standardizeWithStatistics, sub } from "../autograd/index.ts";
import { checkNumber, ranges, UserError } from "../lib/index.ts";
import type { PreconditionerState } from "../preconditioners/index.ts";
import { copyOf, elementsOf, ones, Tensor, tensor, zeros } from "../tensor/index.ts";
import { perChannel } from "./channels.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import type { Moments } from "./moments.ts";
import { Pass } from "./pass.ts";
import { RunningStatistics } from "./running-statistics.ts";
import { inputError } from "./validate-options.ts";

/** Damping, memory, and whether there are γ and β. */
export interface BatchNormOptions {
  /** Added to the variance, from 0; 1e-5 unless given. At 0 a feature that is constant in a batch has no finite output. */
  readonly eps?: number;
  /** Share of the newest batch in the running statistics, 0 to 1; 0.1 unless given. */
  readonly momentum?: number;
  /** Whether γ (from 1) and β (from 0) are trained; true unless given. */
  readonly affine?: boolean;
}

/** Batch normalization: by the batch's own statistics in training, by running ones in evaluation. */
export abstract class BatchNorm extends Module {
  /** Ranks of input that the layer takes. */
  protected abstract readonly ranks: readonly number[];
  /** γ, [features]; undefined where `affine` is false. */
  readonly weight: Parameter | undefined;
  /** β, [features]; undefined where `affine` is false. */
  readonly bias: Parameter | undefined;
  /** Columns of rows, channels of images. */
  readonly features: number;
  /** Added to the variance. */
  readonly eps: number;
  /** Share of the newest batch in the running statistics. */
  readonly momentum: number;
  readonly #running: RunningStatistics;

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
    this.#running = new RunningStatistics(features);
  }

  /** Copies of the running mean and (unbiased) variance. */
  get running(): { readonly mean: Float64Array; readonly variance: Float64Array } {
    return { mean: this.#running.mean.slice(), variance: this.#running.variance.slice() };
  }

  /** Training steps that the running statistics have seen. */
  protected get steps(): number {
    return this.#running.steps;
  }

  override statistics(): PreconditionerState {
    return this.#running.state();
  }

  override loadStatistics(state: PreconditionerState): void {
    this.#running.load(state, this.who());
  }

  override forward(x: Tensor, pass: Pass = Pass.evaluation()): Tensor {
    if (!(x instanceof Tensor) || !this.ranks.includes(x.rank) || x.shape[1] !== this.features) {
      const forms = this.ranks.map((rank) =>
        ["N", this.features, ...(rank === 3 ? ["L"] : ["H", "W"].slice(0, rank - 2))].join(", "),
      );
      throw inputError(this.who(), x, `expected [${forms.join("] or [")}]`);
    }
    pass.consult();
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
      this.#running.absorb(copyOf(mean.values), copyOf(variance.values), values, this.momentum);
    });
    return pass.training ? this.corrected(out, moments) : out;
  }

  /** What training makes of the standardised batch; the same here. Batch renormalisation overrides it. */
  protected corrected(standardized: Tensor, _moments: Moments): Tensor {
    return standardized;
  }

  #byGiven(x: Tensor, pass: Pass): Tensor {
    const { mean, variance } = this.#given(pass);
    const scale = reciprocalSqrt(add(variance, this.eps));
    const standardized = (x: Tensor, mean: Tensor, scale: Tensor): Tensor =>
      mul(sub(x, perChannel(mean, x.shape)), perChannel(scale, x.shape));
    // With a mean this large x − mean may overflow though the result does not.
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
}

/**
 * x of shape [N, features], or [N, features, length].
 * @see Ioffe and Szegedy, "Batch normalization", ICML 2015
 * @example
 * new BatchNorm1d(1, { eps: 0 }).forward(tensor([[1], [3]]), Pass.training()); // → Tensor [2,1] [[-1], [1]]
 */
export class BatchNorm1d extends BatchNorm {
  protected override readonly ranks = [2, 3];

  override describe(): string {
    return `BatchNorm1d(${this.features})`;
  }
}

/**
 * x of shape [N, features, H, W]: one mean and variance a channel, over examples and positions.
 * @see Ioffe and Szegedy, "Batch normalization", ICML 2015
 * @example
 * new BatchNorm2d(3).forward(zeros([2, 3, 4, 4]), Pass.training()).shape; // → [ 2, 3, 4, 4 ]
 */
export class BatchNorm2d extends BatchNorm {
  protected override readonly ranks = [4];

  override describe(): string {
    return `BatchNorm2d(${this.features})`;
  }
}
