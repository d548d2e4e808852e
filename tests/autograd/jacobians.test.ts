import {
  concat,
  cos,
  dot,
  exp,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  mul,
  reshape,
  sin,
  square,
  sum,
  tanh,
  vjp,
} from "../../autograd/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { normal, numbersOf, relativeDistance } from "../support/tensors.ts";

/** A map from three numbers to four, with no symmetry to hide behind. */
const curved = (x: Tensor): Tensor => {
  const product = mul(reshape(x, [3, 1]), reshape(tanh(x), [1, 3]));
  return concat([sum(product, { axes: [0] }), reshape(sum(mul(exp(x), sin(x))), [1])]);
};
const bowl = (x: Tensor): Tensor => sum(square(curved(x)));
const x0 = tensor([0.3, -1.2, 0.8]);

describe("Jacobians and Hessians", () => {
  const columns = (n: number): readonly Tensor[] =>
    Array.from({ length: n }, (_, j) => tensor(Array.from({ length: n }, (__, i) => (i === j ? 1 : 0))));

  it("jvp along the axes gives the columns of the Jacobian, vjp its rows", () => {
    const full = jacobian(curved)(x0);
    expect(full.shape).toEqual([4, 3]);
    columns(3).forEach((axis, j) => {
      const { value, tangent } = jvp(curved, x0, axis);
      expect(
        relativeDistance(
          numbersOf(tangent),
          [0, 1, 2, 3].map((i) => full.at(i, j)),
        ),
      ).toBeLessThan(1e-15);
      expect(numbersOf(value)).toEqual(numbersOf(curved(x0)));
    });
    const { value, pull } = vjp(curved, x0);
    expect(numbersOf(value)).toEqual(numbersOf(curved(x0)));
    columns(4).forEach((seed, i) =>
      expect(numbersOf(pull(seed))).toEqual([0, 1, 2].map((j) => full.at(i, j))),
    );
  });

  it("jvp is linear in the vector and can itself be differentiated", () => {
    const v = tensor([1, -2, 0.5]);
    const along = (x: Tensor): Tensor => sum(jvp(curved, x, v).tangent);
    const gradient = grad(along)(x0);
    const byHessian = grad((x: Tensor) => dot(grad((y: Tensor) => sum(curved(y)))(x), v))(x0);
    expect(relativeDistance(numbersOf(gradient), numbersOf(byHessian))).toBeLessThan(1e-14);
    // and with respect to the vector it is the transposed product:
    const inV = grad((w: Tensor) => sum(jvp(curved, x0, w).tangent))(v);
    expect(
      relativeDistance(numbersOf(inV), numbersOf(vjp(curved, x0).pull(tensor([1, 1, 1, 1])))),
    ).toBeLessThan(1e-14);
  });

  it("hvp is the Hessian times the vector", () => {
    const [full, v] = [hessian(bowl)(x0), normal([3], 1)];
    const product = [0, 1, 2].map((i) => [0, 1, 2].reduce((s, j) => s + full.at(i, j) * v.at(j), 0));
    expect(relativeDistance(numbersOf(hvp(bowl, x0, v)), product)).toBeLessThan(1e-14);
  });

  it("have the shapes of output and input one after the other, also of scalars and of nothing", () => {
    expect(jacobian((x) => reshape(curved(x), [2, 2]))(x0).shape).toEqual([2, 2, 3]);
    expect(jacobian(sum)(x0).shape).toEqual([3]);
    expect(jacobian(sin)(tensor(1)).shape).toEqual([]);
    expect(jacobian(sin)(tensor([])).shape).toEqual([0, 0]);
    expect(hessian((x) => sum(square(x)))(tensor([[1, 2]])).shape).toEqual([1, 2, 1, 2]);
  });

  it("nest: the Jacobian of a gradient is the Hessian", () => {
    expect(numbersOf(jacobian(grad(bowl))(x0))).toEqual(numbersOf(hessian(bowl)(x0)));
    // and the third derivative of Σ x³/6 is 1 on the diagonal.
    const third = jacobian(hessian((x) => sum(mul(1 / 6, mul(x, square(x))))))(tensor([1, 2]));
    expect(numbersOf(third)).toEqual([1, 0, 0, 0, 0, 0, 0, 1].map((v) => expect.closeTo(v, 15) as number));
  });

  it("vjp can be pulled more than once, with cotangents that are themselves differentiated", () => {
    const { pull } = vjp(sin, x0);
    expect(numbersOf(pull(tensor([1, 0, 0])))).toEqual([Math.cos(0.3), 0, 0]);
    expect(numbersOf(grad((u: Tensor) => sum(pull(u)))(tensor([1, 1, 1])))).toEqual(numbersOf(cos(x0)));
  });
});
