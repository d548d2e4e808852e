/**
 * mlp: a fully connected network, with the method of normalisation as one word.
 */
import { UserError, type Random } from "../lib/index.ts";
import type { PreconditionerChoice } from "../preconditioners/index.ts";
import { Activation, type ActivationName } from "./activation.ts";
import { initializers, type InitializerName } from "./initializers.ts";
import { Linear } from "./linear.ts";
import { activated, normalizations, type Normalization } from "./normalizations.ts";
import { validateOptions, validateWord } from "./validate-options.ts";
import type { Module } from "./module.ts";
import { Sequential } from "./sequential.ts";

/** What a fully connected network is made of. */
export interface MlpOptions {
  /** Widths from input to output: [784, 100, 10] has one hidden layer. */
  readonly sizes: readonly number[];
  /** Between the affine maps. */
  readonly activation: ActivationName;
  /** The stream that the weights are drawn from. */
  readonly random: Random;
  /** None unless given. */
  readonly normalization?: Normalization;
  /** For every Linear; identity() unless given. */
  readonly preconditioner?: PreconditionerChoice;
  /** xavier unless given. */
  readonly initializer?: InitializerName;
}

/**
 * A fully connected network. The weights depend on sizes, initializer and stream alone, so that every method starts
 * from the same ones.
 * @throws UserError for an option that is missing or not known
 * @example
 * const model = mlp({ sizes: [2, 8, 3], activation: "tanh", random: Random.stream(0, "weights") });
 * model.forward(zeros([5, 2])).shape; // → [ 5, 3 ]
 */
export function mlp(options: MlpOptions): Sequential {
  validateOptions("mlp", options, "sizes", '{ sizes: [2, 8, 2], activation: "tanh", random }');
  const { sizes, activation, random, normalization, preconditioner, initializer = "xavier" } = options;
  if (sizes.length < 2) {
    throw new UserError(`mlp: sizes [${sizes.join(",")}]: give at least the widths of input and output.`);
  }
  if (normalization !== undefined) validateWord("mlp", "normalization", normalization, normalizations);
  validateWord("mlp", "initializer", initializer, Object.keys(initializers));
  const linear = (i: number): Linear =>
    new Linear(sizes[i]!, sizes[i + 1]!, {
      random,
      initializer: initializers[initializer],
      ...(preconditioner && { preconditioner }),
    });
  const layers: Module[] = [linear(0)];
  for (let i = 1; i < sizes.length - 1; i++) {
    layers.push(...activated(new Activation(activation), normalization, sizes[i]!, false), linear(i));
  }
  return new Sequential(layers);
}
