/**
 * The preconditioned gradient of one parameter: numbers, or a product of rows that is carried out when somebody asks for
 * the numbers. A plain step of descent never does.
 */
import { descendAlong, type Descent } from "../lib/index.ts";
import { carriedOut, type RowGradients } from "../preconditioners/index.ts";
import { descendRows, elementsOf } from "../tensor/index.ts";
import { productIsBounded } from "./finite.ts";

/** δᵀ·S. */
export type RowProduct = RowGradients["weight"];

export class Gradient {
  readonly #product: RowProduct | undefined;
  #elements: Float64Array | undefined;

  private constructor(product: RowProduct | undefined, elements: Float64Array | undefined) {
    this.#product = product;
    this.#elements = elements;
  }

  /** The array becomes the gradient's own. */
  static ofElements(elements: Float64Array): Gradient {
    return new Gradient(undefined, elements);
  }

  /** The rows must stay as they are until the gradient is used. */
  static ofRows(product: RowProduct): Gradient {
    return new Gradient(product, undefined);
  }

  /** Whether it is certainly finite, without a look at its elements. */
  get isBounded(): boolean {
    if (this.#product === undefined) return false;
    const { cotangents, rows } = this.#product;
    return productIsBounded(elementsOf(cotangents), elementsOf(rows));
  }

  /** In row-major order. Whoever has the gradient may overwrite them. */
  get elements(): Float64Array {
    this.#elements ??= carriedOut({ weight: this.#product! }).weight.data;
    return this.#elements;
  }

  /** shrink·weight − rate·gradient, in place of the elements if there are any: then the gradient is gone. */
  descended(descent: Descent): Float64Array {
    if (this.#elements === undefined) {
      const { cotangents, rows } = this.#product!;
      return descendRows(cotangents, rows, descent);
    }
    descendAlong(this.#elements, descent);
    return this.#elements;
  }
}
