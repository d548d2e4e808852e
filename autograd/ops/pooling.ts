/**
 * Pooling: reductions of windows of an image, channel by channel. Windows may overlap, and may reach over the edge.
 */
import { describeValue, ShapeError, UserError } from "../../lib/index.ts";
import {
  maxPoolValues,
  maxShares,
  meanShares,
  poolValues,
  shapeText,
  type Shares,
  type Tensor,
  unpoolValues,
  type Windows,
} from "../../tensor/index.ts";
import { composition, type Declared, type TensorLike } from "../operation.ts";
import { primitive } from "../primitive.ts";
import { mean } from "./reduce.ts";
import { pairOf, type Pair } from "./unfold.ts";

/** How the windows of a pooling lie on the image. */
export interface PoolOptions {
  /** Size of a window. */
  readonly kernel: Pair;
  /** As the kernel unless given: windows side by side. */
  readonly stride?: Pair;
  /** 0 unless given; at most half the kernel, so that no window lies wholly outside. */
  readonly padding?: Pair;
}

/**
 * The windows of a pooling.
 * @throws UserError for an option out of range
 * @example
 * poolWindows("maxPool2d", { kernel: 2 }).stride; // → [ 2, 2 ]
 */
export function poolWindows(who: string, options: PoolOptions): Windows {
  if (typeof (options as unknown) !== "object") {
    throw new UserError(`${who}: the options are ${describeValue(options)}, expected { kernel: 2 }.`);
  }
  const kernel = pairOf(who, "kernel", options.kernel, 1);
  const stride = pairOf(who, "stride", options.stride ?? kernel, 1);
  const padding = pairOf(who, "padding", options.padding ?? 0, 0);
  if (padding.some((p, axis) => 2 * p > kernel[axis]!)) {
    throw new UserError(
      `${who}: padding ${padding.join("×")} is more than half of the kernel ${kernel.join("×")}.`,
    );
  }
  return { kernel, stride, padding, dilation: [1, 1] };
}

function imageShape(who: string, x: Tensor): [number, number, number, number] {
  if (x.rank !== 4) throw new ShapeError(`${who}: x ${shapeText(x.shape)}: expected [N, C, H, W].`);
  return x.shape as [number, number, number, number];
}

/** Shares as `pool` takes them, for errors. */
const shares = meanShares([1, 1, 2, 2], poolWindows("pool", { kernel: 2 }));

/**
 * Each output the sum of its window's elements times their shares; the adjoint of `unpool`.
 * @example
 * const shares = meanShares([1, 1, 1, 2], poolWindows("pool", { kernel: [1, 2] }));
 * pool(tensor([[[[1, 3]]]]), shares); // → Tensor [1,1,1,1] [[[[2]]]]
 */
export const pool: Declared<(x: TensorLike, shares: Shares) => Tensor> = primitive({
  name: "pool",
  inputs: ["x"],
  forward: ({ x }, shares: Shares) => poolValues(x, shares),
  rules: { x: (g, { params }) => unpool(g, params) },
  formula: "ȳ handed out by the shares",
  kind: "linear",
  example: shares,
});

/**
 * Each output's number distributed over its window's elements by their shares; the adjoint of `pool`.
 * @example
 * const shares = meanShares([1, 1, 1, 2], poolWindows("unpool", { kernel: [1, 2] }));
 * unpool(tensor([[[[4]]]]), shares); // → Tensor [1,1,1,2] [[[[2, 2]]]]
 */
export const unpool: Declared<(x: TensorLike, shares: Shares) => Tensor> = primitive({
  name: "unpool",
  inputs: ["x"],
  forward: ({ x }, shares: Shares) => unpoolValues(x, shares),
  rules: { x: (g, { params }) => pool(g, params) },
  formula: "ȳ pooled by the shares",
  kind: "linear",
  example: shares,
});

/**
 * The largest element of every window; the padding never wins. NaN if any element is NaN. x [N, C, H, W].
 * @example
 * maxPool2d(tensor([[[[1, 2], [3, 4]]]]), { kernel: 2 }); // → Tensor [1,1,1,1] [[[[4]]]]
 */
export const maxPool2d: Declared<(x: TensorLike, options: PoolOptions) => Tensor> = primitive({
  name: "maxPool2d",
  inputs: ["x"],
  prepare: ({ x }, options: PoolOptions) => {
    const windows = poolWindows("maxPool2d", options);
    imageShape("maxPool2d", x);
    return windows;
  },
  forward: ({ x }, windows) => maxPoolValues(x, windows),
  rules: { x: (g, { x, out, params }) => unpool(g, maxShares(x.values, out.values, params)) },
  formula: "ȳ to the largest of each window",
  kind: "kinked",
  ties: "tied elements share the cotangent evenly",
  example: { kernel: 2 },
});

/**
 * The mean of every window, zeros of the padding included. x [N, C, H, W].
 * @example
 * avgPool2d(tensor([[[[1, 2], [3, 4]]]]), { kernel: 2 }); // → Tensor [1,1,1,1] [[[[2.5]]]]
 */
export const avgPool2d = composition({
  name: "avgPool2d",
  inputs: ["x"],
  compute: (x: Tensor, options: PoolOptions): Tensor => {
    const windows = poolWindows("avgPool2d", options);
    return pool(x, meanShares(imageShape("avgPool2d", x), windows));
  },
  formula: "ȳ/kernel size to each of a window",
  kind: "linear",
  example: { kernel: 2 },
});

/**
 * The mean of every channel: [N, C, H, W] to [N, C].
 * @example
 * globalAvgPool2d(tensor([[[[1, 2], [3, 4]]]])); // → Tensor [1,1] [[2.5]]
 */
export const globalAvgPool2d = composition({
  name: "globalAvgPool2d",
  inputs: ["x"],
  compute: (x: Tensor): Tensor => {
    imageShape("globalAvgPool2d", x);
    return mean(x, { axes: [2, 3] });
  },
  formula: "ȳ/(H·W) to each pixel",
  kind: "linear",
});
