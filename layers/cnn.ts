/**
 * cnn: the five-layer convolutional network of the paper's experiments, at any width: two 3×3 convolutions, a pooling,
 * two more, a pooling, and an affine map to the classes.
 */
import { checkNumber, type Random, ranges } from "../lib/index.ts";
import type { PreconditionerChoice } from "../preconditioners/index.ts";
import { Activation, type ActivationName } from "./activation.ts";
import { Conv2d } from "./convolution.ts";
import { initializers, type InitializerName } from "./initializers.ts";
import { Linear } from "./linear.ts";
import { activated, normalizations, type Normalization } from "./normalizations.ts";
import { validateOptions, validateWord } from "./validate-options.ts";
import type { Module } from "./module.ts";
import { Flatten, MaxPool2d } from "./pooling.ts";
import { Sequential } from "./sequential.ts";

/** What a convolutional network is made of. */
export interface CnnOptions {
  /** One example: [channels, height, width]; height and width from 4. Pooling leaves out an odd last row or column. */
  readonly shape: readonly [number, number, number];
  /** Length of a row of the output. */
  readonly classes: number;
  /** Channels of the four convolutions; [32, 32, 64, 64] unless given. */
  readonly widths?: readonly [number, number, number, number];
  /** After every convolution. */
  readonly activation: ActivationName;
  /** The stream that the weights are drawn from. */
  readonly random: Random;
  /** None unless given. */
  readonly normalization?: Normalization;
  /** For every convolution and the affine map; identity() unless given. */
  readonly preconditioner?: PreconditionerChoice;
  /** xavier unless given. */
  readonly initializer?: InitializerName;
}

/**
 * Four convolutions in two pairs, each pair pooled, and an affine map. The weights depend on sizes, initializer and
 * stream alone, so that every method starts from the same ones.
 * @throws UserError for an option that is missing or not known
 * @example
 * const random = Random.stream(0, "weights");
 * const model = cnn({ shape: [1, 8, 8], classes: 3, widths: [2, 2, 4, 4], activation: "relu", random });
 * model.forward(zeros([2, 1, 8, 8])).shape; // → [ 2, 3 ]
 */
export function cnn(options: CnnOptions): Sequential {
  validateOptions("cnn", options, "shape", '{ shape: [3, 32, 32], classes: 10, activation: "relu", random }');
  const {
    shape,
    classes,
    widths = [32, 32, 64, 64],
    activation,
    random,
    normalization,
    preconditioner,
  } = options;
  const { initializer = "xavier" } = options;
  const [inputs, height, width] = shape;
  for (const [name, n] of Object.entries({ channels: inputs, classes }))
    checkNumber("cnn", name, n, ranges.count);
  for (const [name, n] of Object.entries({ height, width }))
    checkNumber("cnn", name, n, { whole: true, from: 4 });
  if (normalization !== undefined) validateWord("cnn", "normalization", normalization, normalizations);
  validateWord("cnn", "initializer", initializer, Object.keys(initializers));
  const common = {
    random,
    initializer: initializers[initializer],
    ...(preconditioner && { preconditioner }),
  };
  const layers: Module[] = [];
  let channels = inputs;
  widths.forEach((outputs, i) => {
    layers.push(new Conv2d(channels, outputs, 3, { padding: 1, ...common }));
    layers.push(...activated(new Activation(activation), normalization, outputs, true));
    if (i % 2 === 1) layers.push(new MaxPool2d(2));
    channels = outputs;
  });
  const features = channels * Math.floor(height / 4) * Math.floor(width / 4);
  return new Sequential([...layers, new Flatten(), new Linear(features, classes, common)]);
}
