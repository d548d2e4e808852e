import { variance } from "../../../autograd/ops/moments.ts";
import { max, mean, min, prod, sum } from "../../../autograd/ops/reduce.ts";
import { logSumExp } from "../../../autograd/ops/softmax.ts";
import { grad, mul } from "../../../autograd/index.ts";
import { generate, ones, tensor, type Tensor } from "../../../tensor/index.ts";
import { normal, numbersOf, relativeDistance } from "../../support/tensors.ts";

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

  it("the mean is finite though the sum is not, with derivative 1/n", () => {
    for (const n of [2, 3, 60]) {
      const large = generate([n], (i) => 1.5e308 + i * 2 ** 970);
      expect(mean(large).item() / 1.5e308).toBeCloseTo(1, 14);
      expect(mean(mul(large, -1), { axes: [0] }).item() / 1.5e308).toBeCloseTo(-1, 14);
      expect(relativeDistance(numbersOf(grad(mean)(large)), Array<number>(n).fill(1 / n))).toBeLessThan(
        1e-15,
      );
    }
    expect(mean(tensor([1, Infinity])).item()).toBe(Infinity);
    expect(mean(tensor([-Infinity, Infinity])).item()).toBe(NaN);
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
