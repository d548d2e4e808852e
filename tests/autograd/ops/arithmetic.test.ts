import * as arithmetic from "../../../autograd/ops/arithmetic.ts";
import { jacobian } from "../../../autograd/index.ts";
import { tensor, type Tensor } from "../../../tensor/index.ts";
import { firstDifference, numbersOf } from "../../support/tensors.ts";

const special = [NaN, -Infinity, -2, -0, 0, 0.5, 3, Infinity];

/** What each operation computes, as JavaScript itself has it. */
const unary: Readonly<Record<string, (x: number) => number>> = {
  neg: (x) => -x,
  square: (x) => x * x,
  sign: Math.sign,
  abs: Math.abs,
  heaviside: (x) => (Math.sign(x) + 1) / 2,
  relu: (x) => (x <= 0 ? 0 : x),
  reciprocal: (x) => 1 / x,
  sqrt: Math.sqrt,
  reciprocalSqrt: (x) => 1 / Math.sqrt(x),
};
const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
  precedence: (a, b) =>
    Number.isNaN(a - a + b - b) && Number.isNaN(a + b) ? NaN : (Math.sign(a - b) + 1) / 2,
};
const operations = arithmetic as unknown as Readonly<Record<string, (...xs: Tensor[]) => Tensor>>;

describe("arithmetic", () => {
  it("has a row below for every operation of the file", () => {
    expect([...Object.keys(unary), ...Object.keys(binary)].sort()).toEqual(Object.keys(arithmetic).sort());
  });

  it.each(Object.keys(unary))("%s is the function of its name, special values included", (name) => {
    const computed = operations[name]!(tensor(special)).toArray();
    expect(firstDifference(computed, special.map(unary[name]!))).toBe(-1);
  });

  it.each(Object.keys(binary).filter((name) => name !== "precedence"))(
    "%s is the function of its name on every pair of special values",
    (name) => {
      const [a, b] = [special.flatMap((p) => special.map(() => p)), special.flatMap(() => special)];
      const expected = a.map((p, i) => binary[name]!(p, b[i]!));
      expect(firstDifference(operations[name]!(tensor(a), tensor(b)).toArray(), expected)).toBe(-1);
    },
  );

  it("precedence is 1, ½ or 0 as a is ahead of b, ties, or is behind; NaN beside NaN", () => {
    const [a, b] = [tensor([2, 1, 1, -0, Infinity, NaN, 1]), tensor([1, 2, 1, 0, Infinity, 1, NaN])];
    expect(numbersOf(arithmetic.precedence(a, b))).toEqual([1, 0, 0.5, 0.5, 0.5, NaN, NaN]);
  });

  it("keeps NaN through every operation and into every derivative that has a slope", () => {
    for (const name of ["square", "abs", "relu", "reciprocal", "sqrt", "reciprocalSqrt"]) {
      expect([name, jacobian(operations[name]!)(tensor(NaN)).item()]).toEqual([name, NaN]);
    }
    for (const name of ["maximum", "minimum"]) {
      for (const [a, b] of [
        [NaN, 1],
        [1, NaN],
      ] as const) {
        expect([name, operations[name]!(tensor(a), tensor(b)).item()]).toEqual([name, NaN]);
        expect(jacobian((x) => operations[name]!(x, tensor(b)))(tensor(a)).item()).toBe(NaN);
      }
    }
  });

  it("derives the roots and reciprocals down to the ends of their range", () => {
    const slope = (f: (x: Tensor) => Tensor, x: number): number => jacobian(f)(tensor(x)).item();
    expect(slope(arithmetic.sqrt, 5e-324)).toBeCloseTo(2.2494568972715982e161, -146);
    expect(slope(arithmetic.sqrt, 0)).toBe(Infinity);
    expect(slope(arithmetic.reciprocal, 1e-150)).toBeCloseTo(-1e300, -286);
    expect(slope(arithmetic.reciprocalSqrt, 1e-200)).toBeCloseTo(-5e299, -285);
  });
});
