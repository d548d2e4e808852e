import { concat, exp, grad, hvp, jvp, mul, square, sum } from "../../autograd/index.ts";
import { ShapeError, UserError } from "../../lib/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { numbersOf } from "../support/tensors.ts";

describe("arguments", () => {
  const f = ({ a, b }: { readonly a: Tensor; readonly b: Tensor }): Tensor => sum(mul(square(a), exp(b)));
  const [a, b] = [tensor([1, 2]), tensor([0.5, -0.5])];
  const expected = [numbersOf(mul(mul(2, a), exp(b))), numbersOf(mul(square(a), exp(b)))];

  it("may be a list", () => {
    const gradients = grad(([p, q]: readonly Tensor[]) => f({ a: p!, b: q! }))([a, b]);
    expect(gradients.map(numbersOf)).toEqual(expected);
    expect(grad((xs: readonly Tensor[]) => sum(concat(xs)))([a, b]).map(numbersOf)).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("may be a record, and gradients have its names", () => {
    const gradients = grad(f)({ a, b });
    expect(Object.keys(gradients)).toEqual(["a", "b"]);
    expect([numbersOf(gradients.a), numbersOf(gradients.b)]).toEqual(expected);
  });

  it("pair a record with a vector by name, not by the order in which they were written", () => {
    const [va, vb] = [tensor([1, 0]), tensor([0, 2])];
    const same = { a: va, b: vb };
    const swapped = { b: vb, a: va };
    expect(jvp(f, { a, b }, swapped).tangent.item()).toBe(jvp(f, { a, b }, same).tangent.item());
    expect(numbersOf(hvp(f, { a, b }, swapped).a)).toEqual(numbersOf(hvp(f, { a, b }, same).a));
  });

  it("and vectors must have the same parts and shapes", () => {
    expect(() => hvp((x: Tensor) => sum(square(x)), tensor([1, 2, 3]), tensor([1, 2]))).toThrow(
      new ShapeError("hvp: the vector has shape [2], but the argument has shape [3]."),
    );
    expect(() => jvp(f, { a, b }, { a, b: tensor(1) })).toThrow(
      new ShapeError("jvp: the vector's 'b' has shape [], but the argument's has shape [2]."),
    );
    const lists = (xs: readonly Tensor[]): Tensor => sum(xs[0]!);
    expect(() => hvp(lists, [a, b], [a])).toThrow(
      new UserError("hvp: the vector has the parts [0], but the argument has [0,1]. Give one for each."),
    );
    expect(() => jvp(f, { a, b }, { a, c: b } as unknown as { a: Tensor; b: Tensor })).toThrow(
      "jvp: the vector has the parts [a,c], but the argument has [a,b]. Give one for each.",
    );
  });
});
