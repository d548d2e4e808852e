/** Drawings in cells: every seed is there, nothing leaves the frame, zero is in the middle. */
import fc from "fast-check";
import { spread } from "../../../lab/compare/report/summary.ts";
import { intervalStrip, seedStrip, swatch } from "../../../lab/report/drawings.ts";

const look = { index: 2, dash: [4, 2] };
const numbers = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map((m) => Number(m[1]));
const value = fc.double({ min: 0, max: 1, noNaN: true });

describe("the strip of seeds", () => {
  it("has a dot for every finite seed, inside the frame and in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.option(value), { minLength: 1, maxLength: 9 }), (values) => {
        const { source } = seedStrip(spread(values, "low"), [0, 1], look);
        const known = values.filter((v) => v !== null);
        const places = numbers(source, /<circle cx="([^"]*)"/g);
        expect(places).toHaveLength(known.length);
        expect(places.every((x) => x >= 0 && x <= 132)).toBe(true);
        const byValue = known.map((v, i) => [v, places[i]!] as const).sort((a, b) => a[0] - b[0]);
        for (let i = 1; i < byValue.length; i++) {
          expect(byValue[i]![1]).toBeGreaterThanOrEqual(byValue[i - 1]![1]);
        }
      }),
    );
  });

  it("puts equal seeds into the middle rather than nowhere", () => {
    expect(numbers(seedStrip(spread([0.5], "low"), [0.5, 0.5], look).source, /cx="([^"]*)"/g)).toEqual([66]);
  });
});

describe("the strip of an interval", () => {
  it("has 0 in its middle, and holds the interval", () => {
    const { source } = intervalStrip(0.2, [-0.1, 0.5], 0.5);
    expect(source).toContain("M66 0V16");
    expect(numbers(source, /M([\d.]+) 8H/g)[0]!).toBeLessThan(66);
    expect(numbers(source, /8H([\d.]+)/g)).toEqual([126]);
    expect(intervalStrip(0, null, 0).source).toContain('cx="66"');
  });
});

it("a swatch has the dash of its line", () => {
  expect(swatch(look).source).toContain('stroke-dasharray="4 2"');
  expect(swatch({ index: 0, dash: [] }).source).toContain('stroke-dasharray="none"');
});
