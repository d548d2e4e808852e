/**
 * Activation: one function on every element.
 */
import { gelu, relu, sigmoid, silu, softplus, tanh } from "../autograd/index.ts";
import { UserError } from "../lib/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";

export const activations = { relu, tanh, sigmoid, softplus, gelu, silu } as const;
export type ActivationName = keyof typeof activations;

export class Activation extends Module {
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
