import { flat, pullback, variable, type Operation } from "../../autograd/index.ts";
import { binary, overAxes, reduction, unary } from "../../autograd/builders.ts";
import { mul, neg, square } from "../../autograd/ops/arithmetic.ts";
import { ShapeError } from "../../lib/index.ts";
import { mulLoop, ones, pairLoop, sumToValues, tensor } from "../../tensor/index.ts";
import { numbersOf } from "../support/tensors.ts";

const cube = unary(
  "cube",
  (x) => x ** 3,
  (g, { x }) => mul(g, mul(3, square(x))),
  { formula: "ȳ·3x²" },
);
// prettier-ignore
const times = binary("times", mulLoop, { a: (g, { b }) => mul(g, b), b: (g, { a }) => mul(g, a) }, { formula: "ȳ·b, ȳ·a" });

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
    const { about, inputs, name, primitive } = cube.operation;
    expect([name, inputs, primitive]).toEqual(["cube", ["x"], true]);
    expect([about.kind, about.domain, about.formula]).toMatchObject(["smooth", { text: "all x" }, "ȳ·3x²"]);
    const kinds = [
      unary("floor", Math.floor, flat, { formula: "0" }),
      unary(
        "minus",
        (x) => -x,
        (g) => neg(g),
        { formula: "−ȳ", kind: "linear" },
      ),
    ].map(({ operation }) => operation.about.kind);
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
    const pick = binary(
      "pick",
      pairLoop((a) => a),
      { a: (g) => g, b: flat },
      { formula: "ȳ, 0" },
    );
    const [a, b] = [variable(tensor([1, 2])), variable(tensor([3, 4]))];
    expect(pullback(pick(a, b), [a, b], tensor([1, 1])).map(numbersOf)).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });
});

describe("reduction", () => {
  const seen: (readonly number[])[] = [];
  const kept = overAxes(
    "total",
    (x, axes) => {
      seen.push(axes);
      return sumToValues(
        x,
        x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length)),
      );
    },
    (g, { x }) => mul(g, ones(x.shape)),
  );
  const about: Operation["about"] = cube.operation.about;
  const total = reduction("total", kept, about, true);
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
});
