import * as lib from "../../../lib/index.ts";
import * as transcendental from "../../../autograd/ops/transcendental.ts";
import { grad, hessian, jacobian, sum } from "../../../autograd/index.ts";
import { tensor, type Tensor } from "../../../tensor/index.ts";
import { firstDifference, numbersOf } from "../../support/tensors.ts";

const points = [NaN, -Infinity, -800, -3, -0.5, -0, 0, 1e-12, 0.5, 3, 800, Infinity];

/** What each operation computes, element by element. */
const scalar: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  sechSquared: lib.sechSquared,
  sigmoid: lib.sigmoid,
  sigmoidSlope: lib.sigmoidSlope,
  softplus: lib.softplus,
  erf: lib.erf,
  expMinusSquare: lib.expMinusSquare,
  normalDistribution: lib.normalDistribution,
  normalDensity: lib.normalDensity,
  silu: (x) => (x === -Infinity ? 0 : x / (1 + Math.exp(-x))),
  siluSlope: lib.siluSlope,
  gelu: lib.gelu,
  geluSlope: lib.geluSlope,
};
const operations = transcendental as unknown as Readonly<Record<string, (x: Tensor) => Tensor>>;

describe("transcendental functions", () => {
  it("have a row below for every operation of the file", () => {
    expect(Object.keys(scalar).sort()).toEqual(Object.keys(transcendental).sort());
  });

  it.each(Object.keys(scalar).filter((name) => name !== "silu"))("%s is the function of its name", (name) => {
    expect(firstDifference(operations[name]!(tensor(points)).toArray(), points.map(scalar[name]!))).toBe(-1);
  });

  it("silu is x·σ(x), with the limit 0 at −∞", () => {
    const values = numbersOf(transcendental.silu(tensor(points)));
    points.forEach((x, i) => {
      const expected = scalar["silu"]!(x);
      expect(values[i]).toEqual(Number.isNaN(expected) ? NaN : expect.closeTo(expected, 14));
    });
  });

  it("come in pairs that differentiation does not leave: no derivative of any order is a difference that cancels", () => {
    // At 40, 1 − tanh² and σ(1 − σ) are 0 in Float64; their derivatives of any order are not.
    const nth = (f: (x: Tensor) => Tensor, n: number): ((x: Tensor) => Tensor) =>
      n === 0 ? f : nth((x) => grad((y: Tensor) => sum(f(y)))(x), n - 1);
    const [x, tail] = [40, Math.exp(-40)];
    for (let n = 1; n <= 5; n++) {
      const sign = n % 2 === 1 ? 1 : -1;
      const derivative = (f: (x: Tensor) => Tensor): number => nth(f, n)(tensor(x)).item();
      // σ(x) = 1 − e⁻ˣ + …, tanh x = 1 − 2e^(−2x) + …, so the n-th derivatives are ±e⁻ˣ and ±2·2ⁿ·e^(−2x).
      expect(derivative(transcendental.sigmoid) / (sign * tail)).toBeCloseTo(1, 13);
      expect(derivative(transcendental.tanh) / (sign * 2 ** (n + 1) * tail * tail)).toBeCloseTo(1, 13);
    }
  });

  it("have finite derivatives where they have them, also far out", () => {
    for (const name of ["tanh", "sigmoid", "softplus", "erf", "silu", "gelu", "normalDistribution"]) {
      const slopes = numbersOf(
        grad((x: Tensor) => sum(operations[name]!(x)))(tensor([-800, -50, 0, 50, 800])),
      );
      expect([name, slopes.every(Number.isFinite)]).toEqual([name, true]);
      expect([name, Math.abs(slopes[0]!)]).toEqual([name, 0]);
    }
    expect(jacobian(transcendental.softplus)(tensor(800)).item()).toBe(1);
  });

  it("have second derivatives that vanish far out, where no square may overflow on the way", () => {
    for (const name of ["tanh", "sigmoid", "softplus", "erf", "silu", "gelu", "normalDistribution"]) {
      for (const x of [-1e200, 1e200]) {
        const curvature = hessian(operations[name]!)(tensor(x)).item();
        expect([name, x, Math.abs(curvature)]).toEqual([name, x, 0]);
      }
    }
  });
});
