/**
 * Derivatives in tails, where a difference of nearly equal numbers would leave nothing: named values, and forms that
 * do not cancel. (Every function over its whole range: elementary-functions.test.ts.)
 */
import * as operations from "../../autograd/index.ts";
import {
  erf,
  grad,
  hessian,
  jacobian,
  logSoftmax,
  logSumExp,
  neg,
  sliceAxis,
  softmax,
  softplus,
  sum,
} from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { spacing } from "../support/exact.ts";
import { numbersOf } from "../support/tensors.ts";

type Unary = (x: Tensor) => Tensor;

function between(from: number, to: number, count: number): number[] {
  const random = Random.stream(0, `tails ${from} ${to}`);
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + random.uniform())) / count);
}
const wide = [...between(-740, -36, 24), ...between(-36, 36, 140), ...between(36, 740, 24), 1e-12, -1e-5];

describe("tails, to 60 digits", () => {
  it.each([
    ["tanh", 20, 1, 1.6993417021166355e-17],
    ["sigmoid", 40, 1, 4.248354255291589e-18],
    ["sigmoid", -40, 1, 4.248354255291589e-18],
    ["softplus", 37.42994775023705, 2, 5.551115123125775e-17],
    ["expm1", -40, 1, 4.248354255291589e-18],
    ["sqrt", 5e-324, 1, 2.249456897271598e161],
    ["silu", -709, 1, -8.614807714413836e-306],
  ] as const)("%s at %d, order %d", (name, x, order, reference) => {
    const f = (operations as unknown as Readonly<Record<string, Unary>>)[name]!;
    const nth = order === 1 ? grad(f) : grad(grad(f));
    const computed = nth(tensor(x)).item();
    expect(Math.abs(computed - reference) / spacing(reference)).toBeLessThanOrEqual(4);
  });
});

describe("stable forms", () => {
  const points = [...wide.filter((x) => Math.abs(x) < 700)];

  it("softplus′ is σ and softplus″ is σ′, bit for bit", () => {
    const x = tensor(points);
    const first = grad((y: Tensor) => sum(softplus(y)));
    expect(numbersOf(first(x))).toEqual(numbersOf(operations.sigmoid(x)));
    const second = grad((y: Tensor) => sum(first(y)))(x);
    expect(numbersOf(second)).toEqual(numbersOf(operations.sigmoidSlope(x)));
  });

  it("σ(0)′ = ¼ and −log σ has slope −½ at 0", () => {
    expect(jacobian(operations.sigmoid)(tensor(0)).item()).toBe(0.25);
    expect(jacobian((x) => softplus(neg(x)))(tensor(0)).item()).toBe(-0.5);
  });

  it("erf′ is even to the last bit, and its tail is not lost in 1 − 1", () => {
    for (const x of [0.3, 3, 6, 20]) {
      const slope = jacobian(erf);
      expect(slope(tensor(-x)).item()).toBe(slope(tensor(x)).item());
      expect(slope(tensor(x)).item()).toBeGreaterThan(0);
    }
  });

  describe("of a saturated softmax, s = (1 − t, t) with t far below the spacing of 1", () => {
    const t = Math.exp(-40);
    const x = tensor([0, -40]);
    const scaled = (y: Tensor): number[] => numbersOf(y).map((value) => value / t);
    const close = (...values: number[]): number[] => values.map((v) => expect.closeTo(v, 12) as number);
    const entry =
      (f: Unary, place: number): Unary =>
      (y) =>
        sum(sliceAxis(f(y), 0, place, place + 1));

    it("the Hessian of logSumExp is t·[[1, −1], [−1, 1]]: no eigenvalue below 0", () => {
      expect(scaled(hessian(logSumExp)(x))).toEqual(close(1, -1, -1, 1));
    });

    it("the gradients of logSoftmax are (t, −t) for the winner and (−1, 1) for the loser", () => {
      expect(scaled(grad(entry(logSoftmax, 0))(x))).toEqual(close(1, -1));
      expect(numbersOf(grad(entry(logSoftmax, 1))(x))).toEqual([-1, 1]);
    });

    it("the Hessian of −log s is that of logSumExp", () => {
      const loss = (y: Tensor): Tensor => neg(entry(logSoftmax, 0)(y));
      expect(scaled(hessian(loss)(x))).toEqual(close(1, -1, -1, 1));
    });

    it("the gradients of softmax are ±(t, −t)", () => {
      expect(scaled(grad(entry(softmax, 0))(x))).toEqual(close(1, -1));
      expect(scaled(grad(entry(softmax, 1))(x))).toEqual(close(-1, 1));
    });

    it("among three, each loser has its own part", () => {
      const three = tensor([-40, 3, -42]);
      const shares = [Math.exp(-43), Math.exp(-45)];
      const gradient = numbersOf(grad(entry(logSoftmax, 1))(three));
      expect(gradient.map((g) => g / shares[0]!)).toEqual(close(-1, 1 + Math.exp(-2), -Math.exp(-2)));
    });
  });

  it("logSumExp of logits hundreds apart has finite gradient and Hessian", () => {
    const x = tensor([800, 0, -800]);
    expect(numbersOf(grad(logSumExp)(x))).toEqual([1, 0, 0]);
    expect(numbersOf(hessian(logSumExp)(x)).every(Number.isFinite)).toBe(true);
  });
});
