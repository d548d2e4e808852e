/**
 * Tensor: an immutable n-dimensional array of Float64 numbers.
 *
 * A tensor is its values and, if it was computed from tracked tensors, its origin, which is stored here and given its
 * meaning by autograd. Nothing writes into the values of a finished tensor, so views may share memory and a graph can be
 * walked at any later time. (Ways to make one: create.ts.)
 */
import { ContractError, ShapeError, UserError } from "../lib/index.ts";
import { printValues } from "./print.ts";
import { sameShape, shapeText, sizeOf, type Shape } from "./shape.ts";
import { copyOf, elementsOf, type Values } from "./values.ts";

/** How a tensor was computed: which primitive, of which inputs, with which parameters. */
export interface Origin {
  /** The operation's declaration, of which only the name is known here. */
  readonly primitive: { readonly name: string };
  /** The tensors it was applied to, in the order of its inputs. */
  readonly inputs: readonly Tensor[];
  /** What else it was given: axes, windows, places. */
  readonly params: unknown;
}

/**
 * Values that are computed when they are first read: those of a graph that is made for its derivatives alone.
 * @example
 * const later = new Deferred([2], () => tensor([1, 2]).values);
 * new Tensor(later); // → Tensor [2] [1, 2]
 */
export class Deferred {
  /** The shape that the values will have. */
  readonly shape: Shape;
  /** Computes the values, at most once. */
  readonly compute: () => Values;

  constructor(shape: Shape, compute: () => Values) {
    this.shape = shape;
    this.compute = compute;
  }
}

let created = 0;

/**
 * An immutable n-dimensional array of Float64 numbers, and the operation it came from if it is tracked. Make one with
 * `tensor`, `zeros`, `ones`, `full`, `eye` or `generate`; the constructor is for those who have `Values`.
 * @example
 * const x = tensor([
 *   [1, 2, 3],
 *   [4, 5, 6],
 * ]);
 * x.shape; // → [ 2, 3 ]
 * x.at(1, 2); // → 6
 */
export class Tensor {
  #values: Values | undefined;
  #deferred: Deferred | undefined;
  /** How it was computed; undefined for a leaf and for what is not tracked. */
  readonly origin: Origin | undefined;
  /** Whether what is computed from this tensor records its origin: true for variables and all that comes from them. */
  readonly tracked: boolean;
  /** Creation order. A tensor comes after all it was computed from, so this is a topological order of any graph. */
  readonly serial: number;

  constructor(values: Values | Deferred, origin?: Origin, tracked = origin !== undefined) {
    if (values instanceof Deferred) this.#deferred = values;
    else this.#values = values;
    this.origin = origin;
    this.tracked = tracked;
    this.serial = ++created;
  }

  /** The numbers, as a strided view that is not to be written into. Computes them if they were deferred. */
  get values(): Values {
    return this.#values ?? this.#computed();
  }

  /** The lengths of the axes, outermost first; [] for a scalar. */
  get shape(): Shape {
    return (this.#values ?? this.#deferred!).shape;
  }

  /** The number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /**
   * The single element of a tensor of size 1.
   * @throws ShapeError for a tensor of any other size
   */
  item(): number {
    if (this.size !== 1) {
      throw new ShapeError(
        `item: a tensor of shape ${shapeText(this.shape)} has ${this.size} elements, not one.`,
      );
    }
    return elementsOf(this.values)[0]!;
  }

  /**
   * The element at the given place, one index an axis.
   * @throws ShapeError if there is no such place
   */
  at(...index: readonly number[]): number {
    const inside = index.length === this.rank && index.every((i, axis) => i >= 0 && i < this.shape[axis]!);
    if (!inside || !index.every(Number.isInteger)) {
      throw new ShapeError(
        `at: [${index.join(",")}] is not a place in a tensor of shape ${shapeText(this.shape)}.`,
      );
    }
    return this.values.get(...index);
  }

  /** A fresh copy of the elements in row-major order. */
  toArray(): Float64Array {
    return copyOf(this.values);
  }

  /** The shape, and the numbers in brackets to six digits; of long axes the first and last three. */
  toString(): string {
    return `Tensor ${shapeText(this.shape)} ${printValues(this.values)}`;
  }

  /**
   * For `${t}`; arithmetic signs have no meaning for tensors, and `t + 1` would be a string.
   * @throws UserError where JavaScript asks for a number
   */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new UserError(
      "Tensor: signs as in a + b are not defined for tensors. Use add(a, b), mul(a, b) and the others, or item() for the number.",
    );
  }

  /** Computes the deferred values here and in all that this depends on, in creation order: no recursion for long chains. */
  #computed(): Values {
    const found = new Set<Tensor>([this]);
    for (const tensor of found) {
      for (const input of tensor.origin?.inputs ?? []) if (input.#deferred !== undefined) found.add(input);
    }
    for (const tensor of [...found].sort((a, b) => a.serial - b.serial)) {
      const { shape, compute } = tensor.#deferred!;
      const values = compute();
      if (!sameShape(values.shape, shape)) {
        throw new ContractError(
          `${tensor.origin?.primitive.name ?? "tensor"}: said to have shape ${shapeText(shape)}, but came out as ${shapeText(values.shape)}. ` +
            `This is a bug in its declaration.`,
        );
      }
      tensor.#values = values;
      tensor.#deferred = undefined;
    }
    return this.#values!;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
