/**
 * Sequential: layers one after another.
 */
import type { Tensor } from "../tensor/index.ts";
import { checkList } from "../lib/index.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/**
 * @example
 * const random = Random.stream(0, "weights");
 * const model = new Sequential([new Linear(2, 4, { random }), new Activation("tanh"), new Linear(4, 1, { random })]);
 * model.forward(tensor([[1, 2]])).shape; // → [ 1, 1 ]
 */
export class Sequential extends Module {
  /** In order. */
  readonly layers: readonly Module[];

  /** A layer that is used twice shares its parameters, and keeps the name of its first place. */
  constructor(layers: readonly Module[]) {
    super();
    checkList("Sequential", "layers", layers, Module);
    this.layers = [...layers];
    this.adopt("");
  }

  /** Layers are called by their numbers alone: "0.weight". */
  override parts(): [string, Module][] {
    return this.layers.map((layer, i) => [String(i), layer]);
  }

  override forward(x: Tensor, pass?: Pass): Tensor {
    return this.layers.reduce((h, layer) => layer.forward(h, pass), x);
  }

  protected override get hasRow(): boolean {
    return false;
  }

  override describe(): string {
    return this.layers.map((layer, i) => `${i}: ${layer.describe()}`).join("\n");
  }
}
