/**
 * One number a channel [C], as a tensor that broadcasts against x [N, C, …].
 */
import { reshape } from "../autograd/index.ts";
import type { Shape, Tensor } from "../tensor/index.ts";

/** @param shape that of x */
export function perChannel(numbers: Tensor, shape: Shape): Tensor {
  if (shape.length === 2) return numbers;
  return reshape(
    numbers,
    shape.map((length, axis) => (axis === 1 ? length : 1)),
  );
}
