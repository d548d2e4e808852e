import fc from "fast-check";
import { gather, scatterAdd } from "../../../autograd/ops/gather.ts";
import { grad, mul, pullback, square, sum, variable } from "../../../autograd/index.ts";
import { Random, ShapeError } from "../../../lib/index.ts";
import { Tensor, generate, tensor } from "../../../tensor/index.ts";
import { inner, norm, normal, numbersOf } from "../../support/tensors.ts";
import { randomView, seeded } from "../../support/views.ts";

const x = generate([2, 3], (i) => i + 1);

describe("gather and scatterAdd", () => {
  it("act on rows unless an axis is named, from either end", () => {
    expect(numbersOf(gather(x, { indices: [1, 0, 1] }))).toEqual([4, 5, 6, 1, 2, 3, 4, 5, 6]);
    expect(numbersOf(gather(x, { indices: Int32Array.of(2, 0), axis: -1 }))).toEqual([3, 1, 6, 4]);
    expect(numbersOf(scatterAdd(x, { indices: [2, 0], length: 3 }))).toEqual([4, 5, 6, 0, 0, 0, 1, 2, 3]);
    expect(scatterAdd(x, { indices: [0, 1, 1], axis: 1, length: 2 }).shape).toEqual([2, 2]);
  });

  it("by a permutation: an orthogonal map, undone by scatterAdd, and scatterAdd by gather", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(), (n, seed) => {
        const indices = Random.stream(seed, "order").permutation(n);
        const y = normal([2, n], seed);
        const there = gather(y, { indices, axis: 1 });
        expect([...there.toArray()].sort()).toEqual([...y.toArray()].sort());
        expect(numbersOf(scatterAdd(there, { indices, axis: 1, length: n }))).toEqual(numbersOf(y));
        const other = scatterAdd(y, { indices, axis: 1, length: n });
        expect(numbersOf(gather(other, { indices, axis: 1 }))).toEqual(numbersOf(y));
      }),
    );
  });

  it("are adjoint: ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ to 1e-14, on views of any layout", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const [rows, columns] = [1 + random.integer(4), 1 + random.integer(4)];
        const indices = Int32Array.from({ length: random.integer(7) }, () => random.integer(columns));
        const a = new Tensor(randomView([rows, columns], random));
        const b = new Tensor(randomView([rows, indices.length], random));
        const [image, back] = [
          gather(a, { indices, axis: 1 }),
          scatterAdd(b, { indices, axis: 1, length: columns }),
        ];
        const gap = Math.abs(inner(image, b) - inner(a, back));
        expect(gap).toBeLessThanOrEqual(1e-14 * norm(image.toArray()) * norm(b.toArray()));
      }),
    );
  });

  it("have each other as derivative, for a list with repeats", () => {
    const picks = { indices: [1, 1, 0, 1], axis: 1 };
    const [leaf, g] = [variable(x), generate([2, 4], (i) => 10 ** i)];
    const [back] = pullback(gather(leaf, picks), [leaf], g);
    expect(numbersOf(back!)).toEqual(numbersOf(scatterAdd(g, { ...picks, length: 3 })));
    expect(numbersOf(back!)).toEqual([100, 1011, 0, 1000000, 10110000, 0]);
    const [source, h] = [variable(g), normal([2, 3], 1)];
    const [forth] = pullback(scatterAdd(source, { ...picks, length: 3 }), [source], h);
    expect(numbersOf(forth!)).toEqual(numbersOf(gather(h, picks)));
  });

  it("count a repeated place as often as it is taken, to second order", () => {
    const f = (y: Tensor): Tensor => sum(square(gather(y, { indices: [0, 2, 2] })));
    const y = tensor([1, 2, 3]);
    expect(numbersOf(grad(f)(y))).toEqual([2, 0, 12]);
    expect(numbersOf(grad((z: Tensor) => sum(mul(grad(f)(z), z)))(y))).toEqual([4, 0, 24]);
  });

  it.each([
    [
      () => gather(x, { indices: [2] }),
      /^gather: index 2, number 0 of the list, is not a place on axis 0 of length 2/,
    ],
    [
      () => gather(x, { indices: [0.5], axis: 1 }),
      /^gather: index 0.5.*axis 1 of length 3. Use whole numbers from 0 to 2/,
    ],
    [() => gather(5, { indices: [0] }), /^gather: axis 0 is not an axis of a tensor of rank 0/],
    [() => scatterAdd(x, { indices: [0, 2], length: 2 }), /^scatterAdd: index 2.*axis 0 of length 2/],
    [
      () => scatterAdd(x, { indices: [0], length: 2 }),
      /^scatterAdd: the list has 1 and axis 0 of \[2,3\] has 2 places/,
    ],
    [() => scatterAdd(x, { indices: [0, 1], length: -1 }), /^scatterAdd: \[-1,3\] is not a shape/],
  ])("refuse what does not fit: %#", (call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
});
