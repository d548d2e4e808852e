/**
 * A problem of the theory table: a loss that can be drawn from a seed, with its parameters standing at a minimiser.
 */
import type { Parameter, Pass } from "../../layers/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import type { Family, TheoryMethod } from "./record.ts";

export interface Minimum {
  /** Where they stand is the minimiser θ*. Their preconditioners, if they have any, do not learn. */
  readonly parameters: readonly Parameter[];
  /** In train mode, on all examples at once. */
  readonly loss: (pass: Pass) => Tensor;
  /** How many directions lead along the valley, and which. */
  readonly nullity: { readonly count: number; readonly why: readonly string[] };
}

export interface Problem {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly family: Family;
  readonly methods: readonly TheoryMethod[];
  /** Between which limits κ* of every method must lie for a seed to be taken. */
  readonly kappaStar: readonly [least: number, most: number];
  /** δ, the distance from θ* at which a run starts. Small where the loss is not quadratic; but rounding is ε·κ/δ. */
  readonly distance: number;
  /** The same seed gives every method the same data and the same θ*. */
  readonly draw: (seed: number, method: TheoryMethod) => Minimum;
}

/** A problem whose seed has been chosen. */
export interface Posed {
  readonly problem: Problem;
  readonly seed: number;
  readonly rejected: readonly { readonly seed: number; readonly why: string }[];
}
