/**
 * Samples of operations on windows of images: autograd/ops/unfold, pooling and convolution.
 */
import {
  poolWindows,
  windowsOf,
  type ConvolutionOptions,
  type PoolOptions,
} from "../../../autograd/index.ts";
import { meanShares, windowCounts, type Shape, type Windows } from "../../../tensor/index.ts";
import type { Sample, Samples } from "./sample.ts";

// prettier-ignore
const unfolded: readonly (readonly [Shape, Windows])[] = ([
  // image, then kernel, stride, padding, dilation, each vertical and horizontal
  [[1, 1, 1, 1], [1, 1, 1, 1, 0, 0, 1, 1]], [[1, 1, 3, 3], [2, 2, 1, 1, 0, 0, 1, 1]],
  [[2, 1, 3, 3], [3, 3, 1, 1, 0, 0, 1, 1]], [[1, 2, 3, 3], [2, 2, 1, 1, 1, 1, 1, 1]],
  [[1, 1, 4, 4], [2, 2, 2, 2, 0, 0, 1, 1]], [[1, 1, 5, 4], [3, 2, 2, 1, 1, 0, 1, 1]],
  [[1, 1, 5, 5], [2, 2, 1, 1, 0, 0, 2, 2]], [[1, 1, 4, 3], [2, 2, 3, 2, 1, 1, 1, 1]],
  [[2, 2, 2, 3], [1, 1, 1, 1, 0, 0, 1, 1]], [[1, 1, 1, 4], [1, 3, 1, 1, 0, 1, 1, 1]],
  [[0, 1, 3, 3], [2, 2, 1, 1, 0, 0, 1, 1]], [[1, 1, 5, 5], [3, 3, 2, 2, 2, 2, 2, 2]],
] as const).map(([shape, [ky, kx, sy, sx, py, px, dy, dx]]) => [
  shape, { kernel: [ky, kx], stride: [sy, sx], padding: [py, px], dilation: [dy, dx] },
]);

function folded([shape, windows]: (typeof unfolded)[number]): Sample {
  const [n, c, h, w] = shape as [number, number, number, number];
  const [down, across] = windowCounts("fold", h, w, windows);
  const rows = [n * down * across, c * windows.kernel[0] * windows.kernel[1]];
  return { shapes: [rows], params: { windows, shape } };
}

// prettier-ignore
const pooled: readonly (readonly [Shape, PoolOptions])[] = [
  [[1, 1, 1, 1], { kernel: 1 }], [[1, 1, 2, 2], { kernel: 2 }], [[1, 1, 4, 4], { kernel: 2 }], [[2, 1, 2, 2], { kernel: 2 }],
  [[1, 2, 3, 3], { kernel: 2, stride: 1 }], [[1, 1, 5, 5], { kernel: 3, stride: 2, padding: 1 }], [[1, 1, 4, 3], { kernel: [2, 3] }],
  [[1, 1, 3, 4], { kernel: 3, stride: 1, padding: 1 }], [[1, 3, 2, 2], { kernel: 2, stride: 2 }], [[1, 1, 1, 4], { kernel: [1, 2] }],
  [[0, 1, 2, 2], { kernel: 2 }], [[1, 1, 5, 4], { kernel: 2, stride: 3, padding: 1 }],
];
const pooling: readonly Sample[] = pooled.map(([shape, options]) => ({ shapes: [shape], params: options }));
const withShares = (from: "image" | "output"): Sample[] =>
  pooled.map(([image, options]) => {
    const shares = meanShares(image, poolWindows("pool", options));
    return { shapes: [shares[from]], params: shares };
  });

/** Image, weight, windows and output of the three maps of a convolution. */
interface Case {
  readonly x: Shape;
  readonly weight: Shape;
  readonly y: Shape;
  readonly windows: Windows;
}

// prettier-ignore
const convolved: readonly Case[] = ([
  [[1, 1, 1, 1], [1, 1, 1, 1], {}], [[1, 1, 3, 3], [1, 1, 2, 2], {}], [[2, 1, 3, 3], [2, 1, 3, 3], { padding: 1 }],
  [[1, 2, 3, 3], [1, 2, 2, 2], { stride: 2 }], [[1, 1, 4, 4], [2, 1, 2, 2], { stride: [2, 1] }],
  [[1, 1, 5, 4], [1, 1, 3, 2], { stride: 2, padding: [1, 0] }], [[1, 1, 5, 5], [1, 1, 2, 2], { dilation: 2 }],
  [[1, 2, 2, 3], [2, 2, 1, 1], {}], [[1, 1, 1, 4], [2, 1, 1, 3], { padding: [0, 1] }],
  [[1, 1, 4, 3], [1, 1, 2, 2], { stride: 3, padding: 2 }], [[2, 2, 3, 2], [2, 2, 3, 2], { padding: 1, stride: 2 }],
  [[0, 1, 3, 3], [1, 1, 2, 2], {}],
] as const).map(([x, weight, options]: readonly [Shape, Shape, ConvolutionOptions]) => {
  const windows = windowsOf("correlate", [weight[2]!, weight[3]!], options);
  const counts = windowCounts("correlate", x[2]!, x[3]!, windows);
  return { x, weight, windows, y: [x[0]!, weight[0]!, ...counts] };
});

// prettier-ignore
export const windows: Samples = {
  unfold: unfolded.map(([shape, params]) => ({ shapes: [shape], params })),
  fold: unfolded.map(folded),
  pool: withShares("image"),
  unpool: withShares("output"),
  maxPool2d: pooling,
  avgPool2d: pooling,
  globalAvgPool2d: pooling.map(({ shapes }) => ({ shapes })),
  correlate: convolved.map(({ x, weight, windows }) => ({ shapes: [x, weight], params: windows })),
  convTranspose: convolved.map(({ x, weight, windows, y }) => ({ shapes: [y, weight], params: { windows, shape: x } })),
  convWeight: convolved.map(({ x, windows, y }) => ({ shapes: [x, y], params: windows })),
  conv2d: ([
    [[1, 1, 1, 1], [1, 1, 1, 1], {}], [[1, 1, 3, 3], [1, 1, 2, 2], {}], [[2, 1, 3, 3], [2, 1, 3, 3], { padding: 1 }],
    [[1, 2, 3, 3], [1, 2, 2, 2], { stride: 2 }], [[1, 1, 4, 4], [2, 1, 2, 2], { stride: [2, 1] }],
    [[1, 1, 5, 4], [1, 1, 3, 2], { stride: 2, padding: [1, 0] }], [[1, 1, 5, 5], [1, 1, 2, 2], { dilation: 2 }],
    [[1, 2, 3, 3], [2, 1, 2, 2], { groups: 2 }], [[1, 4, 2, 2], [2, 2, 1, 1], { groups: 2 }],
    [[1, 2, 2, 3], [2, 2, 1, 1], {}], [[1, 1, 1, 4], [2, 1, 1, 3], { padding: [0, 1] }],
    [[2, 2, 3, 2], [2, 1, 3, 2], { groups: 2, padding: 1, stride: 2 }], [[0, 1, 3, 3], [1, 1, 2, 2], {}],
  ] as const).map(([x, weight, options]) => ({ shapes: [x, weight, [weight[0]]], params: options })),
};
