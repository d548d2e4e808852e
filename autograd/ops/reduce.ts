/**
 * Reductions over axes: sums, means, extrema and products. (The variance: moments.ts.)
 *
 * All of them take `{ axes, keepDims }`; without axes they reduce over all. The rules are written for kept axes, so
 * that cotangents broadcast against the input and no rule mentions a shape.
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
import { composedReduction, reduction } from "../builders.ts";
import { flat, primitive } from "../primitive.ts";
import { div, mul, neg } from "./arithmetic.ts";
import { permute, reshape, sliceAxis, sumTo } from "./movement.ts";

const countOf = (x: Tensor, axes: readonly number[]): number => sizeOf(axes.map((axis) => x.shape[axis]!));
export const sumKept = (x: Tensor, axes: readonly number[]): Tensor => sumTo(x, keptShape(x.shape, axes));

export const sum = composedReduction({ name: "sum", kept: sumKept, formula: "ȳ repeated", kind: "linear" });

/** The mean; NaN over no elements. Where the sum overflows, it is that of smaller numbers, by a power of two. */
export const mean = composedReduction({
  name: "mean",
  kept: (x, axes) => {
    const count = countOf(x, axes);
    const plain = div(sumKept(x, axes), count);
    if (count < 2 || elementsOf(plain.values).every(Number.isFinite)) return plain;
    const smaller = 2 ** -Math.ceil(Math.log2(count));
    return div(sumKept(mul(x, smaller), axes), count * smaller);
  },
  formula: "ȳ/n repeated",
  kind: "linear",
});

// ----- Extrema ---------------------------------------------------------------------------------------------------

/** 1/(number of largest elements) at each of them, 0 elsewhere; NaN throughout where the maximum is NaN. */
export const tieShare = primitive({
  name: "tieShare",
  inputs: ["x"],
  forward: ({ x }, axes: readonly number[]) => tieShareValues(x, axes),
  rules: { x: flat },
});

const ties = "tied elements share the cotangent evenly";

/** The largest element. Elements that tie share the cotangent evenly; NaN if any element is NaN. */
export const max = reduction({
  name: "max",
  kept: maxValues,
  rule: (g, x, axes) => mul(g, tieShare(x, axes)),
  formula: "ȳ to the largest",
  kind: "kinked",
  ties,
});

export const min = composedReduction({
  name: "min",
  kept: (x, axes) => neg(max(neg(x), { axes, keepDims: true })),
  formula: "ȳ to the smallest",
  kind: "kinked",
  ties,
});

// ----- Products --------------------------------------------------------------------------------------------------

/**
 * The product, as a tree of pairwise products. No rule divides by an element, so zeros are safe at every order.
 */
export const prod = composedReduction({
  name: "prod",
  kept: (x, axes) => {
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
  },
  formula: "ȳ·(product of the others)",
});
