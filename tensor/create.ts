/**
 * Ways to make a tensor: of given numbers, of one number, of a function of the place. The numbers are copied.
 */
import { checkArgument, describeValue, kinds, ShapeError, UserError } from "../lib/index.ts";
import { checkShape, shapeText, sizeOf, type Shape } from "./shape.ts";
import { Tensor } from "./tensor.ts";
import { valuesOf } from "./values.ts";

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
