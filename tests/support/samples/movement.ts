/**
 * Samples of the maps that move elements: autograd/ops/movement, gather and join.
 */
import { normalizeAxis, type Shape } from "../../../tensor/index.ts";
import { ofShapes } from "./families.ts";
import type { Sample, Samples } from "./sample.ts";

// prettier-ignore
const stretches: readonly (readonly [Shape, Shape])[] = [
  [[], [3]], [[1], [3]], [[3], [3]], [[3], [2, 3]], [[2, 1], [2, 3]], [[1, 3], [2, 3]], [[], [2, 2]], [[1], [0]],
  [[2, 1, 3], [2, 2, 3]], [[3], [2, 2, 3]], [[1, 1, 1], [2, 1, 2]], [[2, 1], [2, 2, 3]], [[2, 1, 2, 1], [2, 3, 2, 2]],
];

/** Shapes, axes and lists: whole, reversed, permuted, repeated, empty, of one. */
// prettier-ignore
const picks: readonly (readonly [shape: Shape, axis: number, indices: readonly number[]])[] = [
  [[4], 0, [0, 1, 2, 3]], [[4], 0, [3, 2, 1, 0]], [[4], -1, [2, 2, 0, 2, 0]], [[3], 0, []], [[1], 0, [0]],
  [[1], 0, [0, 0, 0]], [[0], 0, []], [[2, 3], 0, [1]], [[2, 3], 1, [2, 0, 1]], [[2, 3], -1, [1, 1]], [[3, 1], 1, [0, 0]],
  [[1, 3], -2, [0, 0]], [[2, 0], 0, [1, 0, 1]], [[0, 2], 1, [1, 1]], [[2, 3, 2], 1, [2, 0, 2]], [[2, 1, 3], 2, [2, 1]],
  [[2, 2, 1, 2], 1, [1, 1, 0]],
];

function scattered([shape, axis, indices]: (typeof picks)[number]): Sample {
  const at = normalizeAxis("scatterAdd", axis, shape.length);
  const from = shape.map((n, i) => (i === at ? indices.length : n));
  return { shapes: [from], params: { indices, axis, length: shape[at]! } };
}

// prettier-ignore
export const movement: Samples = {
  reshape: [
    { shapes: [[]], params: [1, 1] }, { shapes: [[1]], params: [] }, { shapes: [[6]], params: [2, 3] },
    { shapes: [[2, 3]], params: [3, 2] }, { shapes: [[2, 3]], params: [6] }, { shapes: [[0, 2]], params: [0] },
    { shapes: [[2, 1, 3]], params: [2, 3] }, { shapes: [[2, 3, 2]], params: [4, 3] },
    { shapes: [[1, 1]], params: [1] }, { shapes: [[2, 2, 1, 2]], params: [8] }, { shapes: [[4]], params: [2, 2, 1] },
    { shapes: [[3, 4]], params: [2, 2, 3] },
  ],
  permute: [
    { shapes: [[]], params: [] }, { shapes: [[3]], params: [0] }, { shapes: [[2, 3]], params: [1, 0] },
    { shapes: [[2, 3]], params: [0, 1] }, { shapes: [[1, 3]], params: [1, 0] }, { shapes: [[0, 2]], params: [1, 0] },
    { shapes: [[2, 1, 3]], params: [2, 0, 1] }, { shapes: [[2, 3, 2]], params: [1, 2, 0] },
    { shapes: [[2, 3, 2]], params: [2, 1, 0] }, { shapes: [[2, 3, 2]], params: [0, 2, 1] },
    { shapes: [[1, 2, 3, 2]], params: [3, 1, 0, 2] }, { shapes: [[2, 1, 2, 2]], params: [1, 3, 2, 0] },
  ],
  transpose: ofShapes([
    [2, 3], [1, 1], [3, 1], [1, 4], [0, 2], [2, 0], [4, 4], [2, 2, 3], [1, 2, 3], [3, 1, 2], [2, 1, 2, 3], [1, 1, 3, 1],
  ]),
  broadcastTo: stretches.map(([from, to]) => ({ shapes: [from], params: to })),
  sumTo: stretches.map(([from, to]) => ({ shapes: [to], params: from })),
  slice: [
    { shapes: [[]], params: { start: [], stop: [] } }, { shapes: [[4]], params: { start: [1], stop: [3] } },
    { shapes: [[4]], params: { start: [0], stop: [4] } }, { shapes: [[4]], params: { start: [2], stop: [2] } },
    { shapes: [[1]], params: { start: [0], stop: [1] } }, { shapes: [[3, 4]], params: { start: [1, 0], stop: [3, 2] } },
    { shapes: [[3, 4]], params: { start: [0, 3], stop: [3, 4] } }, { shapes: [[0, 3]], params: { start: [0, 1], stop: [0, 2] } },
    { shapes: [[2, 3, 2]], params: { start: [1, 1, 0], stop: [2, 3, 2] } }, { shapes: [[2, 1, 3]], params: { start: [0, 0, 1], stop: [2, 1, 2] } },
    { shapes: [[2, 3, 2]], params: { start: [0, 2, 1], stop: [1, 3, 2] } }, { shapes: [[2, 2, 2, 2]], params: { start: [0, 1, 0, 1], stop: [2, 2, 1, 2] } },
  ],
  pad: [
    { shapes: [[]], params: { before: [], shape: [] } }, { shapes: [[2]], params: { before: [1], shape: [4] } },
    { shapes: [[2]], params: { before: [0], shape: [2] } }, { shapes: [[0]], params: { before: [1], shape: [3] } },
    { shapes: [[1]], params: { before: [2], shape: [3] } }, { shapes: [[2, 3]], params: { before: [1, 0], shape: [3, 4] } },
    { shapes: [[2, 1]], params: { before: [0, 2], shape: [2, 3] } }, { shapes: [[0, 2]], params: { before: [0, 0], shape: [2, 2] } },
    { shapes: [[1, 2, 2]], params: { before: [1, 0, 1], shape: [2, 3, 3] } }, { shapes: [[2, 1, 3]], params: { before: [0, 1, 0], shape: [2, 2, 3] } },
    { shapes: [[3, 1]], params: { before: [0, 0], shape: [4, 1] } }, { shapes: [[1, 2, 1, 2]], params: { before: [1, 0, 0, 1], shape: [2, 2, 1, 3] } },
  ],
  gather: picks.map(([shape, axis, indices]) => ({ shapes: [shape], params: { indices, axis } })),
  scatterAdd: picks.map(scattered),
  /** Three tensors each. */
  concat: ([
    [[[1], [2], [3]], 0], [[[1], [1], [1]], 0], [[[0], [2], [1]], 0], [[[2, 3], [1, 3], [2, 3]], 0],
    [[[2, 3], [2, 1], [2, 2]], 1], [[[2, 1], [2, 1], [2, 1]], -1], [[[1, 2], [1, 2], [0, 2]], 0],
    [[[2, 1, 2], [2, 2, 2], [2, 1, 2]], 1], [[[1, 1, 1], [1, 1, 2], [1, 1, 1]], 2], [[[2, 2, 2], [1, 2, 2], [1, 2, 2]], 0],
    [[[1, 2, 1, 2], [1, 1, 1, 2], [1, 1, 1, 2]], 1], [[[4], [3], [2]], 0],
  ] as const).map(([shapes, axis]) => ({ shapes, params: axis })),
};
