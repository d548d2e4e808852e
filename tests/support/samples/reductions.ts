/**
 * Samples of reductions, the softmax family, normalisations and products of matrices: autograd/ops/reduce, moments,
 * softmax, normalize and product.
 */
import type { Over } from "../../../autograd/index.ts";
import { emptyReductionSamples, reductionSamples } from "./families.ts";
import type { Sample, Samples } from "./sample.ts";

const withEmpty = [...reductionSamples, ...emptyReductionSamples];

// prettier-ignore
const alongAxis: readonly (readonly [shape: readonly number[], axis: number])[] = [
  [[3], 0], [[1], 0], [[5], -1], [[2, 3], 1], [[2, 3], 0], [[3, 1], 1], [[3, 1], 0], [[0, 2], 1],
  [[2, 3, 2], 1], [[2, 1, 3], -1], [[2, 2, 2], 0], [[2, 1, 2, 3], 3],
];
const softmax: readonly Sample[] = alongAxis.map(([shape, axis]) => ({ shapes: [shape], params: axis }));
const products = (shapes: readonly Sample["shapes"][]): Sample[] =>
  shapes.map((inputs) => ({ shapes: inputs }));

// prettier-ignore
export const reductions: Samples = {
  sum: withEmpty,
  mean: reductionSamples,
  max: reductionSamples,
  min: reductionSamples,
  prod: withEmpty,
  logSumExp: reductionSamples,
  variance: [
    ...reductionSamples,
    { shapes: [[4]], params: { ddof: 1 } },
    { shapes: [[3, 2]], params: { axes: [0], ddof: 1, keepDims: true } },
  ],
  softmax,
  logSoftmax: softmax,
  softmaxDerivative: alongAxis.map(([shape, axis]) => ({ shapes: [shape, shape], params: axis })),
  // Normalisations with ε = 0.1, so that axes of length 1 and 2 have well-scaled derivatives too.
  standardize: reductionSamples.map(({ shapes, params }) => ({
    shapes,
    params: { ...(params as Over), eps: 0.1 },
  })),
  batchNorm: [
    [3, 2], [4, 1], [2, 3], [5, 2], [4, 3], [1, 2], [3, 4], [3, 2, 1], [2, 2, 2], [1, 3, 2], [2, 1, 2, 2], [2, 2, 1, 2],
  ].map((shape) => ({ shapes: [shape, [shape[1]!], [shape[1]!]], params: { eps: 0.1 } })),
  layerNorm: ([
    [[3], 1], [[1, 3], 1], [[2, 3], 1], [[3, 1], 1], [[2, 4], 1], [[4, 2], 1], [[0, 3], 1], [[2, 3], 2], [[2, 2, 3], 1],
    [[2, 2, 3], 2], [[1, 2, 2], 3], [[2, 1, 2, 2], 2],
  ] as const).map(([shape, last]) => ({ shapes: [shape, shape.slice(-last), shape.slice(-last)], params: { eps: 0.1 } })),
  groupNorm: ([
    [[2, 4], 2], [[1, 2], 1], [[3, 4], 4], [[2, 2, 3], 1], [[2, 2, 3], 2], [[1, 4, 2, 2], 2], [[2, 2, 2, 2], 1],
    [[1, 3, 2, 1], 3], [[0, 2], 1], [[2, 6], 3], [[1, 4, 1, 3], 4], [[3, 2, 1, 2], 1],
  ] as const).map(([shape, groups]) => ({ shapes: [shape, [shape[1]], [shape[1]]], params: { groups, eps: 0.1 } })),
  matmul: products([
    [[2, 3], [3, 2]], [[1, 1], [1, 1]], [[1, 4], [4, 1]], [[4, 1], [1, 3]], [[0, 2], [2, 3]], [[2, 0], [0, 3]],
    [[5, 4], [4, 5]], [[2, 2, 3], [2, 3, 2]], [[2, 2, 3], [3, 2]], [[2, 3], [2, 3, 1]], [[1, 2, 2], [3, 2, 1]],
    [[2, 1, 2, 2], [2, 2, 1]], [[6, 5], [5, 4]],
  ]),
  affine: products([
    [[2, 3], [2, 3], [2]], [[1, 1], [1, 1], [1]], [[1, 4], [3, 4], [3]], [[4, 1], [2, 1], [2]], [[0, 2], [3, 2], [3]],
    [[2, 0], [3, 0], [3]], [[5, 4], [5, 4], [5]], [[2, 3], [1, 3], [1]], [[1, 2], [4, 2], [4]], [[3, 2], [4, 2], [4]],
    [[4, 4], [4, 4], [4]], [[6, 5], [4, 5], [4]],
  ]),
  linear: products([
    [[2, 3], [2, 3]], [[1, 1], [1, 1]], [[1, 4], [3, 4]], [[4, 1], [2, 1]], [[0, 2], [3, 2]], [[2, 0], [3, 0]],
    [[5, 4], [5, 4]], [[2, 3], [1, 3]], [[1, 2], [4, 2]], [[3, 2], [4, 2]], [[4, 4], [4, 4]], [[6, 5], [4, 5]],
  ]),
  dot: products([
    [[], []], [[3], [3]], [[1], [1]], [[0], [0]], [[2, 3], [2, 3]], [[1, 3], [1, 3]], [[3, 1], [3, 1]], [[2, 0], [2, 0]],
    [[2, 1, 3], [2, 1, 3]], [[2, 2, 2], [2, 2, 2]], [[5], [5]], [[2, 1, 2, 2], [2, 1, 2, 2]],
  ]),
};
