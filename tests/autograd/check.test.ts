import { abs, add, detached, exp, log, mul, sign, sin, square, sum } from "../../autograd/index.ts";
import { checkGradients, GradientError } from "../../autograd/check.ts";
import { UserError } from "../../lib/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { normal } from "../support/tensors.ts";

const product = ([a, b]: readonly Tensor[]): Tensor => mul(sin(a!), exp(b!));
const inputs = [tensor([0.4, -1]), tensor([[0.3], [0.2]])];

describe("checkGradients", () => {
  it("compares every order with respect to every input", () => {
    const checks = checkGradients(product, inputs, { order: 3, names: ["a", "b"] });
    expect(checks.map(({ order, input }) => `${order}${input}`)).toEqual([
      "1a",
      "1b",
      "2a",
      "2b",
      "3a",
      "3b",
    ]);
    for (const { error, zero } of checks) {
      expect(error).toBeLessThan(1e-11);
      expect(error).toBeGreaterThan(0); // differences are never exact: an error of 0 would mean nothing was compared
      expect(zero).toBe(false);
    }
  });

  it("goes to order 2 and calls inputs by number by default", () => {
    const checks = checkGradients(([x]) => sin(x!), [tensor([1])]);
    expect(checks.map(({ order, input }) => `${order} ${input}`)).toEqual(["1 input 0", "2 input 0"]);
  });

  it("says where a derivative is identically zero, and what the differences leave there", () => {
    const checks = checkGradients(([x]) => add(mul(3, x!), sign(x!)), [tensor([1, -2])]);
    expect(checks.map(({ zero }) => zero)).toEqual([false, true]);
    expect(checks[1]!.error).toBe(0);
  });

  it("fails with the function, the order, the input and both sizes", () => {
    const wrong = ([x]: readonly Tensor[]): Tensor => mul(x!, detached(x!)); // half of the derivative of x²
    let caught: unknown;
    try {
      checkGradients(wrong, [tensor([2])], { name: "square", names: ["x"] });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(GradientError);
    expect(caught).toBeInstanceOf(UserError);
    expect((caught as Error).name).toBe("GradientError");
    expect((caught as Error).message).toBe(
      "square: derivative of order 1 with respect to x: relative error 1.0e+0 " +
        "(engine 2.00000, differences 4.00000), allowed 1e-9.",
    );
  });

  it("calls the function by its own name", () => {
    function halfway([x]: readonly Tensor[]): Tensor {
      return mul(x!, detached(x!));
    }
    expect(() => checkGradients(halfway, [tensor([2])])).toThrow(/^halfway: derivative of order 1/);
    expect(() => checkGradients(([x]) => mul(x!, detached(x!)), [tensor([2])])).toThrow(/^f: /);
  });

  it("fails on NaN", () => {
    expect(() => checkGradients(([x]) => log(x!), [tensor([-1])])).toThrow(GradientError);
  });

  it("finds what a sum would hide: errors that cancel over the elements", () => {
    // The derivative has a stray +1 and −1 on its diagonal; a check of Σ f alone would see none of it.
    const cancelling = ([x]: readonly Tensor[]): Tensor =>
      add(sin(x!), mul(tensor([1, -1]), add(x!, mul(-1, detached(x!)))));
    const summed = ([x]: readonly Tensor[]): Tensor => sum(mul(tensor([1, 1]), cancelling([x!])));
    const x = tensor([0.3, 0.3]);
    expect(() => checkGradients(cancelling, [x])).toThrow(GradientError);
    expect(() => checkGradients(([y]) => summed([add(y!, tensor([0, 0]))]), [x])).toThrow(GradientError);
  });

  it("takes a tolerance, and a distance from the nearest singularity", () => {
    const near = [tensor([0.004])];
    const f = ([x]: readonly Tensor[]): Tensor => log(x!);
    expect(() => checkGradients(f, near)).toThrow(GradientError); // the step of 6e-3 leaves the domain
    expect(checkGradients(f, near, { distance: () => 0.004 })[0]!.error).toBeLessThan(1e-9);
    expect(() => checkGradients(product, inputs, { tolerance: 1e-18 })).toThrow("allowed 1e-18");
  });

  it("sees the kink that a step crosses", () => {
    expect(() => checkGradients(([x]) => abs(x!), [tensor([0.001])])).toThrow(GradientError);
  });

  it("takes Jacobians of more entries than a call has arguments", () => {
    const [check] = checkGradients(([x]) => square(x!), [normal([400], 0)], { order: 1 });
    expect(check!.error).toBeLessThan(1e-11);
  });

  it("checks nothing and says so for inputs without elements", () => {
    const checks = checkGradients(([x]) => sin(x!), [tensor([])]);
    expect(checks.map(({ zero, error }) => [zero, error])).toEqual([
      [true, 0],
      [true, 0],
    ]);
  });
});
