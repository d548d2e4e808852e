import { concat, stack } from "../../../autograd/ops/join.ts";
import { pullback, variable } from "../../../autograd/index.ts";
import { ShapeError, UserError } from "../../../lib/index.ts";
import { generate, tensor, zeros, type Tensor } from "../../../tensor/index.ts";
import { numbersOf } from "../../support/tensors.ts";

const [a, b] = [generate([2, 2], (i) => i), generate([2, 1], (i) => 10 + i)];

describe("concat", () => {
  it("puts tensors one after another along an axis, the first unless named", () => {
    expect(numbersOf(concat([a, b], 1))).toEqual([0, 1, 10, 2, 3, 11]);
    expect(numbersOf(concat([a, a]))).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect(concat([a, b], -1).shape).toEqual([2, 3]);
    expect(numbersOf(concat([tensor([]), tensor([1]), tensor([])]))).toEqual([1]);
  });

  it("takes one tensor, and many", () => {
    expect(numbersOf(concat([b]))).toEqual([10, 11]);
    const many = Array.from({ length: 500 }, (_, i) => tensor([i]));
    expect(numbersOf(concat(many))).toEqual(Array.from({ length: 500 }, (_, i) => i));
  });

  it("gives each input its part of the cotangent", () => {
    const parts: Tensor[] = [a, b].map(variable);
    const seed = generate([2, 3], (i) => i);
    expect(pullback(concat(parts, 1), parts, seed).map(numbersOf)).toEqual([
      [0, 1, 3, 4],
      [2, 5],
    ]);
  });

  it("adds up the parts of a tensor that is put in twice", () => {
    const x = variable(tensor([1, 2]));
    expect(pullback(concat([x, x]), [x], tensor([1, 2, 30, 40])).map(numbersOf)).toEqual([[31, 42]]);
  });

  it("carries the record of an operation on a list of tensors", () => {
    expect(concat.operation.run([b, a, b], 1).shape).toEqual([2, 4]);
  });

  it.each([
    [() => concat([a, tensor([1])]), "concat: shapes [2,2] and [1] differ beside axis 0."],
    [() => concat([a, zeros([3, 1])], 1), "concat: shapes [2,2] and [3,1] differ beside axis 1."],
    [() => concat([tensor(1)]), "concat: axis 0 is not an axis of a tensor of rank 0: a scalar has no axes."],
  ])("says what does not fit: %#", (call, message) => {
    expect(call).toThrow(new ShapeError(message));
  });
});

describe("stack", () => {
  it("puts tensors under each other along a new first axis", () => {
    const y = stack([a, a]);
    expect([y.shape, numbersOf(y)]).toEqual([
      [2, 2, 2],
      [0, 1, 2, 3, 0, 1, 2, 3],
    ]);
    expect(stack([tensor(1), tensor(2)]).shape).toEqual([2]);
  });

  it("says what does not fit", () => {
    expect(() => stack([a, b])).toThrow(new ShapeError("stack: shapes [2,2] and [2,1] differ."));
  });
});

it.each([
  ["concat", concat],
  ["stack", stack],
])("%s of nothing says what to give", (name, join) => {
  expect(() => join([])).toThrow(
    new UserError(`${name}: there is nothing to put together. Give at least one tensor.`),
  );
});
