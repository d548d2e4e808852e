import { flat, pullback, variable } from "../../autograd/index.ts";
import { binary, composedReduction, reduction, unary } from "../../autograd/builders.ts";
import { mul, neg, square } from "../../autograd/ops/arithmetic.ts";
import { sumKept } from "../../autograd/ops/reduce.ts";
import { ShapeError } from "../../lib/index.ts";
import { mulLoop, ones, sumToValues, tensor } from "../../tensor/index.ts";
import { numbersOf } from "../support/tensors.ts";

const cube = unary({
  name: "cube",
  f: (x) => x ** 3,
  rule: (g, { x }) => mul(g, mul(3, square(x))),
  formula: "ȳ·3x²",
});
const times = binary({
  name: "times",
  loop: mulLoop,
  rules: { a: (g, { b }) => mul(g, b), b: (g, { a }) => mul(g, a) },
  formula: "ȳ·b, ȳ·a",
});

describe("unary", () => {
  it("maps every element, and a number as a scalar", () => {
    expect(numbersOf(cube(tensor([1, 2, -3])))).toEqual([1, 8, -27]);
    expect(cube(2).shape).toEqual([]);
  });

  it("pulls back by its rule", () => {
    const x = variable(tensor([1, 2]));
    expect(numbersOf(pullback(cube(x), [x], tensor([1, 10]))[0]!)).toEqual([3, 120]);
  });

  it("is declared smooth on all reals unless its facts say otherwise, and flat if its rule is", () => {
    expect(cube.operation).toMatchObject({
      ...{ name: "cube", inputs: ["x"], primitive: true, elementwise: true },
      ...{ kind: "smooth", domain: { text: "all x" }, formula: "ȳ·3x²" },
    });
    const kinds = [
      unary({ name: "floor", f: Math.floor, rule: flat }),
      unary({ name: "minus", f: (x) => -x, rule: (g) => neg(g), kind: "linear" }),
    ].map(({ operation }) => operation.kind);
    expect(kinds).toEqual(["flat", "linear"]);
  });
});

describe("binary", () => {
  it("broadcasts, and sums the cotangents back to the shapes of the inputs", () => {
    const [a, b] = [variable(tensor([[1], [2]])), variable(tensor([3, 4, 5]))];
    const y = times(a, b);
    expect(numbersOf(y)).toEqual([3, 4, 5, 6, 8, 10]);
    const [aBar, bBar] = pullback(y, [a, b], ones([2, 3]));
    expect([aBar!.shape, numbersOf(aBar!)]).toEqual([
      [2, 1],
      [12, 12],
    ]);
    expect([bBar!.shape, numbersOf(bBar!)]).toEqual([[3], [3, 3, 3]]);
  });

  it("takes numbers on either side", () => {
    expect([times(2, tensor([1, 2])), times(tensor([1, 2]), 2)].map(numbersOf)).toEqual([
      [2, 4],
      [2, 4],
    ]);
  });

  it("is named in errors", () => {
    expect(() => times(tensor([1, 2]), tensor([1, 2, 3]))).toThrow(
      new ShapeError("times: shapes [2] and [3] do not broadcast: axis -1 is 2 against 3."),
    );
  });

  it("may be flat in one input", () => {
    const pick = binary({ name: "pick", f: (a) => a, rules: { a: (g) => g, b: flat } });
    const [a, b] = [variable(tensor([1, 2])), variable(tensor([3, 4]))];
    expect(pullback(pick(a, b), [a, b], tensor([1, 1])).map(numbersOf)).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });
});

describe("reduction", () => {
  const seen: (readonly number[])[] = [];
  const total = reduction({
    name: "total",
    kept: (x, axes) => {
      seen.push(axes);
      return sumToValues(
        x,
        x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length)),
      );
    },
    rule: (g, x) => mul(g, ones(x.shape)),
  });
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  it("takes axes from either end, all if none are named, and drops them unless they are kept", () => {
    const cases = [
      [total(x), [], [21]],
      [total(x, { axes: [0] }), [3], [5, 7, 9]],
      [total(x, { axes: [-1] }), [2], [6, 15]],
      [total(x, { axes: [1], keepDims: true }), [2, 1], [6, 15]],
      [total(x, { axes: [1, 0], keepDims: true }), [1, 1], [21]],
      [total(x, { axes: [] }), [2, 3], [1, 2, 3, 4, 5, 6]],
      [total(7), [], [7]],
    ] as const;
    for (const [y, shape, numbers] of cases) expect([y.shape, numbersOf(y)]).toEqual([shape, numbers]);
  });

  it("hands its primitive ascending axes counted from the front", () => {
    seen.length = 0;
    total(x, { axes: [-1, 0] });
    expect(seen).toEqual([[0, 1]]);
  });

  it("pulls back through dropped axes", () => {
    const v = variable(x);
    expect(numbersOf(pullback(total(v, { axes: [0] }), [v], tensor([1, 2, 3]))[0]!)).toEqual([
      1, 2, 3, 1, 2, 3,
    ]);
  });

  it("is named in errors", () => {
    expect(() => total(x, { axes: [2] })).toThrow(/^total: axis 2 is not an axis of a tensor of rank 2/);
  });

  it("may be composed of other operations", () => {
    const composed = composedReduction({ name: "composed", kept: sumKept });
    for (const over of [undefined, {}, { axes: [-1] }, { axes: [0], keepDims: true }]) {
      const [one, other] = [composed(x, over), total(x, over)];
      expect([one.shape, numbersOf(one)]).toEqual([other.shape, numbersOf(other)]);
    }
    expect([composed.operation.primitive, total.operation.primitive]).toEqual([false, true]);
    expect(() => composed(x, { axes: [2] })).toThrow(/^composed: axis 2 is not an axis/);
  });
});
