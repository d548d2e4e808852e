/**
 * Reductions over axes: sums, means, extrema and products. (The variance: moments.ts.)
 *
 * All of them take `{ axes, keepDims }`; without axes they reduce over all. The rules are written for kept axes, so
 * that cotangents broadcast against the input without any talk of shapes.
 */
import {
  elementsOf,
  keptShape,
  maxValues,
  ones,
  sizeOf,
  tieShareValues,
  type Tensor,
} from "../../tensor/index.ts";
import { overAxes, reduction } from "../builders.ts";
import { domains, flat, type About } from "../primitive.ts";
import { emptyReductionSamples, reductionSamples } from "../samples.ts";
import { div, mul, neg } from "./arithmetic.ts";
import { permute, reshape, sliceAxis, sumTo } from "./movement.ts";

const withEmpty = [...reductionSamples, ...emptyReductionSamples];
const about = (formula: string, kind: About["kind"], samples = reductionSamples, ties?: string): About => ({
  formula,
  kind,
  domain: domains.reals,
  samples,
  ...(ties === undefined ? {} : { ties }),
});

const countOf = (x: Tensor, axes: readonly number[]): number => sizeOf(axes.map((axis) => x.shape[axis]!));
export const sumKept = (x: Tensor, axes: readonly number[]): Tensor => sumTo(x, keptShape(x.shape, axes));

export const sum = reduction("sum", sumKept, about("ȳ repeated", "linear", withEmpty), false);

/** The mean; NaN over no elements. Where the sum overflows, it is that of smaller numbers, by a power of two. */
const meanKept = (x: Tensor, axes: readonly number[]): Tensor => {
  const count = countOf(x, axes);
  const plain = div(sumKept(x, axes), count);
  if (count < 2 || elementsOf(plain.values).every(Number.isFinite)) return plain;
  const smaller = 2 ** -Math.ceil(Math.log2(count));
  return div(sumKept(mul(x, smaller), axes), count * smaller);
};
export const mean = reduction("mean", meanKept, about("ȳ/n repeated", "linear"), false);

// ----- Extrema ---------------------------------------------------------------------------------------------------

/** The largest element. Elements that tie share the cotangent evenly; NaN if any element is NaN. */
const maxKept = overAxes("max", maxValues, (g, { x, params }) => mul(g, tieShare(x, params)));
/** 1/(number of largest elements) at each of them, 0 elsewhere; NaN throughout where the maximum is NaN. */
export const tieShare = overAxes("tieShare", tieShareValues, flat);
const ties = "tied elements share the cotangent evenly";
export const max = reduction(
  "max",
  maxKept,
  about("ȳ to the largest", "kinked", reductionSamples, ties),
  true,
);
const minKept = (x: Tensor, axes: readonly number[]): Tensor => neg(maxKept(neg(x), axes));
export const min = reduction(
  "min",
  minKept,
  about("ȳ to the smallest", "kinked", reductionSamples, ties),
  false,
);

// ----- Products --------------------------------------------------------------------------------------------------

/**
 * The product, as a tree of pairwise products. No rule divides by an element, so zeros are safe at every order.
 */
const prodKept = (x: Tensor, axes: readonly number[]): Tensor => {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = keptShape(x.shape, axes);
  const count = countOf(x, axes);
  if (count === 0) return ones(shape);
  let factors = reshape(permute(x, [...kept, ...axes]), [sizeOf(shape), count]);
  let unpaired: Tensor | undefined;
  for (let n = count; n > 1; n = Math.floor(n / 2)) {
    const half = Math.floor(n / 2);
    if (n % 2 === 1) {
      const last = sliceAxis(factors, 1, n - 1, n);
      unpaired = unpaired === undefined ? last : mul(unpaired, last);
    }
    factors = mul(sliceAxis(factors, 1, 0, half), sliceAxis(factors, 1, half, 2 * half));
  }
  return reshape(unpaired === undefined ? factors : mul(factors, unpaired), shape);
};
export const prod = reduction(
  "prod",
  prodKept,
  about("ȳ·(product of the others)", "smooth", withEmpty),
  false,
);
