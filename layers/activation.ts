/**
 * Activation: one function on every element.
 */
import { gelu, relu, sigmoid, silu, softplus, tanh } from "../autograd/index.ts";
import { UserError } from "../lib/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";

/** The activation functions by name; "gelu" is exact, relu′(0) = ½. */
export const activations = { relu, tanh, sigmoid, softplus, gelu, silu } as const;
/** One of the activations. */
export type ActivationName = keyof typeof activations;

/**
 * A function of every element, by its name.
 * @throws UserError for a name that is not one of `activations`
 * @example
 * new Activation("relu").forward(tensor([-1, 2])); // → Tensor [2] [0, 2]
 */
export class Activation extends Module {
  /** Which function. */
  readonly name: ActivationName;

  constructor(name: ActivationName) {
    super();
    if (!Object.hasOwn(activations, name)) {
      throw new UserError(`Activation: '${name}' is not one of ${Object.keys(activations).join(", ")}.`);
    }
    this.name = name;
  }

  override forward(x: Tensor): Tensor {
    return activations[this.name](x);
  }

  override describe(): string {
    return this.name;
  }
}
