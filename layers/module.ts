/**
 * Module: a layer, or a model made of layers. Its fields are its parameters.
 *
 * There is no registry. The parameters of a module are found by walking its own fields for parameters, modules and
 * lists of modules, in the order in which they were written down.
 */
import type { Tensor } from "../tensor/index.ts";
import { Parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

export abstract class Module {
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

  /**
   * Puts the module's place before the names of its parameters, except for those named already, and adds these to the
   * named. Called by the module that takes it in: a parameter in several places keeps the name of its first.
   */
  adopt(place: string, named = new Set<Parameter>()): void {
    for (const parameter of this.parameters()) {
      if (!named.has(parameter)) parameter.adopt(place);
      named.add(parameter);
    }
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
