/**
 * Values: strided views on a Float64Array, by the ndarray package. Views and copies are made here (views
 * copy nothing, copies make a view contiguous); computations are in elementwise, reduce and product.
 *
 * A view may repeat an element (stride 0, a broadcast) or run backwards through memory; therefore nothing ever writes
 * into a view that it did not allocate itself.
 */
import ndarray, { type NdArray } from "ndarray";
import ops from "ndarray-ops";
import { roomFor, ShapeError } from "../lib/index.ts";
import {
  broadcastsTo,
  checkShape,
  rowMajorStrides,
  sameShape,
  shapeText,
  sizeOf,
  type Shape,
} from "./shape.ts";

/** A strided view: element (i, j, …) is data[offset + i·stride[0] + j·stride[1] + …]. */
export type Values = NdArray<Float64Array>;

/** The data, the lengths of the axes, their strides, and the offset. */
type View = new (data: Float64Array, ...numbers: number[]) => Values;

/**
 * The classes that ndarray makes its views of, by rank. `ndarray(…)` looks for them by the name of the data's type, which
 * shows in the time of small operations (`npm run -s bench -- --only overhead`).
 */
const [Scalar, Row, Matrix] = [[], [0], [0, 0]].map(
  (shape) => ndarray(new Float64Array(0), shape).constructor as View,
) as [View, View, View];

/**
 * A view of `data`, row-major unless strides are given.
 * @example
 * new Tensor(valuesOf(Float64Array.of(1, 2, 3, 4), [2, 2], [1, 2])); // → Tensor [2,2] [[1, 3], [2, 4]]
 */
export function valuesOf(data: Float64Array, shape: Shape, strides?: readonly number[], offset = 0): Values {
  const [m, n] = shape as readonly [number, number];
  switch (shape.length) {
    case 0:
      return new Scalar(data, offset);
    case 1:
      return new Row(data, m, strides === undefined ? 1 : strides[0]!, offset);
    case 2:
      return strides === undefined
        ? new Matrix(data, m, n, n, 1, offset)
        : new Matrix(data, m, n, strides[0]!, strides[1]!, offset);
    default:
      return ndarray(data, [...shape], strides === undefined ? rowMajorStrides(shape) : [...strides], offset);
  }
}

/**
 * Zeros of a shape.
 * @example
 * elementsOf(zeroValues([2])); // → Float64Array(2) [ 0, 0 ]
 */
export function zeroValues(shape: Shape): Values {
  return valuesOf(new Float64Array(sizeOf(shape)), shape);
}

/** An array of undefined content, for callers that write every element before they read one. */
export function roomValues(shape: Shape): Values {
  return valuesOf(roomFor(sizeOf(shape)), shape);
}

/**
 * Whether the elements lie one after another in row-major order. Strides of axes of length 1 do not matter.
 * @example
 * const { values } = tensor([[1, 2], [3, 4]]);
 * isContiguous(values); // → true
 * isContiguous(transposeValues(values, [1, 0])); // → false
 */
export function isContiguous(x: Values): boolean {
  let expected = 1;
  for (let axis = x.dimension - 1; axis >= 0; axis--) {
    const length = x.shape[axis]!;
    if (length === 0) return true;
    if (length !== 1 && x.stride[axis] !== expected) return false;
    expected *= length;
  }
  return true;
}

/**
 * The elements in row-major order, in place if they lie so already. Not to be written into.
 * @example
 * elementsOf(tensor([[1, 2], [3, 4]]).values); // → Float64Array(4) [ 1, 2, 3, 4 ]
 */
export function elementsOf(x: Values): Float64Array {
  if (!isContiguous(x)) return copyOf(x);
  const size = sizeOf(x.shape);
  return x.offset === 0 && x.data.length === size ? x.data : x.data.subarray(x.offset, x.offset + size);
}

/**
 * A fresh row-major copy of the elements.
 * @example
 * copyOf(broadcastValues(tensor(1).values, [2])); // → Float64Array(2) [ 1, 1 ]
 */
export function copyOf(x: Values): Float64Array {
  if (isContiguous(x)) return x.data.slice(x.offset, x.offset + sizeOf(x.shape));
  const out = roomValues(x.shape);
  ops.assign(out, x);
  return out.data;
}

/**
 * @throws ShapeError unless the second shape holds as many elements as the first
 * @example
 * checkReshape([2, 3], [6]); // → undefined
 */
export function checkReshape(from: Shape, to: Shape): void {
  checkShape("reshape", to);
  if (sizeOf(to) !== sizeOf(from)) {
    throw new ShapeError(
      `reshape: ${shapeText(from)} has ${sizeOf(from)} elements and ${shapeText(to)} has ${sizeOf(to)}.`,
    );
  }
}

/**
 * The same elements under another shape; a view where the strides allow it.
 * @throws ShapeError unless the shape holds as many elements
 * @example
 * new Tensor(reshapeValues(tensor([1, 2, 3, 4]).values, [2, 2])); // → Tensor [2,2] [[1, 2], [3, 4]]
 */
export function reshapeValues(x: Values, shape: Shape): Values {
  checkReshape(x.shape, shape);
  return isContiguous(x) ? valuesOf(x.data, shape, undefined, x.offset) : valuesOf(copyOf(x), shape);
}

/**
 * A view with axis `permutation[i]` of x in place i.
 * @example
 * new Tensor(transposeValues(tensor([[1, 2], [3, 4]]).values, [1, 0])); // → Tensor [2,2] [[1, 3], [2, 4]]
 */
export function transposeValues(x: Values, permutation: readonly number[]): Values {
  return x.transpose(...permutation);
}

/**
 * @throws ShapeError unless the first shape broadcasts to exactly the second
 * @example
 * checkBroadcast([3], [2, 3]); // → undefined
 */
export function checkBroadcast(from: Shape, to: Shape): void {
  checkShape("broadcastTo", to);
  if (!broadcastsTo(from, to)) {
    throw new ShapeError(`broadcastTo: ${shapeText(from)} does not broadcast to ${shapeText(to)}.`);
  }
}

/**
 * A view repeated along missing axes and axes of length 1, by stride 0.
 * @throws ShapeError unless it broadcasts to exactly this shape
 * @example
 * new Tensor(broadcastValues(tensor([1, 2]).values, [2, 2])); // → Tensor [2,2] [[1, 2], [1, 2]]
 */
export function broadcastValues(x: Values, shape: Shape): Values {
  if (sameShape(x.shape, shape)) return x;
  checkBroadcast(x.shape, shape);
  const lead = shape.length - x.dimension;
  const strides = shape.map((length, axis) =>
    axis < lead || (x.shape[axis - lead] === 1 && length !== 1) ? 0 : x.stride[axis - lead]!,
  );
  return valuesOf(x.data, shape, strides, x.offset);
}

/**
 * A view of the elements from start[axis] up to but not including stop[axis], on every axis.
 * @example
 * new Tensor(sliceValues(tensor([1, 2, 3, 4]).values, [1], [3])); // → Tensor [2] [2, 3]
 */
export function sliceValues(x: Values, start: readonly number[], stop: readonly number[]): Values {
  const offset = start.reduce((at, from, axis) => at + from * x.stride[axis]!, x.offset);
  const shape = start.map((from, axis) => stop[axis]! - from);
  return valuesOf(x.data, shape, x.stride, offset);
}

/**
 * x inside a larger array of zeros, with before[axis] zeros ahead of it on each axis.
 * @example
 * new Tensor(padValues(tensor([1, 2]).values, [1], [4])); // → Tensor [4] [0, 1, 2, 0]
 */
export function padValues(x: Values, before: readonly number[], shape: Shape): Values {
  const out = zeroValues(shape);
  const stop = before.map((from, axis) => from + x.shape[axis]!);
  if (sizeOf(x.shape) > 0) ops.assign(sliceValues(out, before, stop), x);
  return out;
}
