/**
 * Small conveniences for tests about tensors: random ones, distances between them, bits.
 */
import { Random } from "../../lib/index.ts";
import { generate, type Shape, type Tensor } from "../../tensor/index.ts";

/** Standard normal numbers; the same seed gives the same tensor. */
export function normal(shape: Shape, seed: number): Tensor {
  const random = Random.stream(seed, "test tensor");
  return generate(shape, () => random.normal());
}

export const numbersOf = (x: Tensor): number[] => [...x.toArray()];

export function norm(x: Iterable<number>): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return Math.sqrt(sum);
}

export function inner(a: Tensor, b: Tensor): number {
  const right = b.toArray();
  return a.toArray().reduce((sum, value, i) => sum + value * right[i]!, 0);
}

/** ‖a − b‖/‖b‖; the norm of a where b vanishes. */
export function relativeDistance(a: Iterable<number>, b: Iterable<number>): number {
  const [left, right] = [[...a], [...b]];
  if (left.length !== right.length) return Infinity;
  const size = norm(right);
  return norm(left.map((value, i) => value - right[i]!)) / (size === 0 ? 1 : size);
}

/** The first place where two lists of numbers differ (−0 from 0, and NaN equal to NaN), or −1. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Math.min(a.length, b.length);
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return -1;
}
