/**
 * resnet: residual networks of 6n + 2 layers in the style of CIFAR (He, Zhang, Ren and Sun, CVPR 2016, section 4.2).
 *
 * A 3×3 convolution, three stages of n blocks of two 3×3 convolutions each, at one, two and four times the width, the
 * second and third starting with stride 2, a global mean, and an affine map. Where a block changes its shape, a 1×1
 * convolution of the same stride is its shortcut. Normalisation stands after each convolution, where its authors put it.
 */
import { checkNumber, type Random, ranges } from "../lib/index.ts";
import type { PreconditionerChoice } from "../preconditioners/index.ts";
import { Activation, type ActivationName } from "./activation.ts";
import { Conv2d } from "./convolution.ts";
import { initializers, type InitializerName } from "./initializers.ts";
import { Linear } from "./linear.ts";
import { normalizations, normalizationLayer, type Normalization } from "./normalizations.ts";
import { validateOptions, validateWord } from "./validate-options.ts";
import type { Module } from "./module.ts";
import { GlobalAvgPool2d } from "./pooling.ts";
import { Residual } from "./residual.ts";
import { Sequential } from "./sequential.ts";

/** What a residual network is made of. */
export interface ResnetOptions {
  /** Channels of an input image. */
  readonly channels: number;
  /** Length of a row of the output. */
  readonly classes: number;
  /** Blocks in a stage: 1 gives resnet8, 3 resnet20; 1 unless given. */
  readonly blocks?: number;
  /** Channels of the first stage; 16 unless given. */
  readonly width?: number;
  /** relu unless given. */
  readonly activation?: ActivationName;
  /** The stream that the weights are drawn from. */
  readonly random: Random;
  /** None unless given. */
  readonly normalization?: Normalization;
  /** For every convolution and the affine map; identity() unless given. */
  readonly preconditioner?: PreconditionerChoice;
  /** he unless given. */
  readonly initializer?: InitializerName;
}

/**
 * A residual network in three stages. The weights depend on sizes, initializer and stream alone, so that every method
 * starts from the same ones.
 * @throws UserError for an option that is missing or not known
 * @see He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, section 4.2
 * @example
 * const model = resnet({ channels: 1, classes: 3, width: 2, random: Random.stream(0, "weights") });
 * model.forward(zeros([1, 1, 8, 8])).shape; // → [ 1, 3 ]
 */
export function resnet(options: ResnetOptions): Sequential {
  validateOptions("resnet", options, undefined, "{ channels: 3, classes: 10, random }");
  const {
    channels,
    classes,
    blocks = 1,
    width = 16,
    activation = "relu",
    random,
    normalization,
    preconditioner,
  } = options;
  const { initializer = "he" } = options;
  for (const [name, n] of Object.entries({ channels, classes, blocks, width })) {
    checkNumber("resnet", name, n, ranges.count);
  }
  if (normalization !== undefined) validateWord("resnet", "normalization", normalization, normalizations);
  validateWord("resnet", "initializer", initializer, Object.keys(initializers));
  const common = {
    random,
    initializer: initializers[initializer],
    ...(preconditioner && { preconditioner }),
  };
  const normalized = (inputs: number, outputs: number, kernel: number, stride: number): Module[] => [
    new Conv2d(inputs, outputs, kernel, { stride, padding: (kernel - 1) / 2, ...common }),
    ...(normalization === undefined ? [] : [normalizationLayer(normalization, outputs, true)]),
  ];
  const layers: Module[] = [...normalized(channels, width, 3, 1), new Activation(activation)];
  for (let stage = 0, inputs = width; stage < 3; stage++) {
    const outputs = width * 2 ** stage;
    for (let block = 0; block < blocks; block++, inputs = outputs) {
      const stride = stage > 0 && block === 0 ? 2 : 1;
      const body = new Sequential([
        ...normalized(inputs, outputs, 3, stride),
        new Activation(activation),
        ...normalized(outputs, outputs, 3, 1),
      ]);
      const shortcut =
        stride === 1 && inputs === outputs
          ? undefined
          : new Sequential(normalized(inputs, outputs, 1, stride));
      layers.push(new Residual(body, shortcut), new Activation(activation));
    }
  }
  return new Sequential([...layers, new GlobalAvgPool2d(), new Linear(4 * width, classes, common)]);
}
