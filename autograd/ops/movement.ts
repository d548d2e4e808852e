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
import { asTensor, linear, type Linear, type TensorLike } from "../linear.ts";
import { composition, domains } from "../primitive.ts";

/** The same elements, in row-major order, under another shape of the same size. Its own partner. */
export const reshape: Linear<Shape> = linear<Shape>(
  "reshape",
  (x, shape) => reshapeValues(x, shape),
  (g, from) => reshape(g, from),
  {
    formula: "ȳ reshaped back",
    // prettier-ignore
    samples: [
      { shapes: [[]], params: [1, 1] }, { shapes: [[1]], params: [] }, { shapes: [[6]], params: [2, 3] },
      { shapes: [[2, 3]], params: [3, 2] }, { shapes: [[2, 3]], params: [6] }, { shapes: [[0, 2]], params: [0] },
      { shapes: [[2, 1, 3]], params: [2, 3] }, { shapes: [[2, 3, 2]], params: [4, 3] },
      { shapes: [[1, 1]], params: [1] }, { shapes: [[2, 2, 1, 2]], params: [8] }, { shapes: [[4]], params: [2, 2, 1] },
      { shapes: [[3, 4]], params: [2, 2, 3] },
    ],
  },
  (from, to) => {
    checkReshape(from, to);
    return to;
  },
);

/** Axis permutation[i] of x in place i of y. Its partner is the inverse permutation. */
export const permute: Linear<readonly number[]> = linear<readonly number[]>(
  "permute",
  (x, permutation) => {
    permuted(x.shape, permutation);
    return transposeValues(x, permutation);
  },
  (g, _from, permutation) =>
    permute(
      g,
      permutation.map((_, i) => permutation.indexOf(i)),
    ),
  {
    formula: "ȳ permuted back",
    // prettier-ignore
    samples: [
      { shapes: [[]], params: [] }, { shapes: [[3]], params: [0] }, { shapes: [[2, 3]], params: [1, 0] },
      { shapes: [[2, 3]], params: [0, 1] }, { shapes: [[1, 3]], params: [1, 0] }, { shapes: [[0, 2]], params: [1, 0] },
      { shapes: [[2, 1, 3]], params: [2, 0, 1] }, { shapes: [[2, 3, 2]], params: [1, 2, 0] },
      { shapes: [[2, 3, 2]], params: [2, 1, 0] }, { shapes: [[2, 3, 2]], params: [0, 2, 1] },
      { shapes: [[1, 2, 3, 2]], params: [3, 1, 0, 2] }, { shapes: [[2, 1, 2, 2]], params: [1, 3, 2, 0] },
    ],
  },
  permuted,
);

function permuted(shape: Shape, permutation: readonly number[]): Shape {
  const sorted = [...permutation].sort((a, b) => a - b);
  if (permutation.length !== shape.length || sorted.some((axis, i) => axis !== i)) {
    throw new ShapeError(
      `permute: [${permutation.join(",")}] is no permutation of the axes of ${shapeText(shape)}.`,
    );
  }
  return permutation.map((axis) => shape[axis]!);
}

/** Matrix transpose: the last two axes exchanged. */
export const transpose = composition(
  (x: TensorLike): Tensor => {
    const input = asTensor(x);
    if (input.rank < 2) throw new ShapeError(`transpose: ${shapeText(input.shape)} has fewer than two axes.`);
    const axes = Array.from({ length: input.rank }, (_, i) => i);
    return permute(input, [...axes.slice(0, -2), input.rank - 1, input.rank - 2]);
  },
  {
    name: "transpose",
    inputs: ["x"],
    about: {
      formula: "ȳ transposed",
      kind: "linear",
      domain: domains.reals,
      // prettier-ignore
      samples: [
        [2, 3], [1, 1], [3, 1], [1, 4], [0, 2], [2, 0], [4, 4], [2, 2, 3], [1, 2, 3], [3, 1, 2], [2, 1, 2, 3], [1, 1, 3, 1],
      ].map((shape) => ({ shapes: [shape] })),
    },
  },
);

const stretches: readonly (readonly [Shape, Shape])[] = [
  [[], [3]], [[1], [3]], [[3], [3]], [[3], [2, 3]], [[2, 1], [2, 3]], [[1, 3], [2, 3]], [[], [2, 2]], [[1], [0]],
  [[2, 1, 3], [2, 2, 3]], [[3], [2, 2, 3]], [[1, 1, 1], [2, 1, 2]], [[2, 1], [2, 2, 3]], [[2, 1, 2, 1], [2, 3, 2, 2]],
]; // prettier-ignore

/** Repeated along missing axes and axes of length 1, without a copy. Its partner is `sumTo`. */
export const broadcastTo: Linear<Shape> = linear<Shape>(
  "broadcastTo",
  (x, shape) => broadcastValues(x, shape),
  (g, from) => sumTo(g, from),
  {
    formula: "Σ ȳ over the repeated axes",
    samples: stretches.map(([from, to]) => ({ shapes: [from], params: to })),
  },
  (from, to) => {
    checkBroadcast(from, to);
    return to;
  },
);

/** Summed over the axes along which the given shape would be repeated. Its partner is `broadcastTo`. */
export const sumTo: Linear<Shape> = linear<Shape>(
  "sumTo",
  (x, shape) => sumToValues(x, summed(x.shape, shape)),
  (g, from) => broadcastTo(g, from),
  { formula: "ȳ repeated", samples: stretches.map(([from, to]) => ({ shapes: [to], params: from })) },
  summed,
);

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
  readonly start: readonly number[];
  readonly stop: readonly number[];
}

/** The elements inside a range, as a view. Its partner is `pad`. */
export const slice: Linear<Range> = linear<Range>(
  "slice",
  (x, { start, stop }) => {
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
  (g, from, { start }) => pad(g, { before: start, shape: from }),
  {
    formula: "ȳ padded with zeros",
    // prettier-ignore
    samples: [
      { shapes: [[]], params: { start: [], stop: [] } }, { shapes: [[4]], params: { start: [1], stop: [3] } },
      { shapes: [[4]], params: { start: [0], stop: [4] } }, { shapes: [[4]], params: { start: [2], stop: [2] } },
      { shapes: [[1]], params: { start: [0], stop: [1] } }, { shapes: [[3, 4]], params: { start: [1, 0], stop: [3, 2] } },
      { shapes: [[3, 4]], params: { start: [0, 3], stop: [3, 4] } }, { shapes: [[0, 3]], params: { start: [0, 1], stop: [0, 2] } },
      { shapes: [[2, 3, 2]], params: { start: [1, 1, 0], stop: [2, 3, 2] } }, { shapes: [[2, 1, 3]], params: { start: [0, 0, 1], stop: [2, 1, 2] } },
      { shapes: [[2, 3, 2]], params: { start: [0, 2, 1], stop: [1, 3, 2] } }, { shapes: [[2, 2, 2, 2]], params: { start: [0, 1, 0, 1], stop: [2, 2, 1, 2] } },
    ],
  },
);

/** Where a tensor goes inside a larger one of zeros. */
export interface Frame {
  readonly before: readonly number[];
  readonly shape: Shape;
}

/** x inside a larger tensor of zeros. Its partner is `slice`. */
export const pad: Linear<Frame> = linear<Frame>(
  "pad",
  (x, { before, shape }) => {
    const fits = (from: number, axis: number): boolean =>
      Number.isInteger(from) && from >= 0 && from + x.shape[axis]! <= shape[axis]!;
    if (before.length !== x.dimension || shape.length !== x.dimension || !before.every(fits)) {
      throw new ShapeError(
        `pad: ${shapeText(x.shape)} at [${before.join(",")}] does not fit into ${shapeText(shape)}.`,
      );
    }
    return padValues(x, before, shape);
  },
  (g, from, { before }) =>
    slice(g, { start: before, stop: before.map((start, axis) => start + from[axis]!) }),
  {
    formula: "ȳ sliced",
    // prettier-ignore
    samples: [
      { shapes: [[]], params: { before: [], shape: [] } }, { shapes: [[2]], params: { before: [1], shape: [4] } },
      { shapes: [[2]], params: { before: [0], shape: [2] } }, { shapes: [[0]], params: { before: [1], shape: [3] } },
      { shapes: [[1]], params: { before: [2], shape: [3] } }, { shapes: [[2, 3]], params: { before: [1, 0], shape: [3, 4] } },
      { shapes: [[2, 1]], params: { before: [0, 2], shape: [2, 3] } }, { shapes: [[0, 2]], params: { before: [0, 0], shape: [2, 2] } },
      { shapes: [[1, 2, 2]], params: { before: [1, 0, 1], shape: [2, 3, 3] } }, { shapes: [[2, 1, 3]], params: { before: [0, 1, 0], shape: [2, 2, 3] } },
      { shapes: [[3, 1]], params: { before: [0, 0], shape: [4, 1] } }, { shapes: [[1, 2, 1, 2]], params: { before: [1, 0, 0, 1], shape: [2, 2, 1, 3] } },
    ],
  },
);

/** The part of one axis from start to stop. */
export function sliceAxis(x: Tensor, axis: number, start: number, stop: number): Tensor {
  checkArgument("sliceAxis", "x", x, Tensor);
  const at = normalizeAxis("sliceAxis", axis, x.rank);
  return slice(x, {
    start: x.shape.map((_, i) => (i === at ? start : 0)),
    stop: x.shape.map((length, i) => (i === at ? stop : length)),
  });
}
