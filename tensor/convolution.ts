/**
 * The three maps of a convolution, each as one product of views.
 *
 * A convolution is one trilinear form of an image x, a weight w and an output y:
 *
 *     T(x, w, y) = Σ y[n, o, i]·w[o, c, κ]·x[n, c, i·stride + κ·dilation − padding],   i and κ pairs of places.
 *
 * Leaving out y gives the convolution itself, leaving out x its transpose, leaving out w the gradient of the weight.
 * No window is copied: with zeros around it, the image is read as a matrix whose row (n, i) and column (c, κ) number
 * five or six axes of one strided view, and the kernel of the matrix product takes such views as they are. The
 * transpose is a convolution too, of y with zeros between its places, by the weight turned end for end.
 */
import { kernels, transposed, type MatrixView } from "../lib/index.ts";
import { matrixOf } from "./product.ts";
import { rowMajorStrides, type Shape } from "./shape.ts";
import { elementsOf, transposeValues, valuesOf, roomValues, type Values } from "./values.ts";
import { windowCounts, type Windows } from "./windows.ts";

/**
 * y [N, O, H′, W′] from images [N, C, H, W], weight [O, C, kh, kw] and bias [O], if there is one.
 * @example
 * const windows: Windows = { kernel: [1, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
 * const [x, w] = [tensor([[[[1, 2, 3]]]]), tensor([[[[1, 10]]]])];
 * new Tensor(convolutionValues(x.values, w.values, windows)); // → Tensor [1,1,1,2] [[[[21, 32]]]]
 */
export function convolutionValues(x: Values, weight: Values, windows: Windows, bias?: Values): Values {
  const [images, , height, width] = x.shape as [number, number, number, number];
  const out = roomValues([images, weight.shape[0]!, ...windowCounts("conv2d", height, width, windows)]);
  kernels.product(
    windowRows(padded(x, windows), windows),
    transposed(matrixOf(weight, 1)),
    placeRows(out),
    bias && elementsOf(bias),
  );
  return out;
}

/**
 * The transpose in x: images of the given shape [N, C, H, W] from y [N, O, H′, W′] and weight [O, C, kh, kw].
 * @example
 * const windows: Windows = { kernel: [1, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
 * const [y, w] = [tensor([[[[1, 1]]]]), tensor([[[[1, 10]]]])];
 * new Tensor(convolutionTransposeValues(y.values, w.values, windows, [1, 1, 1, 3])); // → Tensor [1,1,1,3] [[[[1, 11, 10]]]]
 */
export function convolutionTransposeValues(
  y: Values,
  weight: Values,
  windows: Windows,
  shape: Shape,
): Values {
  const { kernel, stride, padding, dilation } = windows;
  const reach = kernel.map((length, axis) => dilation[axis]! * (length - 1)) as [number, number];
  const spread = placed(
    y,
    stride,
    [reach[0] - padding[0], reach[1] - padding[1]],
    [shape[2]! + reach[0], shape[3]! + reach[1]],
  );
  const out = roomValues(shape);
  kernels.product(
    windowRows(spread, { ...windows, stride: [1, 1] }),
    matrixOf(transposeValues(turned(weight), [0, 2, 3, 1]), 3),
    placeRows(out),
  );
  return out;
}

/**
 * The transpose in w: a weight [O, C, kh, kw] from images [N, C, H, W] and y [N, O, H′, W′].
 * @example
 * const windows: Windows = { kernel: [1, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
 * const [x, y] = [tensor([[[[1, 2, 3]]]]), tensor([[[[1, 1]]]])];
 * new Tensor(convolutionWeightValues(x.values, y.values, windows)); // → Tensor [1,1,1,2] [[[[3, 5]]]]
 */
export function convolutionWeightValues(x: Values, y: Values, windows: Windows): Values {
  const out = roomValues([y.shape[1]!, x.shape[1]!, ...windows.kernel]);
  kernels.product(transposed(placeRows(y)), windowRows(padded(x, windows), windows), matrixOf(out, 1));
  return out;
}

/** Images with zeros around them as a matrix: one row a window, one column a channel and place in the window. */
function windowRows(x: Values, { kernel, stride, dilation }: Windows): MatrixView {
  const [images, channels, height, width] = x.shape as [number, number, number, number];
  const [n, c, v, h] = x.stride as [number, number, number, number];
  const count = (axis: 0 | 1, length: number): number =>
    Math.floor((length - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis]) + 1;
  return {
    data: x.data,
    offset: x.offset,
    rows: [
      { length: images, stride: n },
      { length: count(0, height), stride: v * stride[0] },
      { length: count(1, width), stride: h * stride[1] },
    ],
    columns: [
      { length: channels, stride: c },
      { length: kernel[0], stride: v * dilation[0] },
      { length: kernel[1], stride: h * dilation[1] },
    ],
  };
}

/** Images [N, O, H, W] as a matrix of the same rows: one row a place, one column a channel. */
function placeRows(y: Values): MatrixView {
  return matrixOf(transposeValues(y, [0, 2, 3, 1]), 3);
}

/** Each kernel turned end for end, in both directions. */
function turned(weight: Values): Values {
  const [o, c, v, h] = weight.stride as [number, number, number, number];
  const [, , kh, kw] = weight.shape as [number, number, number, number];
  return valuesOf(weight.data, weight.shape, [o, c, -v, -h], weight.offset + (kh - 1) * v + (kw - 1) * h);
}

function padded(x: Values, { padding }: Windows): Values {
  if (padding[0] === 0 && padding[1] === 0) return x;
  const [height, width] = [x.shape[2]! + 2 * padding[0], x.shape[3]! + 2 * padding[1]];
  return placed(x, [1, 1], padding, [height, width]);
}

/** Images of the given size that are zero but for x, whose place (i, j) comes to (i, j)·step + shift. */
function placed(
  x: Values,
  step: readonly [number, number],
  shift: readonly [number, number],
  size: readonly [number, number],
): Values {
  const [images, channels, height, width] = x.shape as [number, number, number, number];
  const shape = [images, channels, ...size];
  const out = new Float64Array(images * channels * size[0] * size[1]);
  const from = elementsOf(x);
  // What lies outside is left out: the first place at or after 0, and the first at or after the end.
  const first = (axis: 0 | 1): number => Math.max(0, Math.ceil(-shift[axis] / step[axis]));
  const end = (axis: 0 | 1, length: number): number =>
    Math.min(length, Math.ceil((size[axis] - shift[axis]) / step[axis]));
  const [top, left, bottom, right] = [first(0), first(1), end(0, height), end(1, width)];
  const across = step[1];
  for (let plane = 0; plane < images * channels; plane++) {
    for (let i = top; i < bottom; i++) {
      const row = (plane * height + i) * width;
      const to = (plane * size[0] + i * step[0] + shift[0]) * size[1] + shift[1];
      if (across === 1) for (let j = left; j < right; j++) out[to + j] = from[row + j]!;
      else for (let j = left; j < right; j++) out[to + j * across] = from[row + j]!;
    }
  }
  return valuesOf(out, shape, rowMajorStrides(shape));
}
