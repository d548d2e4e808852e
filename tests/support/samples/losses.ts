/**
 * Samples of losses: layers/losses.
 */
import { sizeOf } from "../../../tensor/index.ts";
import type { Samples } from "./sample.ts";

// prettier-ignore
export const losses: Samples = {
  crossEntropy: [
    [1, 2], [1, 1], [2, 3], [3, 2], [4, 1], [1, 5], [5, 2], [2, 5], [3, 3], [4, 4], [6, 2], [2, 6],
  ].map(([n, classes]) => ({ shapes: [[n!, classes!]], params: Array.from({ length: n! }, (_, j) => (2 * j + 1) % classes!) })),
  binaryCrossEntropyWithLogits: [
    [], [1], [2], [3], [5], [1, 1], [2, 1], [1, 3], [2, 3], [3, 2], [2, 2, 2], [2, 1, 2, 1],
  ].map((shape) => ({
    shapes: [shape],
    params: Array.from({ length: sizeOf(shape) }, (_, j) => [0, 1, 0.3][j % 3]!),
  })),
  mseLoss: [
    [], [1], [2], [5], [1, 1], [2, 1], [1, 3], [2, 3], [3, 2], [2, 2, 2], [2, 1, 3], [2, 1, 2, 1],
  ].map((shape) => ({ shapes: [shape, shape] })),
};
