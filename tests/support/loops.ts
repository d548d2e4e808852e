/**
 * Convolution and pooling by their definitions, in plain loops over plain arrays: they share no line with the engine.
 */
import type { Random } from "../../lib/index.ts";
import { generate, type Shape, type Tensor } from "../../tensor/index.ts";

type Two = readonly [number, number];

/** How a kernel lies on an image, everything said. */
export interface Laid {
  readonly stride: Two;
  readonly padding: Two;
  readonly dilation: Two;
  readonly groups: number;
}

/** The number of places of a kernel along one axis, found by trying one after another. */
function places(length: number, kernel: number, stride: number, padding: number, dilation: number): number {
  let count = 0;
  while (count * stride + dilation * (kernel - 1) < length + 2 * padding) count++;
  return count;
}

/** y[n, o, i, j] = b[o] + Σ over c, ki, kj of w[o, c, ki, kj]·x[n, c, …], 0 outside of the image: seven loops. */
export function convolvedByLoops(
  x: Tensor,
  w: Tensor,
  b: readonly number[],
  laid: Laid,
): { readonly shape: Shape; readonly data: number[] } {
  const { stride, padding, dilation, groups } = laid;
  const [images, , height, width] = x.shape as [number, number, number, number];
  const [outputs, channels, kh, kw] = w.shape as [number, number, number, number];
  const down = places(height, kh, stride[0], padding[0], dilation[0]);
  const across = places(width, kw, stride[1], padding[1], dilation[1]);
  const data: number[] = [];
  for (let n = 0; n < images; n++) {
    for (let o = 0; o < outputs; o++) {
      const first = Math.floor(o / (outputs / groups)) * channels;
      for (let i = 0; i < down; i++) {
        for (let j = 0; j < across; j++) {
          let y = b[o] ?? 0;
          for (let c = 0; c < channels; c++) {
            for (let ki = 0; ki < kh; ki++) {
              for (let kj = 0; kj < kw; kj++) {
                const row = i * stride[0] + ki * dilation[0] - padding[0];
                const column = j * stride[1] + kj * dilation[1] - padding[1];
                const inside = row >= 0 && row < height && column >= 0 && column < width;
                if (inside) y += w.at(o, c, ki, kj) * x.at(n, first + c, row, column);
              }
            }
          }
          data.push(y);
        }
      }
    }
  }
  return { shape: [images, outputs, down, across], data };
}

/** What a pooling makes of each window: `reduce` of its elements inside the image and of its size with the padding. */
export function pooledByLoops(
  x: Tensor,
  kernel: Two,
  { stride, padding }: Pick<Laid, "stride" | "padding">,
  reduce: (inside: readonly number[], size: number) => number,
): { readonly shape: Shape; readonly data: number[] } {
  const [images, channels, height, width] = x.shape as [number, number, number, number];
  const down = places(height, kernel[0], stride[0], padding[0], 1);
  const across = places(width, kernel[1], stride[1], padding[1], 1);
  const data: number[] = [];
  for (let n = 0; n < images; n++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < down; i++) {
        for (let j = 0; j < across; j++) {
          const inside: number[] = [];
          for (let row = i * stride[0] - padding[0]; row < i * stride[0] - padding[0] + kernel[0]; row++) {
            for (let k = 0; k < kernel[1]; k++) {
              const column = j * stride[1] - padding[1] + k;
              if (row >= 0 && row < height && column >= 0 && column < width) {
                inside.push(x.at(n, c, row, column));
              }
            }
          }
          data.push(reduce(inside, kernel[0] * kernel[1]));
        }
      }
    }
  }
  return { shape: [images, channels, down, across], data };
}

export const normals = (random: Random, shape: Shape): Tensor => generate(shape, () => random.normal());

/** A convolution of random sizes, and its operands; every kernel fits its image. */
export function randomConvolution(random: Random): {
  readonly x: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly laid: Laid;
} {
  const pair = (from: number, to: number): Two => [
    from + random.integer(to - from + 1),
    from + random.integer(to - from + 1),
  ];
  const [groups, kernel, dilation, padding] = [1 + random.integer(3), pair(1, 3), pair(1, 2), pair(0, 2)];
  const [inputs, outputs] = pair(1, 2);
  const lengths = pair(0, 4).map((extra, axis) =>
    Math.max(1, dilation[axis]! * (kernel[axis]! - 1) + 1 + extra - 2 * padding[axis]!),
  );
  return {
    x: normals(random, [1 + random.integer(2), groups * inputs, ...lengths]),
    weight: normals(random, [groups * outputs, inputs, ...kernel]),
    bias: normals(random, [groups * outputs]),
    laid: { stride: pair(1, 3), padding, dilation, groups },
  };
}
