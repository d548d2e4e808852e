import fc from "fast-check";
import { ShapeError } from "../../lib/index.ts";
import {
  broadcastShape,
  broadcastsTo,
  droppedShape,
  keptShape,
  normalizeAxes,
  normalizeAxis,
  rowMajorStrides,
  sameShape,
  shapeText,
  sizeOf,
  stretchedAxes,
} from "../../tensor/shape.ts";
import { broadcastPairs, placesOf, shapes } from "../support/views.ts";

describe("shapes", () => {
  it("have as many elements as places", () => {
    fc.assert(fc.property(shapes(), (shape) => expect(sizeOf(shape)).toBe(placesOf(shape).length)));
    expect(sizeOf([])).toBe(1);
  });

  it("are the same length by length", () => {
    expect(sameShape([2, 3], [2, 3])).toBe(true);
    expect(sameShape([], [])).toBe(true);
    expect(sameShape([2, 3], [3, 2])).toBe(false);
    expect(sameShape([2], [2, 1])).toBe(false);
    expect(sameShape([2, 1], [2])).toBe(false);
  });

  it("are written in brackets", () => {
    expect([shapeText([]), shapeText([2, 3])]).toEqual(["[]", "[2,3]"]);
  });

  it("count their places in row-major order by their strides", () => {
    fc.assert(
      fc.property(shapes(), (shape) => {
        const strides = rowMajorStrides(shape);
        placesOf(shape).forEach((place, i) => {
          expect(place.reduce((at, index, axis) => at + index * strides[axis]!, 0)).toBe(i);
        });
      }),
    );
  });

  it("keep or drop named axes", () => {
    expect(keptShape([2, 3, 4], [0, 2])).toEqual([1, 3, 1]);
    expect(droppedShape([2, 3, 4], [0, 2])).toEqual([3]);
    expect(droppedShape([2], [])).toEqual([2]);
  });
});

describe("axes", () => {
  it("count from either end", () => {
    for (let axis = 0; axis < 4; axis++) {
      expect(normalizeAxis("x", axis, 4)).toBe(axis);
      expect(normalizeAxis("x", axis - 4, 4)).toBe(axis);
    }
  });

  it("come out ascending, all of them if none are named", () => {
    expect(normalizeAxes("x", [-1, 0], 3)).toEqual([0, 2]);
    expect(normalizeAxes("x", undefined, 3)).toEqual([0, 1, 2]);
    expect(normalizeAxes("x", [], 3)).toEqual([]);
    expect(normalizeAxes("x", undefined, 0)).toEqual([]);
  });

  it("do not change the list they are given", () => {
    const axes = [2, 0];
    normalizeAxes("x", axes, 3);
    expect(axes).toEqual([2, 0]);
  });

  it.each([
    [2, 2, "sum: axis 2 is not an axis of a tensor of rank 2: use -2 to 1."],
    [-3, 2, "sum: axis -3 is not an axis of a tensor of rank 2: use -2 to 1."],
    [0.5, 2, "sum: axis 0.5 is not an axis of a tensor of rank 2: use -2 to 1."],
    [NaN, 2, "sum: axis NaN is not an axis of a tensor of rank 2: use -2 to 1."],
    [0, 0, "sum: axis 0 is not an axis of a tensor of rank 0: a scalar has no axes."],
  ])("refuse %d in rank %d", (axis, rank, message) => {
    expect(() => normalizeAxis("sum", axis, rank)).toThrow(new ShapeError(message));
  });

  it("refuse to be named twice, also from both ends", () => {
    const twice = new ShapeError("sum: axis 1 is named twice in [1,-1].");
    expect(() => normalizeAxes("sum", [1, -1], 2)).toThrow(twice);
  });
});

describe("broadcasting", () => {
  it("is symmetric, and both shapes broadcast to the result", () => {
    fc.assert(
      fc.property(broadcastPairs, ([a, b]) => {
        const shape = broadcastShape("x", a, b);
        expect(broadcastShape("x", b, a)).toEqual(shape);
        expect(broadcastsTo(a, shape) && broadcastsTo(b, shape)).toBe(true);
        expect(shape.length).toBe(Math.max(a.length, b.length));
      }),
    );
  });

  it("repeats exactly the stretched axes: setting them to 1 gives back the smaller shape", () => {
    fc.assert(
      fc.property(broadcastPairs, ([a, b]) => {
        const shape = broadcastShape("x", a, b);
        const axes = stretchedAxes(a, shape);
        expect(keptShape(shape, axes).slice(shape.length - a.length)).toEqual([...a]);
        expect(axes.every((axis, i) => i === 0 || axis > axes[i - 1]!)).toBe(true);
      }),
    );
  });

  it("stretches 1 to 0 as to any other length", () => {
    expect(broadcastShape("x", [1], [0])).toEqual([0]);
    expect(broadcastsTo([1], [0])).toBe(true);
    expect(broadcastsTo([0], [1])).toBe(false);
  });

  it("goes one way: a longer or larger shape does not broadcast to a smaller", () => {
    expect(broadcastsTo([2, 3], [3])).toBe(false);
    expect(broadcastsTo([3], [1])).toBe(false);
    expect(broadcastsTo([2], [3])).toBe(false);
  });

  it.each([
    [[2, 3], [4], "mul: shapes [2,3] and [4] do not broadcast: axis -1 is 3 against 4."],
    [[2, 3], [3, 3], "mul: shapes [2,3] and [3,3] do not broadcast: axis -2 is 2 against 3."],
    [[0], [2], "mul: shapes [0] and [2] do not broadcast: axis -1 is 0 against 2."],
  ])("of %j and %j fails with the axis and both lengths", (a, b, message) => {
    expect(() => broadcastShape("mul", a, b)).toThrow(new ShapeError(message));
  });
});
