import { ShapeError, UserError } from "../../lib/index.ts";
import { eye, full, generate, ones, tensor, zeros, type Nested } from "../../tensor/create.ts";
import { numbersOf } from "../support/tensors.ts";

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
