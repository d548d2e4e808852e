/**
 * Sequential: layers one after another.
 */
import type { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";
import type { SummaryRow } from "./summary.ts";

export class Sequential extends Module {
  readonly layers: readonly Module[];

  /** A layer that is used twice shares its parameters, and keeps the name of its first place. */
  constructor(layers: readonly Module[]) {
    super();
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

  override trace(x: Tensor, place: string, rows: SummaryRow[]): Tensor {
    return this.layers.reduce(
      (h, layer, i) => layer.trace(h, place === "" ? String(i) : `${place}.${i}`, rows),
      x,
    );
  }

  override describe(): string {
    return this.layers.map((layer, i) => `${i}: ${layer.describe()}`).join("\n");
  }
}
