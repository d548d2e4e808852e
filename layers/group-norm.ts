/**
 * GroupNorm and InstanceNorm: every example standardised by itself, over groups of its channels and all positions (Wu and
 * He, ECCV 2018; Ulyanov, Vedaldi and Lempitsky, 2016). They know no batch, so training and evaluation are the same.
 */
import {
  add,
  composition,
  mul,
  reshape,
  standardizeWithStatistics,
  type NormalizeOptions,
} from "../autograd/index.ts";
import { checkNumber, ranges, ShapeError, UserError } from "../lib/index.ts";
import { ones, shapeText, zeros, Tensor } from "../tensor/index.ts";
import { perChannel } from "./channels.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { inputError } from "./validate-options.ts";

/** Groups and damping. */
export interface GroupNormOptions extends NormalizeOptions {
  /** Groups into which the channels are divided; 1 is a layer normalisation over channels and positions. */
  readonly groups: number;
}

/**
 * x [N, C, …] standardised over each group of channels and all positions of an example, times γ [C], plus β [C].
 * @see Wu and He, "Group normalization", ECCV 2018
 * @example
 * groupNorm(tensor([[1, 3]]), ones([2]), zeros([2]), { groups: 1, eps: 0 }); // → Tensor [1,2] [[-1, 1]]
 */
export const groupNorm = composition({
  name: "groupNorm",
  inputs: ["x", "weight", "bias"],
  compute: (x: Tensor, weight: Tensor, bias: Tensor, { groups, eps = 1e-5 }: GroupNormOptions): Tensor => {
    const [n, channels] = x.shape as [number, number];
    if (x.rank < 2 || !Number.isInteger(groups) || channels % groups !== 0) {
      throw new ShapeError(
        `groupNorm: x ${shapeText(x.shape)} in ${groups} groups: expected [N, C, …] with C divisible by the groups.`,
      );
    }
    const members = x.shape.slice(2).reduce((size, length) => size * length, channels / groups);
    const { out } = standardizeWithStatistics(reshape(x, [n, groups, members]), [2], eps);
    const scaled = mul(reshape(out, x.shape), perChannel(weight, x.shape));
    return add(scaled, perChannel(bias, x.shape));
  },
  formula: "as standardize over each group, scaled by γ; γ̄ = Σ ȳ·x̂, β̄ = Σ ȳ",
  example: { groups: 1 },
});

/**
 * @see Wu and He, "Group normalization", ECCV 2018
 * @example
 * new GroupNorm(1, 2, { eps: 0 }).forward(tensor([[1, 3]])); // → Tensor [1,2] [[-1, 1]]
 */
export class GroupNorm extends Module {
  /** γ, [features]. */
  readonly weight: Parameter;
  /** β, [features]. */
  readonly bias: Parameter;
  /** Groups into which the channels are divided. */
  readonly groups: number;
  /** Channels. */
  readonly features: number;
  /** Added to the variance. */
  readonly eps: number;

  constructor(groups: number, features: number, { eps = 1e-5 }: NormalizeOptions = {}) {
    super();
    const who = this.constructor.name;
    checkNumber(who, "groups", groups, ranges.count);
    checkNumber(who, "features", features, ranges.count);
    checkNumber(who, "eps", eps, ranges.nonNegative);
    if (features % groups !== 0) {
      throw new UserError(`GroupNorm: ${features} channels cannot be divided into ${groups} groups.`);
    }
    this.groups = groups;
    this.features = features;
    this.eps = eps;
    this.weight = new Parameter("weight", ones([features]));
    this.bias = new Parameter("bias", zeros([features]));
  }

  /** x of shape [N, features, …]. */
  override forward(x: Tensor): Tensor {
    if (!(x instanceof Tensor) || !(x.rank > 1) || x.shape[1] !== this.features) {
      throw inputError(this.who(), x, `expected [N, ${this.features}, …]`);
    }
    return groupNorm(x, this.weight.tensor, this.bias.tensor, { groups: this.groups, eps: this.eps });
  }

  override describe(): string {
    return `GroupNorm(${this.features}, ${this.groups} group${this.groups === 1 ? "" : "s"})`;
  }
}

/**
 * Group normalisation with every channel a group of its own.
 * @see Ulyanov, Vedaldi and Lempitsky, "Instance normalization", 2016
 * @example
 * new InstanceNorm(3).forward(zeros([1, 3, 4, 4])).shape; // → [ 1, 3, 4, 4 ]
 */
export class InstanceNorm extends GroupNorm {
  constructor(features: number, options: NormalizeOptions = {}) {
    super(features, features, options);
  }

  override describe(): string {
    return `InstanceNorm(${this.features})`;
  }
}
