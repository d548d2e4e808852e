import {
  broadcastTo,
  pad,
  permute,
  reshape,
  slice,
  sliceAxis,
  sumTo,
  transpose,
} from "../../../autograd/ops/movement.ts";
import { ShapeError } from "../../../lib/index.ts";
import { generate, tensor, zeros } from "../../../tensor/index.ts";
import { numbersOf } from "../../support/tensors.ts";

const x = generate([2, 3], (i) => i + 1);

describe("movement", () => {
  it("moves elements as the names say", () => {
    expect(numbersOf(reshape(x, [3, 2]))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbersOf(permute(x, [1, 0]))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(numbersOf(transpose(x))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(numbersOf(broadcastTo(tensor([1, 2]), [2, 2]))).toEqual([1, 2, 1, 2]);
    expect(numbersOf(sumTo(x, [3]))).toEqual([5, 7, 9]);
    expect(numbersOf(slice(x, { start: [0, 1], stop: [2, 3] }))).toEqual([2, 3, 5, 6]);
    expect(numbersOf(pad(tensor([7]), { before: [1], shape: [3] }))).toEqual([0, 7, 0]);
    expect(numbersOf(sliceAxis(x, -1, 2, 3))).toEqual([3, 6]);
    expect(numbersOf(sliceAxis(x, 0, 1, 2))).toEqual([4, 5, 6]);
  });

  it("transposes the last two axes, whatever is before them", () => {
    expect(transpose(zeros([5, 2, 3])).shape).toEqual([5, 3, 2]);
  });

  it("copies nothing where a view will do", () => {
    const views = [
      reshape(x, [6]),
      permute(x, [1, 0]),
      transpose(x),
      broadcastTo(x, [4, 2, 3]),
      slice(x, { start: [0, 1], stop: [2, 3] }),
      sliceAxis(x, 1, 0, 1),
    ];
    for (const view of views) expect(view.values.data).toBe(x.values.data);
  });

  it.each([
    [() => reshape(x, [4]), "reshape: [2,3] has 6 elements and [4] has 4."],
    [() => permute(x, [0]), "permute: [0] is no permutation of the axes of [2,3]."],
    [() => permute(x, [0, 0]), "permute: [0,0] is no permutation of the axes of [2,3]."],
    [() => transpose(tensor([1])), "transpose: [1] has fewer than two axes."],
    [() => broadcastTo(x, [2]), "broadcastTo: [2,3] does not broadcast to [2]."],
    [() => sumTo(x, [2]), "sumTo: [2,3] is no broadcast of [2]."],
    [() => slice(x, { start: [0, 2], stop: [2, 4] }), "slice: from [0,2] to [2,4] is not inside [2,3]."],
    [() => slice(x, { start: [0, 2], stop: [2, 1] }), "slice: from [0,2] to [2,1] is not inside [2,3]."],
    [() => slice(x, { start: [-1, 0], stop: [2, 1] }), "slice: from [-1,0] to [2,1] is not inside [2,3]."],
    [() => slice(x, { start: [0], stop: [1] }), "slice: from [0] to [1] is not inside [2,3]."],
    [() => pad(x, { before: [1, 0], shape: [2, 3] }), "pad: [2,3] at [1,0] does not fit into [2,3]."],
    [() => pad(x, { before: [0], shape: [2, 3] }), "pad: [2,3] at [0] does not fit into [2,3]."],
    [() => sliceAxis(x, 2, 0, 1), "sliceAxis: axis 2 is not an axis of a tensor of rank 2: use -2 to 1."],
  ])("says what does not fit: %#", (call, message) => {
    expect(call).toThrow(new ShapeError(message));
  });

  it.each([
    ["slice", () => slice(x, { start: [0, 0.5], stop: [2, 1.5] })],
    ["pad", () => pad(x, { before: [0, 0.5], shape: [3, 5] })],
    ["reshape", () => reshape(x, [1.5, 4])],
    ["reshape", () => reshape(x, [-2, -3])],
    ["broadcastTo", () => broadcastTo(tensor([1]), [1.5])],
  ])("%s refuses what are no whole lengths", (_, call) => {
    expect(call).toThrow(ShapeError);
  });
});
