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
  type Tensor,
} from "../../tensor/index.ts";
import type { Binary } from "../builders.ts";
import { composition, type Declared, type TensorLike } from "../operation.ts";
import { primitive } from "../primitive.ts";
import { mul } from "./arithmetic.ts";
import { fitted, sumTo, transpose } from "./movement.ts";
import { sum } from "./reduce.ts";

/**
 * A·B over the last two axes, [.., m, k] × [.., k, n] → [.., m, n]; leading axes broadcast.
 * @throws ShapeError if the inner lengths differ
 * @example
 * matmul(tensor([[1, 2]]), tensor([[3], [4]])); // → Tensor [1,1] [[11]]
 */
export const matmul: Binary = primitive({
  name: "matmul",
  inputs: ["a", "b"],
  forward: ({ a, b }) => productValues(a, b),
  shape: ({ a, b }) => productShape(a, b),
  rules: {
    a: (g, { a, b }) => fitted(matmul(g, transpose(b)), a.shape),
    b: (g, { a, b }) => fitted(matmul(transpose(a), g), b.shape),
  },
  formula: "Ā = Ȳ·Bᵀ, B̄ = Aᵀ·Ȳ",
  kind: "bilinear",
});

/**
 * x·Wᵀ + b for x [N, m], weight [n, m] and bias [n]: what an affine layer computes.
 * @throws ShapeError if the shapes do not fit
 * @example
 * affine(tensor([[1, 2]]), tensor([[3, 4]]), tensor([0.5])); // → Tensor [1,1] [[11.5]]
 */
export const affine: Declared<(x: TensorLike, weight: TensorLike, bias: TensorLike) => Tensor> = primitive({
  name: "affine",
  inputs: ["x", "weight", "bias"],
  prepare: ({ x, weight, bias }) => {
    checkAffine("affine", x, weight);
    if (!sameShape(bias.shape, [weight.shape[0]!])) {
      throw new ShapeError(
        `affine: bias ${shapeText(bias.shape)} does not fit weight ${shapeText(weight.shape)}: expected [${weight.shape[0]!}].`,
      );
    }
  },
  forward: ({ x, weight, bias }) => affineValues(x, weight, bias),
  rules: {
    x: (g, { weight }) => matmul(g, weight),
    weight: (g, { x }) => matmul(transpose(g), x),
    bias: (g, { bias }) => sumTo(g, bias.shape),
  },
  formula: "X̄ = Ȳ·W, W̄ = Ȳᵀ·X, b̄ = Σ rows of Ȳ",
  kind: "bilinear",
});

/**
 * x·Wᵀ for x [N, m] and weight [n, m]: an affine layer without bias.
 * @throws ShapeError if the shapes do not fit
 * @example
 * linear(tensor([[1, 2]]), tensor([[3, 4]])); // → Tensor [1,1] [[11]]
 */
export const linear: Declared<(x: TensorLike, weight: TensorLike) => Tensor> = primitive({
  name: "linear",
  inputs: ["x", "weight"],
  prepare: ({ x, weight }) => checkAffine("linear", x, weight),
  forward: ({ x, weight }) => affineValues(x, weight),
  rules: {
    x: (g, { weight }) => matmul(g, weight),
    weight: (g, { x }) => matmul(transpose(g), x),
  },
  formula: "X̄ = Ȳ·W, W̄ = Ȳᵀ·X",
  kind: "bilinear",
});

function checkAffine(who: string, x: Tensor, weight: Tensor): undefined {
  const [from, to] = [x.shape, weight.shape];
  if (from.length !== 2 || to.length !== 2 || from[1] !== to[1]) {
    throw new ShapeError(
      `${who}: x ${shapeText(from)} and weight ${shapeText(to)} do not fit: expected x [N, m] and weight [n, m].`,
    );
  }
}

/**
 * ⟨a, b⟩ = Σ a·b over all elements.
 * @example
 * dot(tensor([1, 2]), tensor([3, 4])); // → Tensor [] 11
 */
export const dot = composition({
  name: "dot",
  inputs: ["a", "b"],
  compute: (a: Tensor, b: Tensor): Tensor => sum(mul(a, b)),
  formula: "ā = ȳ·b, b̄ = ȳ·a",
  kind: "bilinear",
});
