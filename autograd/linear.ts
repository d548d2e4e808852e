/**
 * How linear maps of one tensor are declared: in adjoint pairs.
 */
import { tensor, type Shape, type Tensor, type Values } from "../tensor/index.ts";
import {
  apply,
  declare,
  domains,
  type About,
  type Declared,
  type Primitive,
  type Sample,
} from "./primitive.ts";

/** A tensor, or a number that stands for a scalar one. */
export type TensorLike = Tensor | number;

export function asTensor(x: TensorLike): Tensor {
  return typeof x === "number" ? tensor(x) : x;
}

/** What a declaration must say; the builder fills in the rest. */
export type Facts = Pick<About, "formula"> & Partial<About>;

export type Linear<P> = Declared<(x: TensorLike, params: P) => Tensor>;

/**
 * A linear map of one tensor. Linear maps come in adjoint pairs: the rule of one is a call of the other, so neither
 * has a derivative to get wrong, and ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ is all there is to test.
 */
export function linear<P>(
  name: string,
  forward: (x: Values, params: P) => Values,
  adjoint: (g: Tensor, from: Shape, params: P) => Tensor,
  facts: Facts & { readonly samples: readonly Sample[] },
  shape?: (x: Shape, params: P) => Shape,
): Linear<P> {
  const primitive: Primitive<"x", P> = {
    name,
    inputs: ["x"],
    forward: ({ x }, params) => forward(x, params),
    ...(shape && { shape: ({ x }, params) => shape(x, params) }),
    rules: { x: (g, { x, params }) => adjoint(g, x.shape, params) },
  };
  const about: About = { kind: "linear", domain: domains.reals, ...facts };
  const run = (x: TensorLike, params: P): Tensor => apply(primitive, [asTensor(x)], params);
  return declare(run, { name, inputs: ["x"], about }, true);
}
