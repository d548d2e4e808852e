/**
 * Tensor: an immutable n-dimensional array of Float64 numbers.
 *
 * A tensor is its values and, if it was computed from tracked tensors, where it came from. What that origin means is
 * the business of autograd; here it is only carried. Nothing writes into a tensor's values after it is made, which is
 * why views may share memory and why a graph of tensors can be walked at any later time.
 */
import { checkArgument, ContractError, describeValue, kinds, ShapeError, UserError } from "../lib/index.ts";
import { printValues } from "./print.ts";
import { checkShape, sameShape, shapeText, sizeOf, type Shape } from "./shape.ts";
import { copyOf, elementsOf, valuesOf, type Values } from "./values.ts";

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
 * Values that are computed when somebody asks for them: in a graph that is made for the sake of its derivatives.
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

let born = 0;

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
  /** Whether what is computed from this tensor remembers it: true for variables and all that comes from them. */
  readonly tracked: boolean;
  /** Order of birth. A tensor is younger than all it was computed from, so age is a topological order of any graph. */
  readonly serial: number;

  constructor(values: Values | Deferred, origin?: Origin, tracked = origin !== undefined) {
    if (values instanceof Deferred) this.#deferred = values;
    else this.#values = values;
    this.origin = origin;
    this.tracked = tracked;
    this.serial = ++born;
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

  /** Computes what was put off here and in all that this depends on, the oldest first: a chain of any length is no deeper. */
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

/** Numbers in brackets, as deep as the tensor has axes. */
export type Nested = number | readonly Nested[];

/**
 * A tensor of the given numbers: one number, nested lists, or a flat array with a shape. The numbers are copied.
 * @throws ShapeError if nested lists are ragged or the shape does not hold as many numbers.
 * @example
 * tensor([[1, 2], [3, 4]]); // → Tensor [2,2] [[1, 2], [3, 4]]
 * tensor(Float64Array.of(1, 2, 3, 4), [2, 2]).at(1, 0); // → 3
 */
export function tensor(numbers: Nested | Float64Array, shape?: Shape): Tensor {
  const own = numbers instanceof Float64Array ? [numbers.length] : nestedShape(numbers);
  const flat = numbers instanceof Float64Array ? numbers.slice() : flatten(numbers, own);
  const wanted = shape ?? own;
  checkShape("tensor", wanted);
  if (sizeOf(wanted) !== flat.length) {
    throw new ShapeError(
      `tensor: ${flat.length} numbers do not fill shape ${shapeText(wanted)}, which holds ${sizeOf(wanted)}.`,
    );
  }
  return new Tensor(valuesOf(flat, wanted));
}

function isList(level: Nested | undefined): level is readonly Nested[] {
  return Array.isArray(level);
}

function notNumbers(found: unknown): UserError {
  const advice = ArrayBuffer.isView(found) ? " Give Float64Array.from(…) of it." : "";
  return new UserError(`tensor: expected numbers or nested lists, found ${describeValue(found)}.${advice}`);
}

function nestedShape(numbers: Nested): number[] {
  const shape: number[] = [];
  for (let level: Nested | undefined = numbers; typeof level !== "number"; level = level[0]) {
    if (!isList(level)) throw notNumbers(level);
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

function flatten(numbers: Nested, shape: Shape): Float64Array {
  const flat = new Float64Array(sizeOf(shape));
  let filled = 0;
  const visit = (level: Nested, axis: number): void => {
    if (axis === shape.length) {
      if (isList(level)) throw new ShapeError("tensor: the nested lists are ragged: some are deeper.");
      if (typeof level !== "number") throw notNumbers(level);
      flat[filled++] = level;
      return;
    }
    if (typeof level === "number" || level.length !== shape[axis]) {
      const found = typeof level === "number" ? "a number" : `${level.length} entries`;
      throw new ShapeError(
        `tensor: the nested lists are ragged: axis ${axis} has ${shape[axis]} and ${found}.`,
      );
    }
    for (const inner of level) visit(inner, axis + 1);
  };
  visit(numbers, 0);
  return flat;
}

/**
 * A tensor of one repeated number (one number in memory, whatever the shape).
 * @example
 * full([2], 0.5); // → Tensor [2] [0.5, 0.5]
 */
export function full(shape: Shape, value: number): Tensor {
  return repeated("full", shape, value);
}

/**
 * A tensor of zeros.
 * @throws ShapeError for what is not a shape
 * @example
 * zeros([2, 2]); // → Tensor [2,2] [[0, 0], [0, 0]]
 */
export function zeros(shape: Shape): Tensor {
  return repeated("zeros", shape, 0);
}

/**
 * A tensor of ones.
 * @throws ShapeError for what is not a shape
 * @example
 * ones([3]); // → Tensor [3] [1, 1, 1]
 */
export function ones(shape: Shape): Tensor {
  return repeated("ones", shape, 1);
}

function repeated(who: string, shape: Shape, value: number): Tensor {
  checkShape(who, shape);
  return new Tensor(valuesOf(Float64Array.of(value), shape, new Array<number>(shape.length).fill(0)));
}

/**
 * The n×n identity matrix.
 * @example
 * eye(2); // → Tensor [2,2] [[1, 0], [0, 1]]
 */
export function eye(n: number): Tensor {
  checkShape("eye", [n, n]);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * (n + 1)] = 1;
  return new Tensor(valuesOf(data, [n, n]));
}

/**
 * A tensor made of the values that `value(i)` gives for each place i in row-major order.
 * @example
 * generate([2, 2], (place) => place * place); // → Tensor [2,2] [[0, 1], [4, 9]]
 */
export function generate(shape: Shape, value: (place: number) => number): Tensor {
  checkShape("generate", shape);
  checkArgument("generate", "value", value, kinds.function);
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = value(i);
  return new Tensor(valuesOf(data, shape));
}
