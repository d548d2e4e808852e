import {
  logSoftmax,
  logSumExp,
  max,
  mean,
  min,
  prod,
  softmax,
  sum,
  variance,
} from "../../../autograd/ops/reduce.ts";
import { exp, grad, mul } from "../../../autograd/index.ts";
import { ShapeError } from "../../../lib/index.ts";
import { full, generate, ones, tensor, type Tensor } from "../../../tensor/index.ts";
import * as exact from "../../support/exact.ts";
import { norm, normal, numbersOf, relativeDistance } from "../../support/tensors.ts";

const x = normal([3, 4], 0);
const rows = [0, 1, 2].map((i) => [0, 1, 2, 3].map((j) => x.at(i, j)));
const total = (numbers: readonly number[]): number => numbers.reduce((s, v) => s + v, 0);

/** Each reduction over a list of numbers, by its definition. */
const definitions = {
  sum: [sum, total],
  mean: [mean, (row: readonly number[]) => total(row) / row.length],
  variance: [
    variance,
    (row: readonly number[]) => total(row.map((v) => (v - total(row) / row.length) ** 2)) / row.length,
  ],
  max: [max, (row: readonly number[]) => Math.max(...row)],
  min: [min, (row: readonly number[]) => Math.min(...row)],
  prod: [prod, (row: readonly number[]) => row.reduce((p, v) => p * v, 1)],
  logSumExp: [logSumExp, (row: readonly number[]) => Math.log(total(row.map(Math.exp)))],
} as const;

describe("reductions", () => {
  it.each(Object.entries(definitions))(
    "%s is what its name says, over any axes",
    (_, [reduce, definition]) => {
      const close = (y: Tensor, expected: readonly number[]): void =>
        expect(relativeDistance(numbersOf(y), expected)).toBeLessThan(1e-14);
      close(reduce(x, { axes: [1] }), rows.map(definition));
      close(
        reduce(x, { axes: [0] }),
        [0, 1, 2, 3].map((j) => definition(rows.map((row) => row[j]!))),
      );
      close(reduce(x), [definition(rows.flat())]);
      close(
        reduce(x, { axes: [] }),
        rows.flat().map((value) => definition([value])),
      );
      expect(reduce(x, { axes: [-1], keepDims: true }).shape).toEqual([3, 1]);
    },
  );

  it("over nothing: sum 0, prod 1, max −∞, min ∞, logSumExp −∞, mean and variance NaN", () => {
    const nothing = tensor([]);
    const found = [sum, prod, max, min, logSumExp, mean, variance].map((reduce) => reduce(nothing).item());
    expect(found).toEqual([0, 1, -Infinity, Infinity, -Infinity, NaN, NaN]);
    expect(
      numbersOf(
        sum(
          generate([2, 0], () => 0),
          { axes: [1] },
        ),
      ),
    ).toEqual([0, 0]);
  });

  it("take an estimate of the variance with divisor n − ddof", () => {
    const n = 4;
    const unbiased = numbersOf(variance(x, { axes: [1], ddof: 1 }));
    const biased = numbersOf(variance(x, { axes: [1] }));
    expect(
      relativeDistance(
        unbiased,
        biased.map((v) => (v * n) / (n - 1)),
      ),
    ).toBeLessThan(1e-15);
  });

  it("do not cancel: a large mean leaves the variance right", () => {
    expect(variance(tensor([2 ** 40 - 1, 2 ** 40 + 1])).item()).toBe(1);
  });

  it("mean of ones is exactly 1, however many", () => {
    const off = Array.from({ length: 300 }, (_, n) => n + 1).filter((n) => mean(ones([n])).item() !== 1);
    expect(off).toEqual([]);
  });

  it("keep NaN, wherever it stands", () => {
    for (let place = 0; place < 4; place++) {
      const numbers = tensor([1, 2, 3, 4].map((v, i) => (i === place ? NaN : v)));
      for (const [reduce] of Object.values(definitions)) expect(reduce(numbers).item()).toBe(NaN);
      for (const reduce of [max, min]) expect(numbersOf(grad(reduce)(numbers))).toEqual([NaN, NaN, NaN, NaN]);
    }
  });

  it("multiply many factors in a tree: no zero is divided by, no order is wrong", () => {
    for (let n = 1; n <= 17; n++) {
      const factors = generate([n], (i) => i + 2);
      const product = Array.from({ length: n }, (_, i) => i + 2).reduce((p, v) => p * v, 1);
      expect(prod(factors).item()).toBe(product);
      const others = Array.from({ length: n }, (_, i) => product / (i + 2));
      expect(relativeDistance(numbersOf(grad(prod)(factors)), others)).toBeLessThan(1e-15);
    }
  });
});

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
});
