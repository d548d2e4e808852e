/**
 * Module: a layer, or a model made of layers. Its fields are its parameters.
 *
 * There is no registry. The parameters of a module are found by walking its own fields for parameters, modules and
 * lists of modules, in the order in which they were written down.
 */
import { untracked } from "../autograd/index.ts";
import { zeros, type Shape, type Tensor } from "../tensor/index.ts";
import { Parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";
import { summaryText, type SummaryRow } from "./summary.ts";

export abstract class Module {
  /** Path in the model, such as "2" or "3.body.0"; empty for a module that stands alone. */
  #place = "";

  /**
   * The output for a batch x. Changes nothing. Without a pass the module is evaluated, with running statistics.
   */
  abstract forward(x: Tensor, pass?: Pass): Tensor;

  /** One line for people: what the layer is, with its sizes. */
  abstract describe(): string;

  /** All parameters, in the order of the fields that hold them; a shared one once. */
  parameters(): Parameter[] {
    const found = new Set<Parameter>();
    for (const [, field] of fieldsOf(this)) {
      if (field instanceof Parameter) found.add(field);
      else for (const parameter of field.parameters()) found.add(parameter);
    }
    return [...found];
  }

  /** How errors call the layer: its path in the model, and what it is. */
  who(): string {
    return this.#place === "" ? this.describe() : `${this.#place} ${this.describe()}`;
  }

  /**
   * Puts its place in a larger module before its own path and those of all in it. Called by the module that takes it in.
   * What was placed already is left alone: a layer or parameter in several places keeps the name of its first.
   */
  adopt(place: string, placed = new Set<Module | Parameter>()): void {
    if (placed.has(this)) return;
    placed.add(this);
    this.#place = this.#place === "" ? place : `${place}.${this.#place}`;
    for (const [, field] of fieldsOf(this)) {
      if (field instanceof Module) field.adopt(place, placed);
      else if (!placed.has(field)) {
        placed.add(field);
        field.adopt(place);
      }
    }
  }

  /** Layers, shapes, parameters and preconditioners, for one example of the given shape: [784], or [3, 32, 32]. */
  summary(example: Shape): string {
    const rows: SummaryRow[] = [];
    untracked(() => this.trace(zeros([1, ...example]), "", rows));
    const total = this.parameters().reduce((sum, parameter) => sum + parameter.tensor.size, 0);
    return summaryText(rows, total);
  }

  /** Evaluates x and adds the rows of the summary; modules made of modules trace these first. */
  trace(x: Tensor, place: string, rows: SummaryRow[]): Tensor {
    const out = this.forward(x);
    const own = fieldsOf(this).flatMap(([, field]) => (field instanceof Parameter ? [field] : []));
    rows.push({
      place,
      layer: this.describe(),
      shape: out.shape.slice(1),
      parameters: this.parameters().reduce((sum, parameter) => sum + parameter.tensor.size, 0),
      preconditioner:
        own.find((parameter) => parameter.preconditioner !== undefined)?.preconditioner?.name ?? "",
    });
    return out;
  }

  toString(): string {
    return this.describe();
  }
}

/** Parameters and modules among an object's fields, lists opened. */
export function fieldsOf(owner: object): [string, Parameter | Module][] {
  return Object.entries(owner).flatMap(([name, field]: [string, unknown]): [string, Parameter | Module][] => {
    if (field instanceof Parameter || field instanceof Module) return [[name, field]];
    if (!Array.isArray(field)) return [];
    return field.flatMap((entry: unknown, i): [string, Module][] =>
      entry instanceof Module ? [[`${name}.${i}`, entry]] : [],
    );
  });
}
