/**
 * Conv2d and Conv1d: an affine map of every patch of an image.
 *
 * To preconditioners and probes the layer is a dense one on rows of patches. There are many rows and the gradient of the
 * weight is small: so the patches are unfolded only when they are read, and the gradient is dense, made by the pullback and
 * then preconditioned. Statistics are those of the image's own channels.
 */
import {
  conv2d,
  pairOf,
  pairText,
  permute,
  reshape,
  unfold,
  windowsOf,
  type ConvolutionOptions,
  type Pair,
} from "../autograd/index.ts";
import { checkNumber, type Random, ranges, UserError } from "../lib/index.ts";
import { identity, type PreconditionerChoice } from "../preconditioners/index.ts";
import { windowCounts, zeros, Tensor, type Windows } from "../tensor/index.ts";
import { xavier, type Initializer } from "./initializers.ts";
import { validateLayerOptions, inputError } from "./validate-options.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/** How the kernel lies on the image, where the weights come from, and what sees the gradient. */
export interface ConvOptions extends ConvolutionOptions {
  /** The stream that the weights are drawn from. */
  readonly random: Random;
  /** Whether there is a bias; true unless given. It starts at 0. */
  readonly bias?: boolean;
  /** xavier unless given; fan-in is channels per group times kernel size. */
  readonly initializer?: Initializer;
  /** identity() unless given. */
  readonly preconditioner?: PreconditionerChoice;
}

/**
 * Images [N, inputs, H, W] to [N, outputs, H′, W′].
 * @example
 * const layer = new Conv2d(3, 8, 3, { padding: 1, random: Random.stream(0, "weights") });
 * layer.forward(zeros([1, 3, 5, 5])).shape; // → [ 1, 8, 5, 5 ]
 */
export class Conv2d extends Module {
  /** [outputs, inputs/groups, kernel height, kernel width] */
  readonly weight: Parameter;
  /** [outputs] */
  readonly bias: Parameter | undefined;
  /** Channels of the input. */
  readonly inputs: number;
  /** Channels of the output. */
  readonly outputs: number;
  /** [height, width]. */
  readonly kernel: readonly [number, number];
  /** Groups of channels that do not see each other. */
  readonly groups: number;
  /** How the kernel lies on the image. */
  readonly windows: Windows;

  constructor(inputs: number, outputs: number, kernel: Pair, options: ConvOptions) {
    super();
    validateLayerOptions(`Conv2d(${inputs} → ${outputs})`, options);
    const {
      random,
      bias = true,
      initializer = xavier,
      preconditioner = identity(),
      groups = 1,
      ...convolution
    } = options;
    for (const [name, n] of Object.entries({ inputs, outputs, groups }))
      checkNumber("Conv2d", name, n, ranges.count);
    if (inputs % groups !== 0 || outputs % groups !== 0) {
      throw new UserError(
        `Conv2d: ${inputs} inputs and ${outputs} outputs in ${groups} groups: numbers that the groups divide are needed.`,
      );
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.kernel = pairOf("Conv2d", "kernel", kernel, 1);
    this.groups = groups;
    this.windows = windowsOf("Conv2d", this.kernel, convolution);
    const channels = inputs / groups;
    const columns = channels * this.kernel[0] * this.kernel[1];
    const geometry = { inputs: columns, outputs, channels, bias, layer: this.describe() };
    const shared = preconditioner.create(geometry);
    if (groups > 1 && !shared.isIdentity) {
      throw new UserError(
        `${this.describe()}: ${preconditioner.name}() is defined for one group, in which every output sees every input. Use groups 1, or identity().`,
      );
    }
    const matrix = initializer(
      outputs,
      columns,
      random,
      (outputs / groups) * this.kernel[0] * this.kernel[1],
    );
    this.weight = new Parameter("weight", reshape(matrix, [outputs, channels, ...this.kernel]), shared);
    this.bias = bias ? new Parameter("bias", zeros([outputs]), shared) : undefined;
  }

  /** Images [N, inputs, H, W] to [N, outputs, H′, W′]. */
  override forward(x: Tensor, pass?: Pass): Tensor {
    if (!(x instanceof Tensor) || x.rank !== 4 || x.shape[1] !== this.inputs) {
      throw inputError(this.who(), x, `expected [N, ${this.inputs}, H, W]`);
    }
    const { weight, bias, groups, windows } = this;
    const counts = windowCounts(this.who(), x.shape[2]!, x.shape[3]!, windows);
    const output = conv2d(x, weight.tensor, bias?.tensor, { ...windows, groups });
    if (groups > 1) pass?.consult();
    else {
      const { inputs } = this;
      pass?.recordUse({
        ...{ weight, bias, output, gradient: "dense" },
        rows: x.shape[0]! * counts[0] * counts[1],
        get channels() {
          return reshape(permute(x, [0, 2, 3, 1]), [x.size / inputs, inputs]);
        },
        get input() {
          return unfold(x, windows);
        },
      });
    }
    return output;
  }

  override describe(): string {
    const { kernel, windows } = this;
    return this.described(
      "Conv2d",
      kernel.join("×"),
      [windows.stride, windows.padding, windows.dilation].map(pairText),
    );
  }

  /** Sizes, and those of stride, padding, dilation and groups that differ from their defaults. */
  protected described(name: string, kernel: string, windows: readonly string[]): string {
    const [stride, padding, dilation] = windows;
    const extras = [
      stride === "1" ? "" : `, stride ${stride!}`,
      padding === "0" ? "" : `, padding ${padding!}`,
      dilation === "1" ? "" : `, dilation ${dilation!}`,
      this.groups === 1 ? "" : `, ${this.groups} groups`,
    ];
    return `${name}(${this.inputs} → ${this.outputs}, ${kernel}${extras.join("")})`;
  }
}

/** As of Conv2d, along one axis. */
export interface Conv1dOptions extends Omit<ConvOptions, "stride" | "padding" | "dilation"> {
  /** 1 unless given. */
  readonly stride?: number;
  /** 0 unless given. */
  readonly padding?: number;
  /** 1 unless given. */
  readonly dilation?: number;
}

/**
 * Signals [N, inputs, L] to [N, outputs, L′]: a convolution of images of height 1.
 * @example
 * const layer = new Conv1d(2, 4, 3, { random: Random.stream(0, "weights") });
 * layer.forward(zeros([1, 2, 8])).shape; // → [ 1, 4, 6 ]
 */
export class Conv1d extends Module {
  /** The convolution of images of height 1 that does the work. */
  readonly convolution: Conv2d;
  /** Those of the convolution. */
  readonly weight: Parameter;
  /** That of the convolution. */
  readonly bias: Parameter | undefined;

  constructor(inputs: number, outputs: number, kernel: number, options: Conv1dOptions) {
    super();
    validateLayerOptions("Conv1d", options);
    const { stride = 1, padding = 0, dilation = 1, ...rest } = options;
    this.convolution = new OneRow(inputs, outputs, [1, kernel], {
      ...rest,
      stride: [1, stride],
      padding: [0, padding],
      dilation: [1, dilation],
    });
    this.weight = this.convolution.weight;
    this.bias = this.convolution.bias;
  }

  /** The convolution under the path of this layer, so that parameters are named as if they were its own. */
  override parts(): [string, Module][] {
    return [["", this.convolution]];
  }

  override forward(x: Tensor, pass?: Pass): Tensor {
    const { inputs } = this.convolution;
    if (!(x instanceof Tensor) || x.rank !== 3 || x.shape[1] !== inputs) {
      throw inputError(this.who(), x, `expected [N, ${inputs}, L]`);
    }
    const [n, c, length] = x.shape as [number, number, number];
    const y = this.convolution.forward(reshape(x, [n, c, 1, length]), pass);
    return reshape(y, [n, y.shape[1]!, y.shape[3]!]);
  }

  override describe(): string {
    return this.convolution.describe();
  }
}

/** The convolution inside a Conv1d, which describes itself as that Conv1d. */
class OneRow extends Conv2d {
  override describe(): string {
    const { stride, padding, dilation } = this.windows;
    return this.described(
      "Conv1d",
      String(this.kernel[1]),
      [stride, padding, dilation].map(([, w]) => String(w)),
    );
  }
}
