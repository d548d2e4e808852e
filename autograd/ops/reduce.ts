/**
 * Reductions over axes: sums, moments, extrema and products.
 *
 * All of them take `{ axes, keepDims }`; without axes they reduce over all. The rules are written for kept axes, so
 * that cotangents broadcast against the input without any talk of shapes.
 */
import {
  keptShape,
  maxValues,
  normalizeAxes,
  ones,
  sizeOf,
  tieShareValues,
  type Tensor,
} from "../../tensor/index.ts";
import { overAxes, reduction } from "../builders.ts";
import { asTensor, type TensorLike } from "../linear.ts";
import { composition, domains, flat, type About } from "../primitive.ts";
import { emptyReductionSamples, reductionSamples, type Over } from "../samples.ts";
import { div, mul, neg, square, sub } from "./arithmetic.ts";
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

/** The mean; NaN over no elements. */
const meanKept = (x: Tensor, axes: readonly number[]): Tensor => div(sumKept(x, axes), countOf(x, axes));
export const mean = reduction("mean", meanKept, about("ȳ/n repeated", "linear"), false);

/** Divisor n − ddof: 0 for the variance of the numbers themselves, 1 for an estimate from a sample. */
export interface VarianceOver extends Over {
  readonly ddof?: number;
}

/** The variance, by the mean first and the squares after: no difference of large numbers. */
export const variance = composition(
  (x: TensorLike, { ddof = 0, ...over }: VarianceOver = {}): Tensor => {
    const input = asTensor(x);
    const axes = normalizeAxes("variance", over.axes, input.rank);
    const squares = sum(square(sub(input, meanKept(input, axes))), over);
    return div(squares, countOf(input, axes) - ddof);
  },
  {
    name: "variance",
    inputs: ["x"],
    about: about("ȳ·2(x − mean)/(n − ddof)", "smooth", [
      ...reductionSamples,
      { shapes: [[4]], params: { ddof: 1 } },
      { shapes: [[3, 2]], params: { axes: [0], ddof: 1, keepDims: true } },
    ]),
  },
);

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
