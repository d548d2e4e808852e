/**
 * Linear maps that move elements and compute nothing (or only add): they come in adjoint pairs, and each one's rule is
 * a call of its partner. Except for `pad`, `sumTo` and a reshape of scattered elements, all are views without a copy.
 */
import { checkArgument, ShapeError } from "../../lib/index.ts";
import {
  broadcastsTo,
  broadcastValues,
  checkBroadcast,
  checkReshape,
  normalizeAxis,
  padValues,
  reshapeValues,
  sameShape,
  type Shape,
  shapeText,
  sliceValues,
  sumToValues,
  Tensor,
  transposeValues,
} from "../../tensor/index.ts";
import { composition, type Declared, type TensorLike } from "../operation.ts";
import { primitive } from "../primitive.ts";

/** An operation on one tensor x, with parameters of type P. */
export type OfOne<P> = Declared<(x: TensorLike, params: P) => Tensor>;

/**
 * The same elements, in row-major order, under another shape of the same size. Its own partner.
 * @example
 * reshape(tensor([1, 2, 3, 4]), [2, 2]); // → Tensor [2,2] [[1, 2], [3, 4]]
 */
export const reshape: OfOne<Shape> = primitive({
  name: "reshape",
  inputs: ["x"],
  forward: ({ x }, shape: Shape) => reshapeValues(x, shape),
  shape: ({ x }, shape) => {
    checkReshape(x, shape);
    return shape;
  },
  rules: { x: (g, { x }) => reshape(g, x.shape) },
  formula: "ȳ reshaped back",
  kind: "linear",
  example: [2, 3],
});

/**
 * Axis permutation[i] of x in place i of y. Its partner is the inverse permutation.
 * @example
 * permute(zeros([2, 3, 4]), [2, 0, 1]).shape; // → [ 4, 2, 3 ]
 */
export const permute: OfOne<readonly number[]> = primitive({
  name: "permute",
  inputs: ["x"],
  forward: ({ x }, permutation: readonly number[]) => {
    permuted(x.shape, permutation);
    return transposeValues(x, permutation);
  },
  shape: ({ x }, permutation) => permuted(x, permutation),
  rules: {
    x: (g, { params: permutation }) =>
      permute(
        g,
        permutation.map((_, i) => permutation.indexOf(i)),
      ),
  },
  formula: "ȳ permuted back",
  kind: "linear",
  example: [1, 0],
});

function permuted(shape: Shape, permutation: readonly number[]): Shape {
  const sorted = [...permutation].sort((a, b) => a - b);
  if (permutation.length !== shape.length || sorted.some((axis, i) => axis !== i)) {
    throw new ShapeError(
      `permute: [${permutation.join(",")}] is no permutation of the axes of ${shapeText(shape)}.`,
    );
  }
  return permutation.map((axis) => shape[axis]!);
}

/**
 * Matrix transpose: the last two axes exchanged.
 * @example
 * transpose(tensor([[1, 2]])); // → Tensor [2,1] [[1], [2]]
 */
export const transpose = composition({
  name: "transpose",
  inputs: ["x"],
  compute: (x: Tensor): Tensor => {
    const { rank, shape } = x;
    if (rank < 2) throw new ShapeError(`transpose: ${shapeText(shape)} has fewer than two axes.`);
    const axes = Array.from({ length: rank }, (_, i) => i);
    return permute(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
  },
  formula: "ȳ transposed",
  kind: "linear",
});

/**
 * Repeated along missing axes and axes of length 1, without a copy. Its partner is `sumTo`.
 * @example
 * broadcastTo(tensor([1, 2]), [2, 2]); // → Tensor [2,2] [[1, 2], [1, 2]]
 */
export const broadcastTo: OfOne<Shape> = primitive({
  name: "broadcastTo",
  inputs: ["x"],
  forward: ({ x }, shape: Shape) => broadcastValues(x, shape),
  shape: ({ x }, shape) => {
    checkBroadcast(x, shape);
    return shape;
  },
  rules: { x: (g, { x }) => sumTo(g, x.shape) },
  formula: "Σ ȳ over the repeated axes",
  kind: "linear",
  example: [2, 3],
});

/**
 * Summed over the axes along which the given shape would be repeated. Its partner is `broadcastTo`.
 * @example
 * sumTo(tensor([[1, 2], [3, 4]]), [2]); // → Tensor [2] [4, 6]
 */
export const sumTo: OfOne<Shape> = primitive({
  name: "sumTo",
  inputs: ["x"],
  forward: ({ x }, shape: Shape) => sumToValues(x, summed(x.shape, shape)),
  shape: ({ x }, shape) => summed(x, shape),
  rules: { x: (g, { x }) => broadcastTo(g, x.shape) },
  formula: "ȳ repeated",
  kind: "linear",
  example: [2, 3],
});

function summed(from: Shape, to: Shape): Shape {
  if (!broadcastsTo(to, from)) {
    throw new ShapeError(`sumTo: ${shapeText(from)} is no broadcast of ${shapeText(to)}.`);
  }
  return to;
}

/** `sumTo` where something was stretched; as it is where nothing was, which is most of the time. */
export const fitted = (g: Tensor, shape: Shape): Tensor => (sameShape(g.shape, shape) ? g : sumTo(g, shape));

/** From start up to but not including stop, on every axis. */
export interface Range {
  /** The first place of each axis. */
  readonly start: readonly number[];
  /** The place after the last, of each axis. */
  readonly stop: readonly number[];
}

/**
 * The elements inside a range, as a view. Its partner is `pad`.
 * @throws ShapeError if the range does not lie inside
 * @example
 * slice(tensor([1, 2, 3, 4]), { start: [1], stop: [3] }); // → Tensor [2] [2, 3]
 */
export const slice: OfOne<Range> = primitive({
  name: "slice",
  inputs: ["x"],
  forward: ({ x }, { start, stop }: Range) => {
    const fits = (from: number, axis: number): boolean =>
      from >= 0 &&
      from <= stop[axis]! &&
      stop[axis]! <= x.shape[axis]! &&
      [from, stop[axis]!].every(Number.isInteger);
    if (start.length !== x.dimension || stop.length !== x.dimension || !start.every(fits)) {
      throw new ShapeError(
        `slice: from [${start.join(",")}] to [${stop.join(",")}] is not inside ${shapeText(x.shape)}.`,
      );
    }
    return sliceValues(x, start, stop);
  },
  rules: { x: (g, { x, params: { start } }) => pad(g, { before: start, shape: x.shape }) },
  formula: "ȳ padded with zeros",
  kind: "linear",
  example: { start: [0, 1], stop: [2, 3] },
});

/** Where a tensor goes inside a larger one of zeros. */
export interface Frame {
  /** Zeros ahead of the tensor on each axis. */
  readonly before: readonly number[];
  /** Shape of the larger tensor. */
  readonly shape: Shape;
}

/**
 * x inside a larger tensor of zeros. Its partner is `slice`.
 * @throws ShapeError if the tensor does not fit
 * @example
 * pad(tensor([1, 2]), { before: [1], shape: [4] }); // → Tensor [4] [0, 1, 2, 0]
 */
export const pad: OfOne<Frame> = primitive({
  name: "pad",
  inputs: ["x"],
  forward: ({ x }, { before, shape }: Frame) => {
    const fits = (from: number, axis: number): boolean =>
      Number.isInteger(from) && from >= 0 && from + x.shape[axis]! <= shape[axis]!;
    if (before.length !== x.dimension || shape.length !== x.dimension || !before.every(fits)) {
      throw new ShapeError(
        `pad: ${shapeText(x.shape)} at [${before.join(",")}] does not fit into ${shapeText(shape)}.`,
      );
    }
    return padValues(x, before, shape);
  },
  rules: {
    x: (g, { x, params: { before } }) =>
      slice(g, { start: before, stop: before.map((start, axis) => start + x.shape[axis]!) }),
  },
  formula: "ȳ sliced",
  kind: "linear",
  example: { before: [1, 0], shape: [3, 2] },
});

/**
 * The part of one axis from start to stop.
 * @example
 * sliceAxis(tensor([[1, 2, 3]]), 1, 0, 2); // → Tensor [1,2] [[1, 2]]
 */
export function sliceAxis(x: Tensor, axis: number, start: number, stop: number): Tensor {
  checkArgument("sliceAxis", "x", x, Tensor);
  const at = normalizeAxis("sliceAxis", axis, x.rank);
  return slice(x, {
    start: x.shape.map((_, i) => (i === at ? start : 0)),
    stop: x.shape.map((length, i) => (i === at ? stop : length)),
  });
}
