/**
 * The softmax family: shares of a sum of exponentials, their logarithms, and the logarithm of the sum.
 *
 * Where one share is almost 1, what the others have is what 1 minus it would lose; every rule here is written so that a
 * derivative of that size survives, at every order.
 */
import { ShapeError } from "../../lib/index.ts";
import {
  logSoftmaxValues,
  logSumExpValues,
  normalizeAxes,
  sameShape,
  shapeText,
  shareMissingValues,
  softmaxDerivativeValues,
  softmaxValues,
  type Tensor,
} from "../../tensor/index.ts";
import { reduction } from "../builders.ts";
import type { Declared, TensorLike } from "../operation.ts";
import { primitive } from "../primitive.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { sumKept, tieShare } from "./reduce.ts";

/** Along one axis or over several, counted from either end; the last axis unless given. */
export type Along = number | readonly number[];

/** An operation along axes: the last, unless axes are given. */
export type AlongAxes = Declared<(x: TensorLike, axes?: Along) => Tensor>;

/** As a list of axes counted from the front, ascending. */
const axesOf = (who: string, along: Along, rank: number): readonly number[] =>
  normalizeAxes(who, typeof along === "number" ? [along] : along, rank);

/**
 * log Σ eˣ over axes, or of all elements, shifted by the maximum: nothing overflows. Over nothing, or over −∞ alone,
 * −∞.
 * @example
 * logSumExp(tensor([1000, 1000])); // → Tensor [] 1000.69
 */
export const logSumExp = reduction({
  name: "logSumExp",
  kept: logSumExpValues,
  rule: (g, x, axes) => mul(g, softmax(x, axes)),
  formula: "ȳ·softmax(x)",
});

/**
 * Shares eˣ/Σeˣ. Over −∞ alone every element has an equal share, the limit along equal elements.
 * @example
 * softmax(tensor([0, 0])); // → Tensor [2] [0.5, 0.5]
 */
export const softmax: AlongAxes = primitive({
  name: "softmax",
  inputs: ["x"],
  prepare: ({ x }, along: Along | undefined = -1) => axesOf("softmax", along, x.rank),
  forward: ({ x }, axes) => softmaxValues(x, axes),
  rules: { x: (g, { x, params }) => softmaxDerivative(x, g, params) },
  formula: "y·(ȳ − Σ ȳ·y)",
  example: -1,
});

/**
 * s·(v − Σ s·v) for the shares s of x: the derivative J = diag(s) − s·sᵀ of softmax along v. J is symmetric, so it carries
 * directions forward and cotangents back. ⟨g, J·v⟩ = Σ s·g·v − (Σ s·g)(Σ s·v), and its derivative by x is
 * J·((g − Σ s·g)(v − Σ s·v)).
 * @throws ShapeError unless x and v have one shape
 * @example
 * softmaxDerivative(tensor([0, 0]), tensor([1, 0])); // → Tensor [2] [0.25, -0.25]
 */
export const softmaxDerivative: Declared<(x: TensorLike, v: TensorLike, axes?: Along) => Tensor> = primitive({
  name: "softmaxDerivative",
  inputs: ["x", "v"],
  prepare: ({ x, v }, along: Along | undefined = -1) => {
    if (!sameShape(x.shape, v.shape)) {
      throw new ShapeError(
        `softmaxDerivative: x ${shapeText(x.shape)} and v ${shapeText(v.shape)} must have one shape.`,
      );
    }
    return axesOf("softmaxDerivative", along, x.rank);
  },
  forward: ({ x, v }, axes) => softmaxDerivativeValues(x, v, axes),
  rules: {
    x: (g, { x, v, params }) =>
      softmaxDerivative(x, mul(centred(g, x, params), centred(v, x, params)), params),
    v: (g, { x, params }) => softmaxDerivative(x, g, params),
  },
  formula: "x̄ = J·((ȳ − Σ s·ȳ)(v − Σ s·v)), v̄ = J·ȳ (y = J·v)",
  example: -1,
});

/** v − Σ s·v, taken from the value at the largest element of x, so that nothing cancels there. */
function centred(v: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  const fromLargest = sub(v, sumKept(mul(v, tieShare(x, axes)), axes));
  return sub(fromLargest, sumKept(mul(fromLargest, softmax(x, axes)), axes));
}

/** What softmax lacks of its limit, in which the largest elements share all: exact where 1 − share would be 0. */
const shareMissing = primitive({
  name: "shareMissing",
  inputs: ["x"],
  forward: ({ x }, axes: readonly number[]) => shareMissingValues(x, axes),
  rules: { x: (g, { x, params }) => neg(softmaxDerivative(x, g, params)) },
});

/**
 * The logarithm of softmax, without taking one of a small number.
 * @example
 * logSoftmax(tensor([0, 1000])); // → Tensor [2] [-1000, 0]
 */
export const logSoftmax: AlongAxes = primitive({
  name: "logSoftmax",
  inputs: ["x"],
  prepare: ({ x }, along: Along | undefined = -1) => axesOf("logSoftmax", along, x.rank),
  forward: ({ x }, axes) => logSoftmaxValues(x, axes),
  rules: {
    // ȳ − s·Σ ȳ, with s as its limit less what is missing: a gradient of the size of what is missing survives.
    x: (g, { x, params }) => {
      const total = sumKept(g, params);
      return add(sub(g, mul(tieShare(x, params), total)), mul(shareMissing(x, params), total));
    },
  },
  formula: "ȳ − softmax(x)·Σ ȳ",
  example: -1,
});
