import fc from "fast-check";
import { coverage } from "../../../lab/data/fill.ts";
import type { Point } from "../../../lab/data/geometry.ts";
import { outlines } from "../../../lab/data/outlines.ts";

const box = (left: number, top: number, right: number, bottom: number): readonly Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];
const sum = (image: Float64Array) => image.reduce((total, x) => total + x, 0);

/** Gauss's formula. */
const areaOf = (loop: readonly Point[]) =>
  Math.abs(loop.reduce((total, [x, y], k) => {
    const [u, v] = loop[(k + 1) % loop.length]!;
    return total + (x * v - u * y) / 2;
  }, 0)); // prettier-ignore

const lengthOf = (loop: readonly Point[]) =>
  loop.reduce((total, [x, y], k) => {
    const [u, v] = loop[(k + 1) % loop.length]!;
    return total + Math.hypot(u - x, v - y);
  }, 0);

const scaled = (loop: readonly Point[], size: number, x: number, y: number): readonly Point[] =>
  loop.map(([u, v]) => [x + size * u, y + size * v]);

describe("coverage", () => {
  it("is all or nothing for a box on the lines of the grid", () => {
    const image = coverage([box(2, 1, 5, 4)], 6);
    image.forEach((x, p) => {
      const [r, c] = [Math.floor(p / 6), p % 6];
      expect(x).toBe(r >= 1 && r < 4 && c >= 2 && c < 5 ? 1 : 0);
    });
  });

  it("is a half where an edge goes through the middle of pixels", () => {
    const image = coverage([box(1, 2.5, 7, 6)], 8);
    for (const x of image.subarray(2 * 8 + 2, 2 * 8 + 6)) expect(x).toBeCloseTo(0.5, 12);
  });

  it("leaves a hole where there is a second loop inside the first", () => {
    const image = coverage([box(1, 1, 9, 9), box(3, 3, 7, 7)], 10);
    expect(sum(image)).toBe(64 - 16);
    expect(image[5 * 10 + 5]).toBe(0);
  });

  it("adds up to the area of every outline, but for a little at its corners", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...outlines),
        fc.double({ min: 6, max: 12, noNaN: true }),
        (outline, size) => {
          const loops = outline.loops.map((loop) => scaled(loop, size, 15.3, 16.8));
          const [outer, hole] = loops.map(areaOf);
          const length = loops.reduce((total, loop) => total + lengthOf(loop), 0);
          const difference = sum(coverage(loops, 32)) - (outer! - (hole ?? 0));
          expect(Math.abs(difference)).toBeLessThan(0.02 * length + 0.5);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("moves with the outline, and what leaves the grid is cut off", () => {
    const heart = outlines.find(({ name }) => name === "heart")!.loops[0]!;
    const at = (x: number, y: number) => coverage([scaled(heart, 7, x, y)], 32);
    const [here, there] = [at(10, 12), at(13, 10)];
    for (let r = 2; r < 32; r++) {
      for (let c = 0; c < 29; c++) expect(there[(r - 2) * 32 + c + 3]).toBeCloseTo(here[r * 32 + c]!, 12);
    }
    expect(sum(at(0, 12))).toBeLessThan(0.6 * sum(here));
    expect(sum(at(-20, 12))).toBe(0);
  });
});
