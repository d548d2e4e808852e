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

/**
 * The sum over axes, of all elements if none are named.
 * @throws ShapeError for an axis that is not there
 * @example
 * sum(tensor([[1, 2], [3, 4]]), { axes: [0] }); // → Tensor [2] [4, 6]
 */
export const sum = composedReduction({ name: "sum", kept: sumKept, formula: "ȳ repeated", kind: "linear" });

/**
 * The mean over axes, of all elements if none are named; NaN over no elements.
 * @throws ShapeError for an axis that is not there
 * @example
 * mean(tensor([[1, 2], [3, 4]]), { axes: [1], keepDims: true }); // → Tensor [2,1] [[1.5], [3.5]]
 */
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

/**
 * The largest element over axes, or of all. Elements that tie share the cotangent evenly; NaN if any element is NaN.
 * @throws ShapeError for an axis that is not there
 * @example
 * grad((x) => max(x))(tensor([3, 1, 3])); // → Tensor [3] [0.5, 0, 0.5]
 */
export const max = reduction({
  name: "max",
  kept: maxValues,
  rule: (g, x, axes) => mul(g, tieShare(x, axes)),
  formula: "ȳ to the largest",
  kind: "kinked",
  ties,
});

/**
 * The smallest element over axes, or of all. Elements that tie share the cotangent evenly; NaN if any element is NaN.
 * @throws ShapeError for an axis that is not there
 * @example
 * min(tensor([3, 1, 2])); // → Tensor [] 1
 */
export const min = composedReduction({
  name: "min",
  kept: (x, axes) => neg(max(neg(x), { axes, keepDims: true })),
  formula: "ȳ to the smallest",
  kind: "kinked",
  ties,
});

// ----- Products --------------------------------------------------------------------------------------------------

/**
 * The product over axes, or of all elements; zeros are safe at every order of derivative.
 * @throws ShapeError for an axis that is not there
 * @example
 * grad((x) => prod(x))(tensor([2, 0, 3])); // → Tensor [3] [0, 6, 0]
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
