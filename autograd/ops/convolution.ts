/**
 * Convolution (cross-correlation, as is the custom).
 *
 * It is one trilinear form T(x, w, y) of image, weight and output (tensor/convolution.ts), and its three maps are the
 * form with one argument left out: `correlate` without y, `convTranspose` without x, `convWeight` without w. The
 * derivative of each in either input is another of the three, so the rules below are all there is, at every order.
 */
import { checkArgument, kinds, ShapeError } from "../../lib/index.ts";
import {
  convolutionTransposeValues,
  convolutionValues,
  convolutionWeightValues,
  type Shape,
  shapeText,
  Tensor,
  windowCounts,
  type Windows,
} from "../../tensor/index.ts";
import { declared, operationOf, type Declared, type TensorLike } from "../operation.ts";
import { primitive, type Rule } from "../primitive.ts";
import { concat } from "./join.ts";
import { reshape, sliceAxis } from "./movement.ts";
import { sum } from "./reduce.ts";
import { pairOf, type Into, type Pair } from "./unfold.ts";

/** How the kernel lies on the image. */
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

/**
 * The windows of a convolution with the given kernel.
 * @example
 * windowsOf("conv2d", [3, 3], { padding: 1 }).padding; // → [ 1, 1 ]
 */
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

const windows = windowsOf("correlate", [2, 2], {}); // as an example, for errors

const correlateRules: Readonly<Record<"x" | "weight", Rule<"x" | "weight", Windows>>> = {
  x: (g, { x, weight, params }) => convTranspose(g, weight, { windows: params, shape: x.shape }),
  weight: (g, { x, params }) => convWeight(x, g, params),
};

/**
 * Σ over channels and the places of a window: x [N, C, H, W], weight [O, C, kh, kw] → [N, O, H′, W′].
 * @example
 * const windows = windowsOf("conv2d", [1, 2], {});
 * correlate(tensor([[[[1, 2, 3]]]]), tensor([[[[1, 10]]]]), windows); // → Tensor [1,1,1,2] [[[[21, 32]]]]
 */
export const correlate: Declared<(x: TensorLike, weight: TensorLike, windows: Windows) => Tensor> = primitive<
  readonly ["x", "weight"],
  Windows
>({
  name: "correlate",
  inputs: ["x", "weight"],
  forward: ({ x, weight }, windows) => convolutionValues(x, weight, windows),
  rules: correlateRules,
  formula: "X̄ = convTranspose of ȳ by w, W̄ = convWeight of x and ȳ",
  kind: "bilinear",
  example: windows,
});

/** The same plus a bias [O], in one pass. */
const correlateWithBias = primitive<readonly ["x", "weight", "bias"], Windows>({
  name: "conv2d",
  inputs: ["x", "weight", "bias"],
  forward: ({ x, weight, bias }, windows) => convolutionValues(x, weight, windows, bias),
  rules: {
    ...correlateRules,
    bias: (g) => sum(g, { axes: [0, 2, 3] }),
  },
});

/**
 * Its transpose in x, also known as transposed convolution: y [N, O, H′, W′], weight → images of the given shape.
 * @example
 * const into = { windows: windowsOf("conv2d", [1, 2], {}), shape: [1, 1, 1, 3] };
 * convTranspose(tensor([[[[1, 1]]]]), tensor([[[[1, 10]]]]), into); // → Tensor [1,1,1,3] [[[[1, 11, 10]]]]
 */
export const convTranspose: Declared<(y: TensorLike, weight: TensorLike, into: Into) => Tensor> = primitive({
  name: "convTranspose",
  inputs: ["y", "weight"],
  forward: ({ y, weight }, { windows, shape }: Into) => convolutionTransposeValues(y, weight, windows, shape),
  rules: {
    y: (g, { weight, params }) => correlate(g, weight, params.windows),
    weight: (g, { y, params }) => convWeight(g, y, params.windows),
  },
  formula: "Ȳ = correlate of x̄ by w, W̄ = convWeight of x̄ and y",
  kind: "bilinear",
  example: { windows, shape: [1, 1, 3, 3] },
});

/**
 * Its transpose in the weight: x [N, C, H, W], y [N, O, H′, W′] → [O, C, kh, kw].
 * @example
 * convWeight(tensor([[[[1, 2, 3]]]]), tensor([[[[1, 1]]]]), windowsOf("conv2d", [1, 2], {})); // → Tensor [1,1,1,2] [[[[3, 5]]]]
 */
export const convWeight: Declared<(x: TensorLike, y: TensorLike, windows: Windows) => Tensor> = primitive({
  name: "convWeight",
  inputs: ["x", "y"],
  forward: ({ x, y }, windows: Windows) => convolutionWeightValues(x, y, windows),
  rules: {
    x: (g, { x, y, params }) => convTranspose(y, g, { windows: params, shape: x.shape }),
    y: (g, { x, params }) => correlate(x, g, params),
  },
  formula: "X̄ = convTranspose of y by w̄, Ȳ = correlate of x by w̄",
  kind: "bilinear",
  example: windows,
});

/**
 * y[n, o, i, j] = b[o] + Σ w[o, c, ki, kj]·x[n, c, i·stride + ki·dilation − padding, …] for x [N, C, H, W], weight
 * [O, C/groups, kh, kw] and bias [O] (or none).
 * @throws ShapeError if the shapes do not fit, UserError for an option out of range
 * @example
 * conv2d(tensor([[[[1, 2, 3]]]]), tensor([[[[1, 10]]]]), tensor([0.5])); // → Tensor [1,1,1,2] [[[[21.5, 32.5]]]]
 */
export const conv2d = declared(
  convolution2d,
  operationOf(
    {
      name: "conv2d",
      inputs: ["x", "weight", "bias"],
      formula: "X̄ = convTranspose of ȳ by w, W̄ = convWeight of x and ȳ, b̄ = Σ ȳ over images and places",
      kind: "bilinear",
    },
    ([x, weight, bias], options) => convolution2d(x!, weight!, bias, options as ConvolutionOptions),
    false,
  ),
);

function convolution2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  checkConvolution("conv2d", { x, weight, bias }, options);
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
  windowCounts(who, x.shape[2]!, x.shape[3]!, windows); // whether there are any
  const parts = Array.from({ length: groups }, (_, group) => {
    const own = (t: Tensor, axis: number, size: number): Tensor =>
      groups === 1 ? t : sliceAxis(t, axis, group * size, (group + 1) * size);
    const [images, kernels] = [own(x, 1, inputs), own(weight, 0, outputs / groups)];
    return bias === undefined
      ? correlate(images, kernels, windows)
      : correlateWithBias(images, kernels, own(bias, 0, outputs / groups), windows);
  });
  return groups === 1 ? parts[0]! : concat(parts, 1);
}

/** What the operands of each convolution are to look like. */
const forms = {
  conv1d: { rank: 3, x: "[N, C, L]", weight: "[O, C/groups, k]" },
  conv2d: { rank: 4, x: "[N, C, H, W]", weight: "[O, C/groups, kh, kw]" },
} as const;

function checkConvolution(
  who: keyof typeof forms,
  operands: { readonly x: Tensor; readonly weight: Tensor; readonly bias: Tensor | undefined },
  options: { readonly groups?: number },
): void {
  checkArgument(who, "the options", options, kinds.options);
  const { groups = 1 } = options;
  const shapeOf = (name: keyof typeof operands): Shape => {
    checkArgument(who, name, operands[name], Tensor);
    return operands[name]!.shape;
  };
  const [x, weight] = [shapeOf("x"), shapeOf("weight")];
  const bias = operands.bias === undefined ? undefined : shapeOf("bias");
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

/**
 * The same along one axis: x [N, C, L], weight [O, C/groups, k].
 * @throws ShapeError if the shapes do not fit, UserError for an option out of range
 * @example
 * conv1d(tensor([[[1, 2, 3]]]), tensor([[[1, 10]]])); // → Tensor [1,1,2] [[[21, 32]]]
 */
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
  checkConvolution("conv1d", { x, weight, bias }, options);
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const tall = (t: Tensor): Tensor => reshape(t, [t.shape[0]!, t.shape[1]!, 1, t.shape[2]!]);
  const y = convolved("conv1d", tall(x), tall(weight), bias, {
    stride: [1, stride],
    padding: [0, padding],
    dilation: [1, dilation],
    groups,
  });
  return reshape(y, [y.shape[0]!, y.shape[1]!, y.shape[3]!]);
}
