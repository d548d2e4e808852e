import fc from "fast-check";
import { ShapeError } from "../../lib/index.ts";
import { broadcastShape } from "../../tensor/shape.ts";
import {
  broadcastValues,
  copyOf,
  elementsOf,
  isContiguous,
  padValues,
  reshapeValues,
  sliceValues,
  transposeValues,
  valuesOf,
  zeroValues,
} from "../../tensor/values.ts";
import {
  broadcastPairs,
  broadcastPlace,
  elements,
  placesOf,
  randomView,
  seeded,
  shapes,
} from "../support/views.ts";

const view = fc.tuple(shapes(), fc.nat()).map(([shape, seed]) => randomView(shape, seeded(seed)));

describe("a view", () => {
  it("reads the same elements whatever its strides", () => {
    fc.assert(
      fc.property(view, (x) => {
        const before = x.data.slice();
        expect([...copyOf(x)]).toEqual(elements(x));
        expect([...elementsOf(x)]).toEqual(elements(x));
        expect(x.data).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("gives its elements in place where they lie in a row, and a copy where not", () => {
    const data = Float64Array.from({ length: 12 }, (_, i) => i);
    const whole = valuesOf(data, [3, 4]);
    const rows = sliceValues(whole, [1, 0], [3, 4]);
    expect(elementsOf(whole)).toBe(data);
    expect(elementsOf(rows).buffer).toBe(data.buffer);
    expect(elementsOf(transposeValues(whole, [1, 0])).buffer).not.toBe(data.buffer);
    expect(copyOf(whole).buffer).not.toBe(data.buffer);
    expect(copyOf(rows).buffer).not.toBe(data.buffer);
  });

  it("is contiguous if stepping through it is stepping through memory; axes of length 1 have no say", () => {
    const data = new Float64Array(24);
    expect(isContiguous(valuesOf(data, [2, 3, 4]))).toBe(true);
    expect(isContiguous(valuesOf(data, [2, 1, 4], [4, 99, 1]))).toBe(true);
    expect(isContiguous(valuesOf(data, [2, 3], [1, 2]))).toBe(false);
    expect(isContiguous(valuesOf(data, [2, 3], [4, 1]))).toBe(false);
    expect(isContiguous(valuesOf(data, [3], [0]))).toBe(false);
    expect(isContiguous(valuesOf(data, [], undefined, 5))).toBe(true);
    expect(isContiguous(valuesOf(data, [2, 0], [7, 7]))).toBe(true);
  });

  it("keeps a shape of its own", () => {
    const shape = [2, 3];
    const x = valuesOf(new Float64Array(6), shape);
    shape[0] = 99;
    expect(x.shape).toEqual([2, 3]);
  });
});

describe("moving elements", () => {
  it("reshape keeps the row-major order, as a view where the elements lie so", () => {
    fc.assert(
      fc.property(view, (x) => {
        const size = elements(x).length;
        const flat = reshapeValues(x, [size, 1]);
        expect(elements(flat)).toEqual(elements(x));
        expect(flat.data === x.data).toBe(isContiguous(x));
      }),
    );
  });

  it("reshape refuses another size", () => {
    const message = "reshape: [2,3] has 6 elements and [4] has 4.";
    expect(() => reshapeValues(zeroValues([2, 3]), [4])).toThrow(new ShapeError(message));
  });

  it("transpose puts axis p[i] in place i and copies nothing", () => {
    fc.assert(
      fc.property(view, fc.nat(), (x, seed) => {
        const permutation = [...seeded(seed).permutation(x.dimension)];
        const y = transposeValues(x, permutation);
        expect(y.data).toBe(x.data);
        expect(y.shape).toEqual(permutation.map((axis) => x.shape[axis]));
        for (const place of placesOf(x.shape))
          expect(y.get(...permutation.map((axis) => place[axis]!))).toBe(x.get(...place));
      }),
    );
  });

  it("broadcast repeats by stride 0 and copies nothing", () => {
    fc.assert(
      fc.property(broadcastPairs, fc.nat(), ([a, b], seed) => {
        const x = randomView(a, seeded(seed));
        const y = broadcastValues(x, broadcastShape("x", a, b));
        expect(y.data).toBe(x.data);
        for (const place of placesOf(y.shape))
          expect(y.get(...place)).toBe(x.get(...broadcastPlace(a, place)));
      }),
    );
  });

  it("broadcast refuses what does not fit", () => {
    const message = "broadcastTo: [2] does not broadcast to [3].";
    expect(() => broadcastValues(zeroValues([2]), [3])).toThrow(new ShapeError(message));
  });

  it("slice takes a range of every axis and copies nothing", () => {
    fc.assert(
      fc.property(view, fc.nat(), (x, seed) => {
        const random = seeded(seed);
        const start = x.shape.map((length) => random.integer(length + 1));
        const stop = x.shape.map((length, axis) => start[axis]! + random.integer(length - start[axis]! + 1));
        const y = sliceValues(x, start, stop);
        expect(y.data).toBe(x.data);
        expect(y.shape).toEqual(stop.map((end, axis) => end - start[axis]!));
        for (const place of placesOf(y.shape)) {
          expect(y.get(...place)).toBe(x.get(...place.map((i, axis) => i + start[axis]!)));
        }
      }),
    );
  });

  it("pad puts zeros around, and a slice takes them off again", () => {
    fc.assert(
      fc.property(view, fc.nat(), (x, seed) => {
        const random = seeded(seed);
        const before = x.shape.map(() => random.integer(3));
        const shape = x.shape.map((length, axis) => length + before[axis]! + random.integer(3));
        const y = padValues(x, before, shape);
        expect(y.shape).toEqual(shape);
        const back = sliceValues(
          y,
          before,
          before.map((start, axis) => start + x.shape[axis]!),
        );
        expect(elements(back)).toEqual(elements(x));
        const sum = (numbers: readonly number[]): number => numbers.reduce((s, v) => s + v * v, 0);
        expect(sum(elements(y))).toBeCloseTo(sum(elements(x)), 10);
      }),
    );
  });

  it("pad never writes into what it was given", () => {
    const x = valuesOf(Float64Array.of(5), [3], [0]);
    expect(elements(padValues(x, [1], [5]))).toEqual([0, 5, 5, 5, 0]);
    expect([...x.data]).toEqual([5]);
  });
});
