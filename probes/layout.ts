/**
 * Layout: the parameters of a probe as one vector, and back.
 *
 * Estimators know vectors, networks know parameters. The order is that of the list of parameters, each in row-major
 * order. The layout keeps the tensors that the parameters held when it was made: graphs of that time lead to them, and
 * not to those of later steps. This file knows where a number lies, and nothing of what it means.
 */
import { UserError } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import { elementsOf, sizeOf, Tensor, valuesOf } from "../tensor/index.ts";
import { checkLength } from "./operator.ts";

/**
 * Where the numbers of each parameter stand in a vector: in the order of the list, each parameter in row-major order.
 * @example
 * const parameters = [new Parameter("a", ones([2])), new Parameter("b", ones([]))];
 * const change = probes.changeOfVariables(parameters);
 * [change.layout.size, change.layout.offsetOf(parameters[1]!)]; // → [ 3, 2 ]
 */
export class Layout {
  /** The parameters, in order. */
  readonly parameters: readonly Parameter[];
  /** What each parameter held when the layout was made. */
  readonly tensors: readonly Tensor[];
  /** Numbers in all parameters together. */
  readonly size: number;
  readonly #offsets = new Map<Parameter, number>();

  constructor(parameters: readonly Parameter[], tensors = parameters.map((parameter) => parameter.tensor)) {
    if (parameters.length === 0) throw new UserError("Layout: there are no parameters to look at.");
    let size = 0;
    for (const parameter of parameters) {
      if (this.#offsets.has(parameter)) {
        throw new UserError(`Layout: the parameter '${parameter.name}' is given twice.`);
      }
      this.#offsets.set(parameter, size);
      size += sizeOf(parameter.shape);
    }
    this.parameters = [...parameters];
    this.tensors = tensors;
    this.size = size;
  }

  /** The layout of some of the parameters, with the same tensors. */
  restrictedTo(parameters: readonly Parameter[]): Layout {
    for (const parameter of parameters) this.offsetOf(parameter);
    return new Layout(
      parameters,
      parameters.map((parameter) => this.tensors[this.parameters.indexOf(parameter)]!),
    );
  }

  /** Where the first element of a parameter lies. */
  offsetOf(parameter: Parameter): number {
    const offset = this.#offsets.get(parameter);
    if (offset === undefined) {
      const isNamesake = this.parameters.some(({ name }) => name === parameter.name);
      throw new UserError(
        isNamesake
          ? `Layout: this '${parameter.name}' belongs to another model than the '${parameter.name}' that is looked at. ` +
              `Give a layer of the same model.`
          : `Layout: '${parameter.name}' is not among the parameters that are looked at: ${this.names()}.`,
      );
    }
    return offset;
  }

  /** The part of a vector that belongs to a parameter: a view of it. */
  part(v: Float64Array, parameter: Parameter): Float64Array {
    const offset = this.offsetOf(parameter);
    return v.subarray(offset, offset + sizeOf(parameter.shape));
  }

  /** A vector as one tensor a parameter. */
  split(v: Float64Array): Tensor[] {
    checkLength(this.names(), this.size, v);
    return this.parameters.map(
      (parameter) => new Tensor(valuesOf(v, parameter.shape, undefined, this.offsetOf(parameter))),
    );
  }

  /** One tensor a parameter, in their order, as a vector. */
  join(parts: readonly Tensor[]): Float64Array {
    const v = new Float64Array(this.size);
    parts.forEach((part, i) => v.set(elementsOf(part.values), this.offsetOf(this.parameters[i]!)));
    return v;
  }

  /** For messages. */
  names(): string {
    return this.parameters.map((parameter) => parameter.name).join(", ");
  }
}
