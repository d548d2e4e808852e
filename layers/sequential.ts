/**
 * Sequential: layers one after another.
 */
import type { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import type { Parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";
import type { SummaryRow } from "./summary.ts";

export class Sequential extends Module {
  readonly layers: readonly Module[];

  /** A layer that is used twice shares its parameters, and keeps the name of its first place. */
  constructor(layers: readonly Module[]) {
    super();
    this.layers = [...layers];
    const placed = new Set<Module | Parameter>();
    layers.forEach((layer, i) => {
      layer.adopt(String(i), placed);
    });
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
