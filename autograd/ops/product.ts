/**
 * Products of matrices: bilinear maps, each rule another product. "The gradient of a product is two products."
 */
import { ShapeError } from "../../lib/index.ts";
import {
  affineValues,
  productShape,
  productValues,
  sameShape,
  shapeText,
  type Shape,
  type Tensor,
  type Values,
} from "../../tensor/index.ts";
import { asTensor, type TensorLike } from "../linear.ts";
import { apply, composition, declare, domains, type About, type Primitive } from "../primitive.ts";
import { mul } from "./arithmetic.ts";
import { fitted, sumTo, transpose } from "./movement.ts";
import { sum } from "./reduce.ts";

const about = (formula: string, kind: About["kind"], shapes: readonly (readonly Shape[])[]): About => ({
  formula,
  kind,
  domain: domains.reals,
  samples: shapes.map((inputs) => ({ shapes: inputs })),
});

const matmulPrimitive: Primitive<"a" | "b", undefined> = {
  name: "matmul",
  inputs: ["a", "b"],
  forward: ({ a, b }) => productValues(a, b),
  shape: ({ a, b }) => productShape(a, b),
  rules: {
    a: (g, { a, b }) => fitted(matmul(g, transpose(b)), a.shape),
    b: (g, { a, b }) => fitted(matmul(transpose(a), g), b.shape),
  },
};

/** A·B over the last two axes, [.., m, k] × [.., k, n] → [.., m, n]; leading axes broadcast. */
export const matmul = declare(
  (a: TensorLike, b: TensorLike): Tensor => apply(matmulPrimitive, [asTensor(a), asTensor(b)], undefined),
  {
    name: "matmul",
    inputs: ["a", "b"],
    // prettier-ignore
    about: about("Ā = Ȳ·Bᵀ, B̄ = Aᵀ·Ȳ", "bilinear", [
      [[2, 3], [3, 2]], [[1, 1], [1, 1]], [[1, 4], [4, 1]], [[4, 1], [1, 3]], [[0, 2], [2, 3]], [[2, 0], [0, 3]],
      [[5, 4], [4, 5]], [[2, 2, 3], [2, 3, 2]], [[2, 2, 3], [3, 2]], [[2, 3], [2, 3, 1]], [[1, 2, 2], [3, 2, 1]],
      [[2, 1, 2, 2], [2, 2, 1]], [[6, 5], [5, 4]],
    ]),
  },
  true,
);

const affinePrimitive: Primitive<"x" | "weight" | "bias", undefined> = {
  name: "affine",
  inputs: ["x", "weight", "bias"],
  forward: ({ x, weight, bias }) => affineValues(x, weight, bias),
  rules: {
    x: (g, { weight }) => matmul(g, weight),
    weight: (g, { x }) => matmul(transpose(g), x),
    bias: (g, { bias }) => sumTo(g, bias.shape),
  },
};

/** x·Wᵀ + b for x [N, m], weight [n, m] and bias [n]: what an affine layer computes. */
export const affine = declare(
  (x: Tensor, weight: Tensor, bias: Tensor): Tensor => {
    checkAffine("affine", x.values, weight.values);
    if (!sameShape(bias.shape, [weight.shape[0]!])) {
      throw new ShapeError(
        `affine: bias ${shapeText(bias.shape)} does not fit weight ${shapeText(weight.shape)}: expected [${weight.shape[0]!}].`,
      );
    }
    return apply(affinePrimitive, [x, weight, bias], undefined);
  },
  {
    name: "affine",
    inputs: ["x", "weight", "bias"],
    // prettier-ignore
    about: about("X̄ = Ȳ·W, W̄ = Ȳᵀ·X, b̄ = Σ rows of Ȳ", "bilinear", [
      [[2, 3], [2, 3], [2]], [[1, 1], [1, 1], [1]], [[1, 4], [3, 4], [3]], [[4, 1], [2, 1], [2]], [[0, 2], [3, 2], [3]],
      [[2, 0], [3, 0], [3]], [[5, 4], [5, 4], [5]], [[2, 3], [1, 3], [1]], [[1, 2], [4, 2], [4]], [[3, 2], [4, 2], [4]],
      [[4, 4], [4, 4], [4]], [[6, 5], [4, 5], [4]],
    ]),
  },
  true,
);

const linearPrimitive: Primitive<"x" | "weight", undefined> = {
  name: "linear",
  inputs: ["x", "weight"],
  forward: ({ x, weight }) => affineValues(x, weight),
  rules: {
    x: (g, { weight }) => matmul(g, weight),
    weight: (g, { x }) => matmul(transpose(g), x),
  },
};

/** x·Wᵀ for x [N, m] and weight [n, m]: an affine layer without bias. */
export const linear = declare(
  (x: Tensor, weight: Tensor): Tensor => {
    checkAffine("linear", x.values, weight.values);
    return apply(linearPrimitive, [x, weight], undefined);
  },
  {
    name: "linear",
    inputs: ["x", "weight"],
    // prettier-ignore
    about: about("X̄ = Ȳ·W, W̄ = Ȳᵀ·X", "bilinear", [
      [[2, 3], [2, 3]], [[1, 1], [1, 1]], [[1, 4], [3, 4]], [[4, 1], [2, 1]], [[0, 2], [3, 2]], [[2, 0], [3, 0]],
      [[5, 4], [5, 4]], [[2, 3], [1, 3]], [[1, 2], [4, 2]], [[3, 2], [4, 2]], [[4, 4], [4, 4]], [[6, 5], [4, 5]],
    ]),
  },
  true,
);

function checkAffine(who: string, x: Values, weight: Values): void {
  if (x.dimension !== 2 || weight.dimension !== 2 || x.shape[1] !== weight.shape[1]) {
    throw new ShapeError(
      `${who}: x ${shapeText(x.shape)} and weight ${shapeText(weight.shape)} do not fit: expected x [N, m] and weight [n, m].`,
    );
  }
}

/** ⟨a, b⟩ = Σ a·b over all elements. */
export const dot = composition((a: TensorLike, b: TensorLike): Tensor => sum(mul(a, b)), {
  name: "dot",
  inputs: ["a", "b"],
  // prettier-ignore
  about: about("ā = ȳ·b, b̄ = ȳ·a", "bilinear", [
    [[], []], [[3], [3]], [[1], [1]], [[0], [0]], [[2, 3], [2, 3]], [[1, 3], [1, 3]], [[3, 1], [3, 1]], [[2, 0], [2, 0]],
    [[2, 1, 3], [2, 1, 3]], [[2, 2, 2], [2, 2, 2]], [[5], [5]], [[2, 1, 2, 2], [2, 1, 2, 2]],
  ]),
});
