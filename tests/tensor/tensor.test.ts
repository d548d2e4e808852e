import { inspect } from "node:util";
import { ContractError, ShapeError, UserError } from "../../lib/index.ts";
import {
  Deferred,
  eye,
  full,
  generate,
  ones,
  Tensor,
  tensor,
  zeros,
  type Nested,
  type Origin,
} from "../../tensor/tensor.ts";
import { numbersOf } from "../support/tensors.ts";

describe("a tensor whose values are put off", () => {
  const origin = (inputs: readonly Tensor[]): Origin => ({
    primitive: { name: "f" },
    inputs,
    params: undefined,
  });
  const late = (inputs: readonly Tensor[], value: () => number): Tensor =>
    new Tensor(new Deferred([1], () => tensor([value()]).values), origin(inputs));

  it("has its shape at once, and its values when they are asked for, once", () => {
    let computed = 0;
    const x = late([], () => ++computed);
    expect([x.shape, x.rank, x.size, x.tracked, computed]).toEqual([[1], 1, 1, true, 0]);
    expect([x.item(), x.item(), computed]).toEqual([1, 1, 1]);
    expect([late([x], () => x.item() + 1).item(), computed]).toEqual([2, 1]);
  });

  it("throws again if it threw, keeps its shape, and can still be computed later", () => {
    let calls = 0;
    const x = late([], () => {
      if (++calls < 3) throw new Error("no room");
      return 7;
    });
    for (let i = 0; i < 2; i++) expect(() => x.item()).toThrow("no room");
    expect([x.shape, x.item()]).toEqual([[1], 7]);
  });

  it("does not become of another shape than it said", () => {
    const wrong = new Tensor(new Deferred([7], () => tensor([1, 2]).values), origin([]));
    expect(() => wrong.values).toThrow(
      new ContractError("f: said to have shape [7], but came out as [2]. This is a bug in its declaration."),
    );
  });

  it("computes what it depends on before itself, in a chain of any length, and nothing else", () => {
    let others = 0;
    let x = tensor([0]);
    for (let i = 0; i < 200_000; i++) {
      const before = x;
      x = late([before, before], () => before.at(0) + 1);
      if (i % 1000 === 0) late([before], () => ++others);
    }
    expect([x.item(), others]).toEqual([200_000, 0]);
  });
});

describe("making a tensor", () => {
  it.each<[Nested, number[], number[]]>([
    [3, [], [3]],
    [[1, 2], [2], [1, 2]],
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ],
    [[], [0], []],
    [[[], []], [2, 0], []],
    [[[[7]]], [1, 1, 1], [7]],
  ])("from %j has shape %j", (numbers, shape, flat) => {
    const x = tensor(numbers);
    expect([x.shape, numbersOf(x)]).toEqual([shape, flat]);
    expect([x.rank, x.size]).toEqual([shape.length, flat.length]);
  });

  it("takes a flat array and a shape", () => {
    expect(tensor([1, 2, 3, 4], [2, 2]).at(1, 0)).toBe(3);
    expect(tensor(Float64Array.of(1, 2), [1, 2]).shape).toEqual([1, 2]);
    expect(
      tensor(
        [
          [1, 2],
          [3, 4],
        ],
        [4],
      ).shape,
    ).toEqual([4]);
  });

  it("copies the numbers it is given", () => {
    const data = Float64Array.of(1, 2);
    const x = tensor(data);
    data[0] = 99;
    expect(x.at(0)).toBe(1);
  });

  it.each<[Nested, number[] | undefined, string]>([
    [[1, 2, 3], [2, 2], "tensor: 3 numbers do not fill shape [2,2], which holds 4."],
    [[1, 2], [-1, -2], "tensor: [-1,-2] is not a shape: lengths are whole numbers from 0."],
    [[1, 2], [0.5, 4], "tensor: [0.5,4] is not a shape: lengths are whole numbers from 0."],
    [[[1, 2], [3]], undefined, "tensor: the nested lists are ragged: axis 1 has 2 and 1 entries."],
    [[[1, 2], 3], undefined, "tensor: the nested lists are ragged: axis 1 has 2 and a number."],
    [[1, [2]], undefined, "tensor: the nested lists are ragged: some are deeper."],
    [[[], [1]], undefined, "tensor: the nested lists are ragged: axis 1 has 0 and 1 entries."],
  ])("of %j with shape %j fails", (numbers, shape, message) => {
    expect(() => tensor(numbers, shape)).toThrow(new ShapeError(message));
  });

  it.each([
    ["a text", "object or text", "tensor: expected numbers or nested lists, found a string."],
    [undefined, "nothing", "tensor: expected numbers or nested lists, found undefined."],
    [{}, "an object", "tensor: expected numbers or nested lists, found an object with {}."],
    [[["1"]], "a text inside", "tensor: expected numbers or nested lists, found a string."],
    [[1, "2"], "a text further on", "tensor: expected numbers or nested lists, found a string."],
    [[1, undefined], "a hole", "tensor: expected numbers or nested lists, found undefined."],
  ])("refuses %j, %s", (wrong, _, message) => {
    expect(() => tensor(wrong as Nested)).toThrow(new UserError(message));
  });

  it("full, zeros and ones repeat one number in memory", () => {
    for (const [x, value] of [
      [full([2, 3], 5), 5],
      [zeros([2, 3]), 0],
      [ones([2, 3]), 1],
    ] as const) {
      expect(numbersOf(x)).toEqual(new Array(6).fill(value));
      expect(x.values.data.length).toBe(1);
    }
    expect(numbersOf(zeros([]))).toEqual([0]);
    expect(numbersOf(ones([3, 0]))).toEqual([]);
  });

  it("eye is 1 on the diagonal", () => {
    expect(numbersOf(eye(3))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(eye(0).shape).toEqual([0, 0]);
  });

  it("generate asks for every place once, in order", () => {
    const places: number[] = [];
    const x = generate([2, 2], (i) => places.push(i));
    expect(places).toEqual([0, 1, 2, 3]);
    expect(numbersOf(x)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["full", () => full([-2], 1), "full: [-2] is not a shape: lengths are whole numbers from 0."],
    ["zeros", () => zeros([2, 1.5]), "zeros: [2,1.5] is not a shape: lengths are whole numbers from 0."],
    ["ones", () => ones([NaN]), "ones: [NaN] is not a shape: lengths are whole numbers from 0."],
    [
      "generate",
      () => generate([-1], () => 0),
      "generate: [-1] is not a shape: lengths are whole numbers from 0.",
    ],
    ["eye", () => eye(-1), "eye: [-1,-1] is not a shape: lengths are whole numbers from 0."],
  ])("%s refuses what is no shape", (_, make, message) => {
    expect(make).toThrow(new ShapeError(message));
  });
});

describe("reading a tensor", () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  it("item is the one element of a tensor of size 1, whatever its rank", () => {
    expect(tensor(2).item()).toBe(2);
    expect(tensor([[2]]).item()).toBe(2);
    expect(() => x.item()).toThrow(new ShapeError("item: a tensor of shape [2,3] has 6 elements, not one."));
    expect(() => tensor([]).item()).toThrow("item: a tensor of shape [0] has 0 elements, not one.");
  });

  it("at takes one index an axis", () => {
    expect(x.at(1, 2)).toBe(6);
    expect(tensor(4).at()).toBe(4);
    for (const wrong of [[0], [2, 0], [0, -1], [0, 0.5], [0, 0, 0], [NaN, 0]]) {
      const message = `at: [${wrong.join(",")}] is not a place in a tensor of shape [2,3].`;
      expect(() => x.at(...wrong)).toThrow(new ShapeError(message));
    }
  });

  it("toArray is a copy", () => {
    x.toArray()[0] = 99;
    expect(x.at(0, 0)).toBe(1);
  });

  it("shows itself with its shape, in Node's inspection too", () => {
    expect(String(tensor([1, 2]))).toBe("Tensor [2] [1, 2]");
    expect(inspect(tensor([1, 2]))).toBe("Tensor [2] [1, 2]");
  });

  it("is younger than every tensor made before it", () => {
    const [a, b] = [tensor(1), tensor(2)];
    expect(b.serial).toBeGreaterThan(a.serial);
  });

  it("is tracked exactly if it has an origin, unless said otherwise", () => {
    expect(new Tensor(x.values).tracked).toBe(false);
    expect(new Tensor(x.values, { primitive: { name: "p" }, inputs: [], params: 0 }).tracked).toBe(true);
    expect(new Tensor(x.values, undefined, true).tracked).toBe(true);
  });
});
