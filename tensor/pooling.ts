/**
 * Pooling: each output is made of the elements of one window of one channel.
 *
 * The weights of a window's elements in its output, and of its cotangent in theirs, are a list of shares: all of an average's elements
 * have equal ones, and of a maximum those that tie for the largest. Given the shares, pooling is a linear map, and its
 * adjoint distributes each output's number by the same shares. Windows may overlap; what lies outside the image has none.
 */
import { sizeOf, type Shape } from "./shape.ts";
import { elementsOf, valuesOf, type Values } from "./values.ts";
import { windowCounts, type Windows } from "./windows.ts";

/** For output p: places[k] of the image with share shares[k], for k from starts[p] to starts[p + 1]. */
export interface Shares {
  /** Shape of the image, [N, C, H, W]. */
  readonly image: Shape;
  /** Shape of the pooled image, [N, C, H′, W′]. */
  readonly output: Shape;
  /** Where the elements of each output begin in `places` and `shares`; one entry more than there are outputs. */
  readonly starts: Int32Array;
  /** Places in the row-major image. */
  readonly places: Int32Array;
  /** The weight of each place in its output. */
  readonly shares: Float64Array;
}

/**
 * The largest element of each window of images [N, C, H, W]. NaN if any is NaN.
 * @example
 * const windows: Windows = { kernel: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] };
 * new Tensor(maxPoolValues(tensor([[[[1, 2], [3, 4]]]]).values, windows)); // → Tensor [1,1,1,1] [[[[4]]]]
 */
export function maxPoolValues(x: Values, windows: Windows): Values {
  const from = elementsOf(x);
  const shape = outputShape("maxPool2d", x.shape, windows);
  const out = new Float64Array(sizeOf(shape));
  const corners = cornersOf(x.shape, shape, windows);
  const width = x.shape[3]!;
  for (let p = 0, c = 0; p < out.length; p++, c += 3) {
    const [corner, tall, wide] = [corners[c]!, corners[c + 1]!, corners[c + 2]!];
    let largest = -Infinity;
    for (let y = 0; y < tall; y++) {
      // Math.max keeps NaN, where a comparison would drop it.
      for (let at = corner + y * width, end = at + wide; at < end; at++)
        largest = Math.max(largest, from[at]!);
    }
    out[p] = largest;
  }
  return valuesOf(out, shape);
}

/**
 * 1/n for each of the n largest elements of each window; NaN for all of a window that has a NaN.
 * @example
 * const windows: Windows = { kernel: [1, 2], stride: [1, 2], padding: [0, 0], dilation: [1, 1] };
 * const { values } = tensor([[[[1, 3, 2, 2]]]]);
 * maxShares(values, maxPoolValues(values, windows), windows).shares; // → Float64Array(3) [ 1, 0.5, 0.5 ]
 */
export function maxShares(x: Values, largest: Values, windows: Windows): Shares {
  const top = elementsOf(largest);
  const result = sharesOf(x.shape, largest.shape, windows, { from: elementsOf(x), top });
  const { starts, shares } = result;
  for (let p = 0; p < top.length; p++) if (top[p] !== top[p]) shares.fill(NaN, starts[p], starts[p + 1]);
  return result;
}

/**
 * 1/(size of the kernel) for each element of each window: what lies outside counts as zero.
 * @example
 * const windows: Windows = { kernel: [1, 2], stride: [1, 2], padding: [0, 0], dilation: [1, 1] };
 * meanShares([1, 1, 1, 4], windows).shares; // → Float64Array(4) [ 0.5, 0.5, 0.5, 0.5 ]
 */
export function meanShares(image: Shape, windows: Windows): Shares {
  const shape = outputShape("avgPool2d", image, windows);
  const shares = sharesOf(image, shape, windows);
  shares.shares.fill(1 / (windows.kernel[0] * windows.kernel[1]));
  return shares;
}

/**
 * Each output the sum of its window's elements times their shares.
 * @example
 * const windows: Windows = { kernel: [1, 2], stride: [1, 2], padding: [0, 0], dilation: [1, 1] };
 * new Tensor(poolValues(tensor([[[[1, 3]]]]).values, meanShares([1, 1, 1, 2], windows))); // → Tensor [1,1,1,1] [[[[2]]]]
 */
export function poolValues(x: Values, { starts, places, shares, output }: Shares): Values {
  const from = elementsOf(x);
  const out = new Float64Array(sizeOf(output));
  for (let p = 0; p < out.length; p++) {
    let sum = 0;
    for (let k = starts[p]!; k < starts[p + 1]!; k++) sum += from[places[k]!]! * shares[k]!;
    out[p] = sum;
  }
  return valuesOf(out, output);
}

/**
 * Each output's number distributed over its window's elements by their shares: the adjoint of `poolValues`.
 * @example
 * const windows: Windows = { kernel: [1, 2], stride: [1, 2], padding: [0, 0], dilation: [1, 1] };
 * new Tensor(unpoolValues(tensor([[[[4]]]]).values, meanShares([1, 1, 1, 2], windows))); // → Tensor [1,1,1,2] [[[[2, 2]]]]
 */
export function unpoolValues(y: Values, { starts, places, shares, image }: Shares): Values {
  const from = elementsOf(y);
  const out = new Float64Array(sizeOf(image));
  for (let p = 0; p < from.length; p++) {
    const value = from[p]!;
    for (let k = starts[p]!; k < starts[p + 1]!; k++) out[places[k]!] = out[places[k]!]! + value * shares[k]!;
  }
  return valuesOf(out, image);
}

function outputShape(who: string, image: Shape, windows: Windows): number[] {
  const [images, channels, height, width] = image as [number, number, number, number];
  return [images, channels, ...windowCounts(who, height, width, windows)];
}

/** Equal shares among the elements of each window, or among those that equal the window's number in `top`. */
function sharesOf(
  image: Shape,
  output: Shape,
  windows: Windows,
  only?: { readonly from: Float64Array; readonly top: Float64Array },
): Shares {
  const corners = cornersOf(image, output, windows);
  const size = sizeOf(output);
  const starts = new Int32Array(size + 1);
  const places = new Int32Array(size * windows.kernel[0] * windows.kernel[1]);
  const shares = new Float64Array(places.length);
  const width = image[3]!;
  let k = 0;
  for (let p = 0, c = 0; p < size; p++, c += 3) {
    starts[p] = k;
    const [corner, tall, wide] = [corners[c]!, corners[c + 1]!, corners[c + 2]!];
    const value = only === undefined ? NaN : only.top[p]!;
    const all = value !== value;
    for (let y = 0; y < tall; y++) {
      for (let at = corner + y * width, end = at + wide; at < end; at++) {
        if (all || only!.from[at] === value) places[k++] = at;
      }
    }
    const share = 1 / (k - starts[p]!);
    for (let s = starts[p]!; s < k; s++) shares[s] = share;
  }
  starts[size] = k;
  return { image, output, starts, places: places.subarray(0, k), shares: shares.subarray(0, k) };
}

/** For each window the place of its first element inside the image, and its height and width there. */
function cornersOf(image: Shape, output: Shape, { kernel, stride, padding }: Windows): Int32Array {
  const [images, channels, height, width] = image as [number, number, number, number];
  const [down, across] = output.slice(2) as [number, number];
  const corners = new Int32Array(3 * sizeOf(output));
  for (let plane = 0, c = 0; plane < images * channels; plane++) {
    for (let i = 0; i < down; i++) {
      const top = i * stride[0] - padding[0];
      const first = Math.max(0, top);
      const tall = Math.min(height, top + kernel[0]) - first;
      for (let j = 0; j < across; j++, c += 3) {
        const left = j * stride[1] - padding[1];
        const start = Math.max(0, left);
        corners[c] = (plane * height + first) * width + start;
        corners[c + 1] = tall;
        corners[c + 2] = Math.min(width, left + kernel[1]) - start;
      }
    }
  }
  return corners;
}
