/**
 * Parameter: what training changes.
 *
 * It holds a tensor, which is replaced and never written into, so that graphs made before a step keep their values; a name;
 * and the preconditioner that its layer chose, which weight and bias of one affine map share. Knows no layer.
 */
import { checkArgument, ContractError } from "../lib/index.ts";
import { variable } from "../autograd/index.ts";
import type { Preconditioner } from "../preconditioners/index.ts";
import { copyOf, shapeText, sizeOf, Tensor, valuesOf, type Shape, type Values } from "../tensor/index.ts";

/** The parameter of each tensor that is or was its value. */
const owners = new WeakMap<Tensor, Parameter>();

/**
 * The parameter whose value a tensor is or was, if it is one's.
 * @example
 * const parameter = new Parameter("scale", ones([2]));
 * ownerOf(parameter.tensor) === parameter; // → true
 */
export function ownerOf(tensor: Tensor): Parameter | undefined {
  return owners.get(tensor);
}

/**
 * What training changes: a tensor that is replaced and never written into, under a stable name.
 * @example
 * const parameter = new Parameter("scale", ones([2]));
 * parameter.tensor.tracked; // → true
 */
export class Parameter {
  /** The one that its layer chose; weight and bias of one map share it. */
  readonly preconditioner: Preconditioner | undefined;
  #name: string;
  #tensor: Tensor;

  constructor(name: string, initial: Tensor, preconditioner?: Preconditioner) {
    checkArgument("Parameter", "initial", initial, Tensor);
    this.#name = name;
    this.#tensor = this.#owned(valuesOf(copyOf(initial.values), initial.shape));
    this.preconditioner = preconditioner;
  }

  /** Its path in the model, such as "0.weight"; until it is in one, the name given to the constructor. */
  get name(): string {
    return this.#name;
  }

  /** The current value, a tracked leaf. */
  get tensor(): Tensor {
    return this.#tensor;
  }

  /** The current elements in row-major order. Not to be written into. */
  get elements(): Float64Array {
    return this.#tensor.values.data;
  }

  /** Shape of the value. */
  get shape(): Shape {
    return this.#tensor.shape;
  }

  /** Replaces the values. The array now belongs to the parameter. */
  replace(values: Float64Array): void {
    if (values.length !== sizeOf(this.shape)) {
      throw new ContractError(
        `${this.name}: ${values.length} values do not fill shape ${shapeText(this.shape)}.`,
      );
    }
    this.#tensor = this.#owned(valuesOf(values, this.shape));
  }

  #owned(values: Values): Tensor {
    const tensor = variable(new Tensor(values));
    owners.set(tensor, this);
    return tensor;
  }

  /** Sets the name to the path in a model. Called by the model. */
  adopt(path: string): void {
    this.#name = path;
  }
}
