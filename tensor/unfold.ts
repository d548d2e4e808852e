/**
 * Unfolding: every window of an image as one row, and its adjoint, which adds rows back into an image.
 *
 * A convolution is a product with the unfolded image, a pooling a reduction of it. Zeros stand where a window reaches
 * over the edge. The rows are not interpreted here.
 */
import { ShapeError } from "../lib/index.ts";
import { sameShape, shapeText, type Shape } from "./shape.ts";
import { elementsOf, valuesOf, zeroValues, type Values } from "./values.ts";
import { windowCounts, type Windows } from "./windows.ts";

/** Visits every element of every window that lies inside the image: (place in the rows, place in the image). */
function eachElement(
  shape: Shape,
  windows: Windows,
  counts: readonly [number, number],
  visit: (row: number, pixel: number) => void,
): void {
  const [images, channels, height, width] = shape as [number, number, number, number];
  const { kernel, stride, padding, dilation } = windows;
  const columns = channels * kernel[0] * kernel[1];
  let row = 0;
  for (let n = 0; n < images; n++) {
    for (let oy = 0; oy < counts[0]; oy++) {
      for (let ox = 0; ox < counts[1]; ox++, row += columns) {
        let at = row;
        for (let c = 0; c < channels; c++) {
          const plane = (n * channels + c) * height;
          for (let ky = 0; ky < kernel[0]; ky++) {
            const y = oy * stride[0] - padding[0] + ky * dilation[0];
            for (let kx = 0; kx < kernel[1]; kx++, at++) {
              const x = ox * stride[1] - padding[1] + kx * dilation[1];
              if (y >= 0 && y < height && x >= 0 && x < width) visit(at, (plane + y) * width + x);
            }
          }
        }
      }
    }
  }
}

/**
 * Images [N, C, H, W] as rows [N·windows, C·kernel]: one row a window, channel by channel.
 * @example
 * const windows: Windows = { kernel: [2, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
 * new Tensor(unfoldValues(tensor([[[[1, 2], [3, 4]]]]).values, windows)); // → Tensor [1,4] [[1, 2, 3, 4]]
 */
export function unfoldValues(x: Values, windows: Windows): Values {
  if (x.dimension !== 4) {
    throw new ShapeError(`unfold: shape ${shapeText(x.shape)}: images [N, C, H, W] are expected.`);
  }
  const [images, channels, height, width] = x.shape as [number, number, number, number];
  const counts = windowCounts("unfold", height, width, windows);
  const out = zeroValues([images * counts[0] * counts[1], channels * windows.kernel[0] * windows.kernel[1]]);
  const [from, to] = [elementsOf(x), out.data];
  eachElement(x.shape, windows, counts, (row, pixel) => {
    to[row] = from[pixel]!;
  });
  return out;
}

/**
 * Rows added back into images of the given shape [N, C, H, W]: the adjoint of `unfoldValues`.
 * @example
 * const windows: Windows = { kernel: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
 * new Tensor(foldValues(tensor([[1], [2]]).values, windows, [1, 1, 1, 2])); // → Tensor [1,1,1,2] [[[[1, 2]]]]
 */
export function foldValues(rows: Values, windows: Windows, shape: Shape): Values {
  if (shape.length !== 4) {
    throw new ShapeError(`fold: into shape ${shapeText(shape)}: images [N, C, H, W] are expected.`);
  }
  const counts = windowCounts("fold", shape[2]!, shape[3]!, windows);
  const expected = [shape[0]! * counts[0] * counts[1], shape[1]! * windows.kernel[0] * windows.kernel[1]];
  if (!sameShape(rows.shape, expected)) {
    throw new ShapeError(
      `fold: rows ${shapeText(rows.shape)}: ${shapeText(expected)} are expected for images ${shapeText(shape)}.`,
    );
  }
  const out = new Float64Array(shape.reduce((n, length) => n * length, 1));
  const from = elementsOf(rows);
  eachElement(shape, windows, counts, (row, pixel) => {
    out[pixel] = out[pixel]! + from[row]!;
  });
  return valuesOf(out, shape);
}
