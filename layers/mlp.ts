/**
 * mlp: a fully connected network, with the method of normalisation as one word.
 */
import { UserError, type Random } from "../lib/index.ts";
import type { PreconditionerChoice } from "../preconditioners/index.ts";
import { Activation, type ActivationName } from "./activation.ts";
import { BatchNorm1d } from "./batch-norm.ts";
import { initializers, type InitializerName } from "./initializers.ts";
import { LayerNorm } from "./layer-norm.ts";
import { Linear } from "./linear.ts";
import type { Module } from "./module.ts";
import { Sequential } from "./sequential.ts";

/**
 * `bn`: activation, BN, Linear, and none at the input, so that BN and BNP act on the same quantity, the input of each
 * hidden layer. `bn-pre`: Linear, BN, activation. `ln`: layer normalisation in the places of `bn`.
 */
export type MlpNormalization = (typeof normalizations)[number];
const normalizations = ["bn", "bn-pre", "ln"] as const;

export interface MlpOptions {
  /** Widths from input to output: [784, 100, 10] has one hidden layer. */
  readonly sizes: readonly number[];
  readonly activation: ActivationName;
  readonly random: Random;
  readonly normalization?: MlpNormalization;
  /** For every Linear; identity() unless given. */
  readonly preconditioner?: PreconditionerChoice;
  /** xavier unless given. */
  readonly initializer?: InitializerName;
}

/** The weights depend on sizes, initialiser and stream alone: every method starts from the same ones. */
export function mlp(options: MlpOptions): Sequential {
  const { sizes, activation, random, normalization, preconditioner, initializer = "xavier" } = options;
  if (sizes.length < 2) {
    throw new UserError(`mlp: sizes [${sizes.join(",")}]: give at least the widths of input and output.`);
  }
  if (normalization !== undefined) known("normalization", normalization, normalizations);
  known("initializer", initializer, Object.keys(initializers));
  const linear = (i: number): Linear =>
    new Linear(sizes[i]!, sizes[i + 1]!, {
      random,
      initializer: initializers[initializer],
      ...(preconditioner && { preconditioner }),
    });
  const layers: Module[] = [linear(0)];
  for (let i = 1; i < sizes.length - 1; i++) {
    layers.push(...hidden(sizes[i]!, activation, normalization), linear(i));
  }
  return new Sequential(layers);
}

function known(what: string, word: string, words: readonly string[]): void {
  if (!words.includes(word)) {
    throw new UserError(`mlp: ${what} '${word}' is not one of ${words.join(", ")}.`);
  }
}

/** What stands between two affine maps. */
function hidden(
  width: number,
  activation: ActivationName,
  normalization: MlpNormalization | undefined,
): Module[] {
  const act = new Activation(activation);
  switch (normalization) {
    case undefined:
      return [act];
    case "bn":
      return [act, new BatchNorm1d(width)];
    case "bn-pre":
      return [new BatchNorm1d(width), act];
    case "ln":
      return [act, new LayerNorm(width)];
  }
}
