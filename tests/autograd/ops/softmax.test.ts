import { logSoftmax, logSumExp, softmax, softmaxDerivative } from "../../../autograd/ops/softmax.ts";
import { add, exp, grad, jvp, mul, pullback, sum, variable } from "../../../autograd/index.ts";
import { ShapeError } from "../../../lib/index.ts";
import { full, tensor, type Tensor } from "../../../tensor/index.ts";
import * as exact from "../../support/exact.ts";
import { norm, normal, numbersOf, relativeDistance } from "../../support/tensors.ts";

const x = normal([3, 4], 0);
const rows = [0, 1, 2].map((i) => [0, 1, 2, 3].map((j) => x.at(i, j)));
const total = (numbers: readonly number[]): number => numbers.reduce((s, v) => s + v, 0);

describe("the softmax family", () => {
  it("softmax has positive shares that sum to 1, along any axis, the last unless named", () => {
    for (const axis of [0, 1]) {
      const shares = softmax(x, axis);
      expect(Math.min(...numbersOf(shares))).toBeGreaterThan(0);
      for (const one of numbersOf(sum(shares, { axes: [axis] }))) expect(one).toBeCloseTo(1, 15);
    }
    expect(numbersOf(softmax(x))).toEqual(numbersOf(softmax(x, 1)));
  });

  it("logSoftmax is its logarithm, and x − logSumExp(x)", () => {
    expect(relativeDistance(numbersOf(exp(logSoftmax(x))), numbersOf(softmax(x)))).toBeLessThan(1e-15);
    const direct = rows.flatMap((row) => row.map((v) => v - Math.log(total(row.map(Math.exp)))));
    expect(relativeDistance(numbersOf(logSoftmax(x)), direct)).toBeLessThan(1e-15);
  });

  it("does not see a shift of all elements, and neither overflows nor underflows", () => {
    for (const shift of [-1e5, -1024, 1024, 1e5, 2 ** 900]) {
      const y = tensor([0, -1, -64]);
      // Numbers that survive the shift exactly, so that nothing but the operation can lose digits.
      const moved = tensor(numbersOf(y).map((v) => (Math.abs(shift) > 1e6 ? shift : v + shift)));
      const unmoved = Math.abs(shift) > 1e6 ? tensor([0, 0, 0]) : y;
      expect([shift, numbersOf(softmax(moved))]).toEqual([shift, numbersOf(softmax(unmoved))]);
      expect([shift, numbersOf(logSoftmax(moved))]).toEqual([shift, numbersOf(logSoftmax(unmoved))]);
    }
  });

  it("logSoftmax keeps its digits where one element has almost all", () => {
    for (const gap of [1, 10, 40, 700]) {
      const largest = logSoftmax(tensor([1000, 1000 - gap])).at(0);
      expect(exact.ulps(largest, -exact.log(exact.one + exact.exp(exact.exactly(-gap))))).toBeLessThan(2);
    }
  });

  it("takes masks of −∞: no share for the masked, and gradients without NaN", () => {
    const masked = tensor([1, -Infinity, 2]);
    expect(numbersOf(softmax(masked))).toEqual([
      expect.closeTo(1 / (1 + Math.E), 15),
      0,
      expect.closeTo(Math.E / (1 + Math.E), 15),
    ]);
    expect(logSoftmax(masked).at(1)).toBe(-Infinity);
    expect(numbersOf(grad(logSumExp)(masked)).every(Number.isFinite)).toBe(true);
  });

  it("over −∞ alone: logSumExp −∞ with equal shares as its gradient, as softmax and logSoftmax have them", () => {
    const none = full([4], -Infinity);
    expect(logSumExp(none).item()).toBe(-Infinity);
    expect(numbersOf(grad(logSumExp)(none))).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(numbersOf(softmax(none))).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(logSoftmax(none).at(0)).toBeCloseTo(-Math.log(4), 15);
  });

  it("has derivatives that sum to 0 along the axis, since a shift changes nothing", () => {
    const weights = normal([3, 4], 1);
    for (const f of [softmax, logSoftmax]) {
      const gradient = grad((y: Tensor) => sum(mul(weights, f(y, 1))))(x);
      expect(norm(sum(gradient, { axes: [1] }).toArray())).toBeLessThan(1e-14);
    }
  });

  it("names an axis that is not there", () => {
    expect(() => softmax(x, 2)).toThrow(
      new ShapeError("softmax: axis 2 is not an axis of a tensor of rank 2: use -2 to 1."),
    );
    expect(() => logSoftmax(1)).toThrow(/^logSoftmax: axis -1 is not an axis of a tensor of rank 0/);
  });

  it("softmaxDerivative is (diag(s) − s·sᵀ)·v, as jvp and vjp of softmax find it", () => {
    const v = normal([3, 4], 2);
    const found = numbersOf(softmaxDerivative(x, v));
    const byRows = rows.flatMap((row, i) => {
      const powers = row.map(Math.exp);
      const s = powers.map((p) => p / total(powers));
      const mean = total(s.map((share, j) => share * v.at(i, j)));
      return s.map((share, j) => share * (v.at(i, j) - mean));
    });
    expect(relativeDistance(found, byRows)).toBeLessThan(1e-14);
    for (const axis of [0, 1]) {
      const direct = numbersOf(softmaxDerivative(x, v, axis));
      const { tangent } = jvp((y: Tensor) => softmax(y, axis), x, v);
      expect(relativeDistance(numbersOf(tangent), direct)).toBeLessThan(1e-14);
    }
  });

  it("softmaxDerivative does not see a constant in v, and loses nothing to a share of almost 1", () => {
    const [logits, v] = [tensor([0, -40]), tensor([3, 5])];
    const t = Math.exp(-40);
    expect(numbersOf(softmaxDerivative(logits, v)).map((y) => y / t)).toEqual([-2, 2]);
    expect(numbersOf(softmaxDerivative(logits, add(v, 1024)))).toEqual(
      numbersOf(softmaxDerivative(logits, v)),
    );
  });

  it("the derivative of softmaxDerivative by x does not see a constant either, in v or in the cotangent", () => {
    const logits = variable(tensor([1, -2, 0.5]));
    const [v, g] = [tensor([1, 4, -3]), tensor([2, 0, 5])];
    const pulled = (byV: number, byG: number): number[] =>
      numbersOf(pullback(softmaxDerivative(logits, add(v, byV)), [logits], add(g, byG))[0]!);
    expect(pulled(0, 0).every((value) => Math.abs(value) > 1e-3)).toBe(true);
    for (const [byV, byG] of [[2 ** 40, 0], [0, 2 ** 40]] as const) expect(pulled(byV, byG)).toEqual(pulled(0, 0)); // prettier-ignore
  });

  it("softmaxDerivative refuses shapes that differ", () => {
    expect(() => softmaxDerivative(x, normal([4, 3], 0))).toThrow(
      new ShapeError("softmaxDerivative: x [3,4] and v [4,3] must have one shape."),
    );
  });
});
