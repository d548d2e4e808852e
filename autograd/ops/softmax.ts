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
  normalizeAxis,
  sameShape,
  shapeText,
  shareMissingValues,
  softmaxDerivativeValues,
  softmaxValues,
  type Tensor,
} from "../../tensor/index.ts";
import { overAxes, reduction } from "../builders.ts";
import { asTensor, type TensorLike } from "../linear.ts";
import { apply, declare, domains, type About, type Declared, type Primitive } from "../primitive.ts";
import { reductionSamples } from "../samples.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { sumKept, tieShare } from "./reduce.ts";

const about = (formula: string, samples: About["samples"]): About => ({
  formula,
  kind: "smooth",
  domain: domains.reals,
  samples,
});

/** log Σ eˣ, shifted by the maximum: nothing overflows. Over nothing, or over −∞ alone, it is −∞. */
const logSumExpKept = overAxes("logSumExp", logSumExpValues, (g, { x, params }) =>
  mul(g, softmaxOver(x, params)),
);
export const logSumExp = reduction("logSumExp", logSumExpKept, about("ȳ·softmax(x)", reductionSamples), true);

/** eˣ/Σeˣ. Over −∞ alone every element has an equal share, the limit along equal elements. */
const softmaxOver = overAxes("softmax", softmaxValues, (g, { x, params }) => derivativeOver(x, g, params));

/**
 * J(x)·v for the derivative J = diag(s) − s·sᵀ of the shares s: symmetric, so it carries directions forward and
 * cotangents back. ⟨g, J·v⟩ = Σ s·g·v − (Σ s·g)(Σ s·v), and its derivative by x is J·((g − Σ s·g)(v − Σ s·v)).
 */
const derivativePrimitive: Primitive<"x" | "v", readonly number[]> = {
  name: "softmaxDerivative",
  inputs: ["x", "v"],
  forward: ({ x, v }, axes) => softmaxDerivativeValues(x, v, axes),
  rules: {
    x: (g, { x, v, params }) => derivativeOver(x, mul(centred(g, x, params), centred(v, x, params)), params),
    v: (g, { x, params }) => derivativeOver(x, g, params),
  },
};

function derivativeOver(x: Tensor, v: Tensor, axes: readonly number[]): Tensor {
  return apply(derivativePrimitive, [x, v], axes);
}

/** v − Σ s·v, taken from the value at the largest element of x, so that nothing cancels there. */
function centred(v: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  const fromLargest = sub(v, sumKept(mul(v, tieShare(x, axes)), axes));
  return sub(fromLargest, sumKept(mul(fromLargest, softmaxOver(x, axes)), axes));
}

/** What softmax lacks of its limit, in which the largest elements share all: exact where 1 − share would be 0. */
const shareMissing = overAxes("shareMissing", shareMissingValues, (g, { x, params }) =>
  neg(derivativeOver(x, g, params)),
);

const logSoftmaxOver = overAxes(
  "logSoftmax",
  logSoftmaxValues,
  // ȳ − s·Σ ȳ, with s as its limit less what is missing: a gradient of the size of what is missing survives.
  (g, { x, params }) => {
    const total = sumKept(g, params);
    return add(sub(g, mul(tieShare(x, params), total)), mul(shareMissing(x, params), total));
  },
);

// prettier-ignore
const alongAxisSamples: readonly (readonly [shape: readonly number[], axis: number])[] = [
  [[3], 0], [[1], 0], [[5], -1], [[2, 3], 1], [[2, 3], 0], [[3, 1], 1], [[3, 1], 0], [[0, 2], 1],
  [[2, 3, 2], 1], [[2, 1, 3], -1], [[2, 2, 2], 0], [[2, 1, 2, 3], 3],
];

type AlongAxis = Declared<(x: TensorLike, axis?: number) => Tensor>;

function alongAxis(
  name: string,
  over: (x: Tensor, axes: readonly number[]) => Tensor,
  formula: string,
): AlongAxis {
  const run = (x: TensorLike, axis = -1): Tensor => {
    const input = asTensor(x);
    return over(input, [normalizeAxis(name, axis, input.rank)]);
  };
  const samples = alongAxisSamples.map(([shape, axis]) => ({ shapes: [shape], params: axis }));
  return declare(run, { name, inputs: ["x"], about: about(formula, samples) }, true);
}

/** Shares eˣ/Σeˣ along one axis, the last unless named. */
export const softmax = alongAxis("softmax", softmaxOver, "y·(ȳ − Σ ȳ·y)");
/** The logarithm of softmax, without taking one of a small number. */
export const logSoftmax = alongAxis("logSoftmax", logSoftmaxOver, "ȳ − softmax(x)·Σ ȳ");

/**
 * s·(v − Σ s·v) for the shares s of x along one axis, the last unless named: the derivative of softmax along v.
 * @throws ShapeError unless x and v have one shape
 */
export const softmaxDerivative = declare(
  (x: Tensor, v: Tensor, axis = -1): Tensor => {
    if (!sameShape(x.shape, v.shape)) {
      throw new ShapeError(
        `softmaxDerivative: x ${shapeText(x.shape)} and v ${shapeText(v.shape)} must have one shape.`,
      );
    }
    return derivativeOver(x, v, [normalizeAxis("softmaxDerivative", axis, x.rank)]);
  },
  {
    name: "softmaxDerivative",
    inputs: ["x", "v"],
    about: about(
      "x̄ = J·((ȳ − Σ s·ȳ)(v − Σ s·v)), v̄ = J·ȳ (y = J·v)",
      alongAxisSamples.map(([shape, axis]) => ({ shapes: [shape, shape], params: axis })),
    ),
  },
  true,
);
