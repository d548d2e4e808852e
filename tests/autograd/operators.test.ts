import { add, concat, exp, mul, reshape, sin, square, sum, tanh, untracked } from "../../autograd/index.ts";
import { hessian, jacobian } from "../../autograd/jacobians.ts";
import { grad, hvp, jvp, valueAndGrad, vjp } from "../../autograd/operators.ts";
import { variable } from "../../autograd/variable.ts";
import { ShapeError, UserError } from "../../lib/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { numbersOf } from "../support/tensors.ts";

type Scalar = (x: Tensor) => Tensor;
const at = (f: Scalar, x: number): number => f(tensor(x)).item();
const times = (n: number, f: Scalar): Scalar => (n === 0 ? f : times(n - 1, grad(f)));

/** A map from three numbers to four, with no symmetry to hide behind. */
const curved = (x: Tensor): Tensor => {
  const product = mul(reshape(x, [3, 1]), reshape(tanh(x), [1, 3]));
  return concat([sum(product, { axes: [0] }), reshape(sum(mul(exp(x), sin(x))), [1])]);
};
const bowl = (x: Tensor): Tensor => sum(square(curved(x)));
const x0 = tensor([0.3, -1.2, 0.8]);

describe("grad", () => {
  it("gives every derivative of the sine", () => {
    const derivatives = [Math.sin, Math.cos, (x: number) => -Math.sin(x), (x: number) => -Math.cos(x)];
    for (let n = 0; n <= 8; n++) expect(at(times(n, sin), 0.7)).toBeCloseTo(derivatives[n % 4]!(0.7), 15);
  });

  it("does not confuse perturbations: in d/dx x·(d/dy x·y) the inner derivative is x", () => {
    expect(
      at(
        grad((x) => mul(x, grad((y) => mul(x, y))(x))),
        3,
      ),
    ).toBe(6);
    expect(
      at(
        grad((x) => mul(x, grad((y) => add(x, y))(tensor(1)))),
        3,
      ),
    ).toBe(1);
    // d/dx [x·d/dy(x²·y³)] at y = x: x·3x²·x² = 3x⁵ in all, of which 15x⁴ is the derivative.
    const inner = (x: Tensor): Tensor => grad((y: Tensor) => mul(square(x), mul(y, square(y))))(x);
    expect(
      at(
        grad((x) => mul(x, inner(x))),
        2,
      ),
    ).toBe(15 * 16);
  });

  it("does not confuse perturbations of jvp and hvp either", () => {
    const one = tensor(1);
    expect(
      at(
        grad((x) => mul(x, jvp((y) => mul(x, y), x, one).tangent)),
        3,
      ),
    ).toBe(6);
    expect(jvp((x) => mul(x, jvp((y) => mul(x, y), x, one).tangent), tensor(3), one).tangent.item()).toBe(6);
    // hvp of x·y² in y along 1 is 2x; its product with x is 2x², of derivative 4x.
    expect(
      at(
        grad((x) =>
          mul(
            x,
            hvp((y) => mul(x, square(y)), x, one),
          ),
        ),
        3,
      ),
    ).toBe(12);
  });

  it("sees through a function that closes over a tensor of an outer derivative", () => {
    // d/dx Σ_y-derivative: g(x) = ∂/∂y (x·sin y) at y = 0.5 is x·cos 0.5.
    expect(
      at(
        grad((x) => grad((y: Tensor) => mul(x, sin(y)))(tensor(0.5))),
        2,
      ),
    ).toBeCloseTo(Math.cos(0.5), 15);
  });

  it("is the same inside an untracked scope", () => {
    expect(untracked(() => at(grad(square), 3))).toBe(6);
    expect(untracked(() => at(times(2, square), 3))).toBe(2);
    expect(
      at(
        grad((x) => untracked(() => grad(square)(x))),
        3,
      ),
    ).toBe(0); // but is a constant to those outside
    expect(
      at(
        grad((x) =>
          mul(
            x,
            untracked(() => grad(square)(x)),
          ),
        ),
        3,
      ),
    ).toBe(6);
  });

  it("works again after a function has thrown", () => {
    const failing = (): Tensor => {
      throw new Error("within");
    };
    expect(() => grad((x: Tensor) => grad(failing)(x))(tensor(1))).toThrow("within");
    const gradient = grad(square)(tensor(3));
    expect([gradient.item(), gradient.tracked]).toEqual([6, false]);
    expect(() => untracked(() => grad(failing)(tensor(1)))).toThrow("within");
    expect(sin(variable(tensor(1))).tracked).toBe(true);
  });

  it("drags no graph along when it is the outermost", () => {
    const parts: readonly Tensor[] = [
      grad(bowl)(x0),
      valueAndGrad(bowl)(x0).value,
      hvp(bowl, x0, x0),
      jvp(curved, x0, x0).tangent,
      jvp(curved, x0, x0).value,
      jacobian(curved)(x0),
      hessian(bowl)(x0),
      vjp(curved, x0).value,
      vjp(curved, x0).pull(tensor([1, 1, 1, 1])),
    ];
    for (const part of parts) expect([part.tracked, part.origin]).toEqual([false, undefined]);
  });

  it("stays part of the graph when its argument is", () => {
    const x = variable(x0);
    for (const part of [grad(bowl)(x), valueAndGrad(bowl)(x).value, hvp(bowl, x, x0), jacobian(curved)(x)]) {
      expect(part.tracked).toBe(true);
    }
    expect(untracked(() => grad(bowl)(x)).tracked).toBe(false);
  });

  it("of a function that ignores its argument is zeros", () => {
    expect(numbersOf(grad((_: Tensor) => tensor(5))(x0))).toEqual([0, 0, 0]);
  });

  it("takes an output of one element, of any rank", () => {
    expect(numbersOf(grad((x: Tensor) => reshape(sum(x), [1, 1]))(x0))).toEqual([1, 1, 1]);
  });

  it("refuses an output that is no scalar", () => {
    const message = "grad: the output has shape [3], expected a scalar. Sum it, or use jacobian.";
    expect(() => grad(sin)(x0)).toThrow(new ShapeError(message));
    expect(() => hvp(sin, x0, x0)).toThrow(/^hvp: the output has shape \[3\]/);
  });

  it.each([
    [
      "a promise",
      async (x: Tensor) => Promise.resolve(x),
      " Await what it waits for before taking the derivative.",
    ],
    ["undefined", () => undefined, ""],
    ["number", () => 3, ""],
  ])("refuses a function that returns %s", (found, wrong, advice) => {
    const f = wrong as unknown as Scalar;
    const message = (who: string): UserError =>
      new UserError(`${who}: the function returned ${found}, expected a tensor.${advice}`);
    expect(() => grad(f)(x0)).toThrow(message("grad"));
    expect(() => vjp(f, x0)).toThrow(message("vjp"));
    expect(() => jvp(f, x0, x0)).toThrow(message("jvp"));
    expect(() => hvp(f, x0, x0)).toThrow(message("hvp"));
    expect(() => jacobian(f)(x0)).toThrow(message("jacobian"));
  });
});
