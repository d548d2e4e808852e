/**
 * Pooling: reductions of windows of an image, channel by channel. Windows may overlap, and may reach over the edge.
 */
import { ShapeError, UserError } from "../../lib/index.ts";
import {
  mapValues,
  ones,
  shapeText,
  Tensor,
  windowCounts,
  type Shape,
  type Windows,
} from "../../tensor/index.ts";
import { composition, domains, type About } from "../primitive.ts";
import { add } from "./arithmetic.ts";
import { pairOf, unfold, type Pair } from "./unfold.ts";
import { reshape } from "./movement.ts";
import { max, mean } from "./reduce.ts";

export interface PoolOptions {
  readonly kernel: Pair;
  /** As the kernel unless given: windows side by side. */
  readonly stride?: Pair;
  /** 0 unless given; at most half the kernel, so that no window lies wholly outside. */
  readonly padding?: Pair;
}

/** The windows of a pooling. */
export function poolWindows(who: string, options: PoolOptions): Windows {
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

/** Windows of every channel as rows [N·C·windows, kernel], and the way back to images. */
function pooled(
  who: string,
  x: Tensor,
  options: PoolOptions,
  reduce: (rows: Tensor, windows: Windows) => Tensor,
): Tensor {
  const windows = poolWindows(who, options);
  const [n, c, h, w] = imageShape(who, x);
  const counts = windowCounts(who, h, w, windows);
  const rows = unfold(reshape(x, [n * c, 1, h, w]), windows);
  return reshape(reduce(rows, windows), [n, c, ...counts]);
}

/** 0 where a window's element lies inside the image, −∞ outside. */
function outside(image: Shape, windows: Windows): Tensor {
  const inside = unfold(ones(image), windows);
  return new Tensor(mapValues(inside.values, (is) => (is === 1 ? 0 : -Infinity)));
}

// prettier-ignore
const samples = ([
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

/** The largest element of every window; the padding never wins. NaN if any element is NaN. x [N, C, H, W]. */
export const maxPool2d = composition(
  (x: Tensor, options: PoolOptions): Tensor =>
    pooled("maxPool2d", x, options, (rows, windows) => {
      const padded = windows.padding.some((p) => p > 0);
      const [n, c, h, w] = x.shape as [number, number, number, number];
      return max(padded ? add(rows, outside([n * c, 1, h, w], windows)) : rows, { axes: [1] });
    }),
  {
    name: "maxPool2d",
    inputs: ["x"],
    about: about("ȳ to the largest of each window", "kinked", "tied elements share the cotangent evenly"),
  },
);

/** The mean of every window, zeros of the padding included. x [N, C, H, W]. */
export const avgPool2d = composition(
  (x: Tensor, options: PoolOptions): Tensor =>
    pooled("avgPool2d", x, options, (rows) => mean(rows, { axes: [1] })),
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
