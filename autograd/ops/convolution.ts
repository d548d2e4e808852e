/**
 * Convolution (cross-correlation, as is the custom) as an unfolding and a product.
 *
 * The unfolded image makes a convolution an affine map of windows: its rows are what BNP takes the statistics of, its
 * Hessian block is that of a dense layer on them. Nothing here has a rule of its own but the adjoint pair of unfold
 * and fold; all orders follow.
 */
import { ShapeError, UserError } from "../../lib/index.ts";
import {
  foldValues,
  shapeText,
  unfoldValues,
  windowCounts,
  type Shape,
  type Tensor,
  type Windows,
} from "../../tensor/index.ts";
import { linear as linearMap, type Linear } from "../linear.ts";
import { composition, domains, type Sample } from "../primitive.ts";
import { concat } from "./join.ts";
import { permute, reshape, sliceAxis } from "./movement.ts";
import { affine, linear } from "./product.ts";

/** Images [N, C, H, W] as rows [N·windows, C·kernel], zeros where a window reaches over the edge. */
export const unfold: Linear<Windows> = linearMap<Windows>(
  "unfold",
  (x, windows) => unfoldValues(x, windows),
  (g, shape, windows) => fold(g, { windows, shape }),
  { formula: "ȳ folded", samples: windowSamples((shape, windows) => ({ shapes: [shape], params: windows })) },
);

/** Rows added back into images of a shape. The adjoint of `unfold`. */
export const fold: Linear<{ readonly windows: Windows; readonly shape: Shape }> = linearMap<{
  readonly windows: Windows;
  readonly shape: Shape;
}>(
  "fold",
  (rows, { windows, shape }) => foldValues(rows, windows, shape),
  (g, _from, { windows }) => unfold(g, windows),
  {
    formula: "ȳ unfolded",
    samples: windowSamples((shape, windows) => {
      const [n, c, h, w] = shape as [number, number, number, number];
      const [down, across] = windowCounts("fold", h, w, windows);
      return {
        shapes: [[n * down * across, c * windows.kernel[0] * windows.kernel[1]]],
        params: { windows, shape },
      };
    }),
  },
);

function windowSamples(sample: (shape: Shape, windows: Windows) => Sample): Sample[] {
  // prettier-ignore
  const cases: readonly (readonly [Shape, readonly number[]])[] = [
    // image, then kernel, stride, padding, dilation, each vertical and horizontal
    [[1, 1, 1, 1], [1, 1, 1, 1, 0, 0, 1, 1]], [[1, 1, 3, 3], [2, 2, 1, 1, 0, 0, 1, 1]],
    [[2, 1, 3, 3], [3, 3, 1, 1, 0, 0, 1, 1]], [[1, 2, 3, 3], [2, 2, 1, 1, 1, 1, 1, 1]],
    [[1, 1, 4, 4], [2, 2, 2, 2, 0, 0, 1, 1]], [[1, 1, 5, 4], [3, 2, 2, 1, 1, 0, 1, 1]],
    [[1, 1, 5, 5], [2, 2, 1, 1, 0, 0, 2, 2]], [[1, 1, 4, 3], [2, 2, 3, 2, 1, 1, 1, 1]],
    [[2, 2, 2, 3], [1, 1, 1, 1, 0, 0, 1, 1]], [[1, 1, 1, 4], [1, 3, 1, 1, 0, 1, 1, 1]],
    [[0, 1, 3, 3], [2, 2, 1, 1, 0, 0, 1, 1]], [[1, 1, 5, 5], [3, 3, 2, 2, 2, 2, 2, 2]],
  ];
  return cases.map(([shape, [ky, kx, sy, sx, py, px, dy, dx]]) =>
    sample(shape, { kernel: [ky!, kx!], stride: [sy!, sx!], padding: [py!, px!], dilation: [dy!, dx!] }),
  );
}

/** One number for both directions, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

export interface ConvolutionOptions {
  /** 1 unless given. */
  readonly stride?: Pair;
  /** 0 unless given. */
  readonly padding?: Pair;
  /** 1 unless given. */
  readonly dilation?: Pair;
  /** Channels are divided into so many groups that do not see each other; 1 unless given. */
  readonly groups?: number;
}

export function pairOf(who: string, what: string, value: Pair, least: number): readonly [number, number] {
  const pair: readonly [number, number] = typeof value === "number" ? [value, value] : value;
  if (!pair.every((n) => Number.isInteger(n) && n >= least)) {
    throw new UserError(`${who}: ${what} ${pair.join("×")}: whole numbers from ${least} are needed.`);
  }
  return pair;
}

/** A pair for people: one number where both are equal, or vertical×horizontal. */
export function pairText([vertical, horizontal]: readonly [number, number]): string {
  return vertical === horizontal ? String(vertical) : `${vertical}×${horizontal}`;
}

/** The windows of a convolution with the given kernel. */
export function windowsOf(
  who: string,
  kernel: readonly [number, number],
  options: ConvolutionOptions,
): Windows {
  return {
    kernel,
    stride: pairOf(who, "stride", options.stride ?? 1, 1),
    padding: pairOf(who, "padding", options.padding ?? 0, 0),
    dilation: pairOf(who, "dilation", options.dilation ?? 1, 1),
  };
}

/** Images [N, O, down, across] from rows [N·down·across, O]. */
export function imagesOf(rows: Tensor, images: number, counts: readonly [number, number]): Tensor {
  return permute(reshape(rows, [images, counts[0], counts[1], rows.shape[1]!]), [0, 3, 1, 2]);
}

/**
 * y[n, o, i, j] = b[o] + Σ w[o, c, ki, kj]·x[n, c, i·stride + ki·dilation − padding, …] for x [N, C, H, W], weight
 * [O, C/groups, kh, kw] and bias [O] (or none).
 */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  checkConvolution("conv2d", x.shape, weight.shape, bias?.shape, options.groups ?? 1);
  return convolved("conv2d", x, weight, bias, options);
}

function convolved(
  who: string,
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  { groups = 1, ...options }: ConvolutionOptions,
): Tensor {
  const [outputs, inputs, kh, kw] = weight.shape as [number, number, number, number];
  const windows = windowsOf(who, [kh, kw], options);
  const counts = windowCounts(who, x.shape[2]!, x.shape[3]!, windows);
  const perGroup = outputs / groups;
  const parts = Array.from({ length: groups }, (_, group) => {
    const own = (t: Tensor, axis: number, size: number): Tensor =>
      groups === 1 ? t : sliceAxis(t, axis, group * size, (group + 1) * size);
    const rows = unfold(own(x, 1, inputs), windows);
    const matrix = reshape(own(weight, 0, perGroup), [perGroup, inputs * kh * kw]);
    return bias === undefined ? linear(rows, matrix) : affine(rows, matrix, own(bias, 0, perGroup));
  });
  return imagesOf(groups === 1 ? parts[0]! : concat(parts, 1), x.shape[0]!, counts);
}

/** What the operands of each convolution are to look like. */
const forms = {
  conv1d: { rank: 3, x: "[N, C, L]", weight: "[O, C/groups, k]" },
  conv2d: { rank: 4, x: "[N, C, H, W]", weight: "[O, C/groups, kh, kw]" },
} as const;

function checkConvolution(
  who: keyof typeof forms,
  x: Shape,
  weight: Shape,
  bias: Shape | undefined,
  groups: number,
): void {
  const form = forms[who];
  const [outputs, inputs] = weight;
  const divides = Number.isInteger(groups) && x[1] === inputs! * groups && outputs! % groups === 0;
  const fits = x.length === form.rank && weight.length === form.rank && divides;
  if (!fits || (bias !== undefined && (bias.length !== 1 || bias[0] !== outputs))) {
    const with_ = bias === undefined ? "" : ` and bias ${shapeText(bias)}`;
    throw new ShapeError(
      `${who}: x ${shapeText(x)}, weight ${shapeText(weight)}${with_} in ${groups} group${groups === 1 ? "" : "s"} do not fit: ` +
        `expected x ${form.x}, weight ${form.weight} and bias [O], with C and O divisible by the groups.`,
    );
  }
}

/** `conv2d` with a bias, as the catalogue and the gradient sweep see it. */
export const convolution = composition(
  (x: Tensor, weight: Tensor, bias: Tensor, options: ConvolutionOptions = {}): Tensor =>
    conv2d(x, weight, bias, options),
  {
    name: "conv2d",
    inputs: ["x", "weight", "bias"],
    about: {
      formula: "as affine on the unfolded x",
      kind: "bilinear",
      domain: domains.reals,
      // prettier-ignore
      samples: ([
        [[1, 1, 1, 1], [1, 1, 1, 1], {}], [[1, 1, 3, 3], [1, 1, 2, 2], {}], [[2, 1, 3, 3], [2, 1, 3, 3], { padding: 1 }],
        [[1, 2, 3, 3], [1, 2, 2, 2], { stride: 2 }], [[1, 1, 4, 4], [2, 1, 2, 2], { stride: [2, 1] }],
        [[1, 1, 5, 4], [1, 1, 3, 2], { stride: 2, padding: [1, 0] }], [[1, 1, 5, 5], [1, 1, 2, 2], { dilation: 2 }],
        [[1, 2, 3, 3], [2, 1, 2, 2], { groups: 2 }], [[1, 4, 2, 2], [2, 2, 1, 1], { groups: 2 }],
        [[1, 2, 2, 3], [2, 2, 1, 1], {}], [[1, 1, 1, 4], [2, 1, 1, 3], { padding: [0, 1] }],
        [[2, 2, 3, 2], [2, 1, 3, 2], { groups: 2, padding: 1, stride: 2 }], [[0, 1, 3, 3], [1, 1, 2, 2], {}],
      ] as const).map(([x, weight, options]) => ({ shapes: [x, weight, [weight[0]]], params: options })),
    },
  },
);

/** The same along one axis: x [N, C, L], weight [O, C/groups, k]. */
export function conv1d(
  x: Tensor,
  weight: Tensor,
  bias?: Tensor,
  options: {
    readonly stride?: number;
    readonly padding?: number;
    readonly dilation?: number;
    readonly groups?: number;
  } = {},
): Tensor {
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  checkConvolution("conv1d", x.shape, weight.shape, bias?.shape, groups);
  const tall = (t: Tensor): Tensor => reshape(t, [t.shape[0]!, t.shape[1]!, 1, t.shape[2]!]);
  const y = convolved("conv1d", tall(x), tall(weight), bias, {
    stride: [1, stride],
    padding: [0, padding],
    dilation: [1, dilation],
    groups,
  });
  return reshape(y, [y.shape[0]!, y.shape[1]!, y.shape[3]!]);
}
