/**
 * Elementary functions and their derivatives to order 3 where Float64 ends: at ±∞, beside it, at 0 and beside it they are
 * their limits, wherever these exist. (Between these points elementary-functions.test.ts has their digits.)
 */
import { grad } from "../../autograd/index.ts";
import { binaryCrossEntropyWithLogits, crossEntropy } from "../../layers/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { catalogue } from "../support/catalogue.ts";
import { numbersOf } from "../support/tensors.ts";

const [inf, none] = [Infinity, NaN];
const zeros = [0, 0, 0, 0] as const;
const [bell, density] = [2 / Math.sqrt(Math.PI), 1 / Math.sqrt(2 * Math.PI)];
type Orders = readonly [number, number, number, number];

/** Limits of f, f′, f″, f‴ at −∞, at 0 (from above, where f is defined for x > 0 alone) and at ∞; NaN where there is none. */
const limits: Readonly<Record<string, readonly [Orders, Orders, Orders]>> = {
  abs: [[inf, -1, 0, 0], [0, none, none, none], [inf, 1, 0, 0]],
  cos: [[none, none, none, none], [1, 0, -1, 0], [none, none, none, none]],
  erf: [[-1, 0, 0, 0], [0, bell, 0, -2 * bell], [1, 0, 0, 0]],
  exp: [zeros, [1, 1, 1, 1], [inf, inf, inf, inf]],
  expMinusSquare: [zeros, [1, 0, -2, 0], zeros],
  expm1: [[-1, 0, 0, 0], [0, 1, 1, 1], [inf, inf, inf, inf]],
  gelu: [zeros, [0, 0.5, 2 * density, 0], [inf, 1, 0, 0]],
  geluSlope: [zeros, [0.5, 2 * density, 0, -4 * density], [1, 0, 0, 0]],
  heaviside: [zeros, [none, none, none, none], [1, 0, 0, 0]],
  log: [[none, none, none, none], [-inf, inf, -inf, inf], [inf, 0, 0, 0]],
  log1p: [[none, none, none, none], [0, 1, -1, 2], [inf, 0, 0, 0]],
  neg: [[inf, -1, 0, 0], [0, -1, 0, 0], [-inf, -1, 0, 0]],
  normalDensity: [zeros, [density, 0, -density, 0], zeros],
  normalDistribution: [zeros, [0.5, density, 0, -density], [1, 0, 0, 0]],
  reciprocal: [zeros, [none, none, none, none], zeros],
  reciprocalSqrt: [[none, none, none, none], [inf, -inf, inf, -inf], zeros],
  relu: [zeros, [0, none, none, none], [inf, 1, 0, 0]],
  sechSquared: [zeros, [1, 0, -2, 0], zeros],
  sigmoid: [zeros, [0.5, 0.25, 0, -0.125], [1, 0, 0, 0]],
  sigmoidSlope: [zeros, [0.25, 0, -0.125, 0], zeros],
  sign: [[-1, 0, 0, 0], [none, none, none, none], [1, 0, 0, 0]],
  silu: [zeros, [0, 0.5, 0.5, 0], [inf, 1, 0, 0]],
  siluSlope: [zeros, [0.5, 0.5, 0, -0.5], [1, 0, 0, 0]],
  sin: [[none, none, none, none], [0, 1, 0, -1], [none, none, none, none]],
  softplus: [zeros, [Math.LN2, 0.5, 0.25, 0], [inf, 1, 0, 0]],
  sqrt: [[none, none, none, none], [0, inf, -inf, inf], [inf, 0, 0, 0]],
  square: [[inf, -inf, 2, 0], [0, 0, 2, 0], [inf, inf, 2, 0]],
  tanh: [[-1, 0, 0, 0], [0, 1, 0, -2], [1, 0, 0, 0]],
}; // prettier-ignore

const elementwise = catalogue.filter(
  ({ primitive, elementwise: isElementwise, inputs }) => primitive && isElementwise && inputs.length === 1,
);

/** f, f′, f″, f‴ at x. */
function derivatives(run: (x: Tensor) => Tensor, x: number): number[] {
  let f = run;
  return [0, 1, 2, 3].map(() => {
    const value = f(tensor(x)).item();
    f = grad(f);
    return value;
  });
}

/** Of the limit itself at the point; beside it as near as growth and decay of powers of x allow. */
function expectLimit(found: readonly number[], limit: Orders, label: unknown, at: "there" | "beside"): void {
  found.forEach((value, order) => {
    const expected = limit[order]!;
    if (Number.isNaN(expected)) return;
    const isNear =
      at === "there" || Number.isFinite(expected)
        ? value === expected ||
          Math.abs(value - expected) <= (at === "there" ? 4e-16 : 1e-70) + 4e-16 * Math.abs(expected)
        : Math.abs(value) > 100 && Math.sign(value) === Math.sign(expected);
    expect([label, order, value, isNear]).toEqual([label, order, value, true]);
  });
}

describe("elementary functions", () => {
  it("of the table are operations of the catalogue", () => {
    const known = new Set(elementwise.map(({ name }) => name));
    expect(Object.keys(limits).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(elementwise.filter(({ name }) => name in limits).map((op) => [op.name, op] as const))(
    "%s and its derivatives to order 3 have their limits at ±∞ and 0",
    (name, op) => {
      const run = (x: Tensor): Tensor => op.run([x], undefined);
      const [below, middle, above] = limits[name]!;
      const isHalf = Number.isNaN(below[0]) && !["sin", "cos"].includes(name);
      expectLimit(derivatives(run, Infinity), above, Infinity, "there");
      for (const x of [1e154, Number.MAX_VALUE]) expectLimit(derivatives(run, x), above, x, "beside");
      expectLimit(derivatives(run, 0), middle, 0, "there");
      expectLimit(derivatives(run, 1e-300), middle, 1e-300, "beside");
      if (isHalf) return; // x = −0 is the edge of the domain from outside
      expectLimit(derivatives(run, -Infinity), below, -Infinity, "there");
      for (const x of [-1e154, -Number.MAX_VALUE]) expectLimit(derivatives(run, x), below, x, "beside");
      expectLimit(derivatives(run, -0), middle, -0, "there");
      expectLimit(derivatives(run, -1e-300), middle, -1e-300, "beside");
    },
  );
});

describe("losses of infinite logits", () => {
  const bce = (target: number) => (x: Tensor) => binaryCrossEntropyWithLogits(x, [target]);

  it("binaryCrossEntropyWithLogits and its derivatives have their limits", () => {
    // Of softplus(x) for target 0, softplus(−x) for 1, and both in shares between.
    expectLimit(derivatives(bce(0), -Infinity), zeros, "0 at −∞", "there");
    expectLimit(derivatives(bce(0), Infinity), [inf, 1, 0, 0], "0 at ∞", "there");
    expectLimit(derivatives(bce(1), Infinity), zeros, "1 at ∞", "there");
    expectLimit(derivatives(bce(1), -Infinity), [inf, -1, 0, 0], "1 at −∞", "there");
    expectLimit(derivatives(bce(0.25), Infinity), [inf, 0.75, 0, 0], "¼ at ∞", "there");
    expectLimit(derivatives(bce(0.25), -Infinity), [inf, -0.25, 0, 0], "¼ at −∞", "there");
  });

  it("crossEntropy of a wrong class at −∞ is that without the class", () => {
    const [loss, without] = [(x: Tensor) => crossEntropy(x, [1]), (x: Tensor) => crossEntropy(x, [0])];
    const [x, y] = [tensor([[-Infinity, 1, 3]]), tensor([[1, 3]])];
    expect(loss(x).item()).toBe(without(y).item());
    expect(numbersOf(grad(loss)(x))).toEqual([0, ...numbersOf(grad(without)(y))]);
  });
});
