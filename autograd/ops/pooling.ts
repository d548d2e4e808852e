/**
 * Pooling: reductions of windows of an image, channel by channel. Windows may overlap, and may reach over the edge.
 */
import { describeValue, ShapeError, UserError } from "../../lib/index.ts";
import {
  maxPoolValues,
  maxShares,
  meanShares,
  poolValues,
  type Shape,
  shapeText,
  type Shares,
  type Tensor,
  unpoolValues,
  type Windows,
} from "../../tensor/index.ts";
import { linear, type Linear } from "../linear.ts";
import {
  apply,
  composition,
  declare,
  domains,
  type About,
  type Primitive,
  type Sample,
} from "../primitive.ts";
import { mean } from "./reduce.ts";
import { pairOf, type Pair } from "./unfold.ts";

export interface PoolOptions {
  readonly kernel: Pair;
  /** As the kernel unless given: windows side by side. */
  readonly stride?: Pair;
  /** 0 unless given; at most half the kernel, so that no window lies wholly outside. */
  readonly padding?: Pair;
}

/** The windows of a pooling. */
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

// prettier-ignore
const samples: readonly { readonly shapes: readonly [Shape]; readonly params: PoolOptions }[] = ([
  [[1, 1, 1, 1], { kernel: 1 }], [[1, 1, 2, 2], { kernel: 2 }], [[1, 1, 4, 4], { kernel: 2 }], [[2, 1, 2, 2], { kernel: 2 }],
  [[1, 2, 3, 3], { kernel: 2, stride: 1 }], [[1, 1, 5, 5], { kernel: 3, stride: 2, padding: 1 }], [[1, 1, 4, 3], { kernel: [2, 3] }],
  [[1, 1, 3, 4], { kernel: 3, stride: 1, padding: 1 }], [[1, 3, 2, 2], { kernel: 2, stride: 2 }], [[1, 1, 1, 4], { kernel: [1, 2] }],
  [[0, 1, 2, 2], { kernel: 2 }], [[1, 1, 5, 4], { kernel: 2, stride: 3, padding: 1 }],
] as const).map(([shape, options]) => ({ shapes: [shape], params: options }));

const about = (formula: string, kind: About["kind"], ties?: string): About => ({
  formula,
  kind,
  domain: domains.reals,
  samples,
  ...(ties === undefined ? {} : { ties }),
});

/** Each output the sum of its window's elements times their shares; the adjoint of `unpool`. */
export const pool: Linear<Shares> = linear<Shares>(
  "pool",
  (x, shares) => poolValues(x, shares),
  (g, _from, shares) => unpool(g, shares),
  { formula: "ȳ handed out by the shares", samples: shareSamples("image") },
);

/** Each output's number handed out to its window's elements by their shares; the adjoint of `pool`. */
export const unpool: Linear<Shares> = linear<Shares>(
  "unpool",
  (y, shares) => unpoolValues(y, shares),
  (g, _from, shares) => pool(g, shares),
  { formula: "ȳ pooled by the shares", samples: shareSamples("output") },
);

function shareSamples(from: "image" | "output"): Sample[] {
  return samples.map(({ shapes: [image], params }) => {
    const shares = meanShares(image, poolWindows("pool", params));
    return { shapes: [shares[from]], params: shares };
  });
}

const maxPrimitive: Primitive<"x", Windows> = {
  name: "maxPool2d",
  inputs: ["x"],
  forward: ({ x }, windows) => maxPoolValues(x, windows),
  rules: { x: (g, { x, out, params }) => unpool(g, maxShares(x.values, out.values, params)) },
};

/** The largest element of every window; the padding never wins. NaN if any element is NaN. x [N, C, H, W]. */
export const maxPool2d = declare(
  (x: Tensor, options: PoolOptions): Tensor => {
    const windows = poolWindows("maxPool2d", options);
    imageShape("maxPool2d", x);
    return apply(maxPrimitive, [x], windows);
  },
  {
    name: "maxPool2d",
    inputs: ["x"],
    about: about("ȳ to the largest of each window", "kinked", "tied elements share the cotangent evenly"),
  },
  true,
);

/** The mean of every window, zeros of the padding included. x [N, C, H, W]. */
export const avgPool2d = composition(
  (x: Tensor, options: PoolOptions): Tensor => {
    const windows = poolWindows("avgPool2d", options);
    return pool(x, meanShares(imageShape("avgPool2d", x), windows));
  },
  { name: "avgPool2d", inputs: ["x"], about: about("ȳ/kernel size to each of a window", "linear") },
);

/** The mean of every channel: [N, C, H, W] to [N, C]. */
export const globalAvgPool2d = composition(
  (x: Tensor): Tensor => {
    imageShape("globalAvgPool2d", x);
    return mean(x, { axes: [2, 3] });
  },
  {
    name: "globalAvgPool2d",
    inputs: ["x"],
    about: {
      ...about("ȳ/(H·W) to each pixel", "linear"),
      samples: samples.map(({ shapes }) => ({ shapes })),
    },
  },
);
