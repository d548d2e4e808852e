import { pullback, variable } from "../../autograd/index.ts";
import { asTensor, linear, type Linear } from "../../autograd/linear.ts";
import { mapValues, tensor } from "../../tensor/index.ts";
import { numbersOf } from "../support/tensors.ts";

const samples = [{ shapes: [[2]], params: 3 }];
const seen: unknown[] = [];
const scale: Linear<number> = linear<number>(
  "scale",
  (x, factor) => mapValues(x, (value) => factor * value),
  (g, from, factor) => {
    seen.push([from, factor]);
    return scale(g, factor);
  },
  { formula: "ȳ·factor", samples },
);

describe("a linear map", () => {
  it("is applied with its parameters, to tensors and numbers", () => {
    expect(numbersOf(scale(tensor([1, 2]), 3))).toEqual([3, 6]);
    expect(scale(5, 3).item()).toBe(15);
  });

  it("has its adjoint as derivative, told the shape it came from and the parameters", () => {
    const x = variable(tensor([1, 2]));
    expect(numbersOf(pullback(scale(x, 3), [x], tensor([1, 10]))[0]!)).toEqual([3, 30]);
    expect(seen).toEqual([[[2], 3]]);
  });

  it("is declared linear on all reals, with its samples", () => {
    const { name, inputs, about } = scale.operation;
    expect([name, inputs, about.kind, about.domain, about.samples]).toMatchObject([
      "scale",
      ["x"],
      "linear",
      { text: "all x" },
      samples,
    ]);
    expect(scale.operation.run([tensor(2)], 3).item()).toBe(6);
  });
});

describe("asTensor", () => {
  it("makes a scalar of a number and leaves a tensor alone", () => {
    const x = tensor([1]);
    expect(asTensor(x)).toBe(x);
    expect([asTensor(2).shape, asTensor(2).item()]).toEqual([[], 2]);
  });
});
