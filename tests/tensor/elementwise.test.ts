import fc from "fast-check";
import {
  addLoop,
  divLoop,
  mapValues,
  mulLoop,
  pairLoop,
  subLoop,
  zipValues,
} from "../../tensor/elementwise.ts";
import { broadcastShape } from "../../tensor/shape.ts";
import { valuesOf } from "../../tensor/values.ts";
import { firstDifference } from "../support/tensors.ts";
import {
  broadcastPairs,
  broadcastPlace,
  elements,
  placesOf,
  randomView,
  seeded,
  shapes,
} from "../support/views.ts";

const operations: readonly (readonly [string, (a: number, b: number) => number, typeof addLoop])[] = [
  ["add", (a, b) => a + b, addLoop],
  ["sub", (a, b) => a - b, subLoop],
  ["mul", (a, b) => a * b, mulLoop],
  ["div", (a, b) => a / b, divLoop],
  ["any function", (a, b) => Math.max(a, 2 * b), pairLoop((a, b) => Math.max(a, 2 * b))],
];

describe("mapValues", () => {
  it("applies f to every element, whatever the strides, and writes nowhere else", () => {
    fc.assert(
      fc.property(shapes(), fc.nat(), (shape, seed) => {
        const x = randomView(shape, seeded(seed));
        const before = x.data.slice();
        const y = mapValues(x, (v) => 3 * v);
        expect(elements(y)).toEqual(elements(x).map((v) => 3 * v));
        expect(y.shape).toEqual(shape);
        expect(x.data).toEqual(before);
      }),
    );
  });
});

describe("zipValues", () => {
  it.each(operations)(
    "%s of images and a number for each channel, of any layout, piece by piece",
    (_, f, loop) => {
      const [shape, channels] = [
        [3, 4, 9, 11],
        [4, 1, 1],
      ];
      for (let seed = 0; seed < 20; seed++) {
        const random = seeded(seed);
        const [a, b] = [randomView(shape, random), randomView(channels, random)];
        const places = placesOf(shape);
        const tiled = (g: typeof f): number[] =>
          places.map((place) => g(a.get(...place), b.get(...broadcastPlace(channels, place))));
        expect(firstDifference(elements(zipValues("x", a, b, loop)), tiled(f))).toBe(-1);
        const turned = tiled((x, y) => f(y, x));
        expect(firstDifference(elements(zipValues("x", b, a, loop)), turned)).toBe(-1);
      }
    },
  );

  it.each(operations)("%s of two views equals the same of both tiled out in full", (_, f, loop) => {
    fc.assert(
      fc.property(broadcastPairs, fc.nat(), ([p, q], seed) => {
        const random = seeded(seed);
        const [a, b] = [randomView(p, random), randomView(q, random)];
        const shape = broadcastShape("x", p, q);
        const tiled = placesOf(shape).map((place) =>
          f(a.get(...broadcastPlace(p, place)), b.get(...broadcastPlace(q, place))),
        );
        const y = zipValues("x", a, b, loop);
        expect(y.shape).toEqual([...shape]);
        expect(firstDifference(elements(y), tiled)).toBe(-1);
      }),
      { numRuns: 300 },
    );
  });

  it.each(operations)(
    "%s of arrays that lie in order, from the beginning or not, of any length",
    (_, f, loop) => {
      const random = seeded(2);
      for (let length = 1; length <= 13; length++) {
        for (const offset of [0, 3]) {
          const [a, b] = [0, 1].map(() =>
            Float64Array.from({ length: offset + length }, () => random.normal()),
          );
          const [x, y] = [a!, b!].map((data) => valuesOf(data, [length], [1], offset));
          const expected = Array.from({ length }, (__, i) => f(a![offset + i]!, b![offset + i]!));
          expect(firstDifference(elements(zipValues("x", x!, y!, loop)), expected)).toBe(-1);
        }
      }
    },
  );

  it("takes four axes none of which can be merged", () => {
    const random = seeded(1);
    const data = Float64Array.from({ length: 81 }, () => random.normal());
    const a = valuesOf(data, [3, 3, 3, 3]);
    const b = valuesOf(data, [3, 3, 3, 3], [1, 3, 9, 27]);
    const y = zipValues("x", a, b, subLoop);
    expect(elements(y)).toEqual(placesOf(a.shape).map((place) => a.get(...place) - b.get(...place)));
  });

  it("passes special values as the function does", () => {
    const special = Float64Array.of(NaN, Infinity, -Infinity, 0, -0);
    const [column, row] = [valuesOf(special, [5, 1]), valuesOf(special, [5])];
    for (const [, f, loop] of operations) {
      const expected = [...special].flatMap((p) => [...special].map((q) => f(p, q)));
      expect(firstDifference(elements(zipValues("x", column, row, loop)), expected)).toBe(-1);
    }
  });

  it("says who could not broadcast", () => {
    const [a, b] = [valuesOf(new Float64Array(2), [2]), valuesOf(new Float64Array(3), [3])];
    expect(() => zipValues("hypot", a, b, addLoop)).toThrow(
      /^hypot: shapes \[2\] and \[3\] do not broadcast/,
    );
  });
});
