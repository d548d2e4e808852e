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

export interface CnnOptions {
  /** One example: [channels, height, width]; height and width from 4. Pooling leaves out an odd last row or column. */
  readonly shape: readonly [number, number, number];
  readonly classes: number;
  /** Channels of the four convolutions; [32, 32, 64, 64] unless given. */
  readonly widths?: readonly [number, number, number, number];
  readonly activation: ActivationName;
  readonly random: Random;
  readonly normalization?: Normalization;
  /** For every convolution and the affine map; identity() unless given. */
  readonly preconditioner?: PreconditionerChoice;
  /** xavier unless given. */
  readonly initializer?: InitializerName;
}

/** The weights depend on sizes, initialiser and stream alone: every method starts from the same ones. */
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
