/** Medians, ranges of axes and ticks, at the ends of Float64 too. */
import fc from "fast-check";
import { finite, median, padded, quantile, short, ticks } from "../../../lab/base/numbers.ts";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("the median", () => {
  it("has as many values above as below", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (values) => {
        const m = median(values, "high")!;
        const [below, above] = [values.filter((v) => v < m).length, values.filter((v) => v > m).length];
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it("is lost exactly when half of the values are, whichever end is the worst", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), fc.nat(20), (values, lost) => {
        const all = [...values, ...Array<null>(lost).fill(null)];
        for (const worst of ["high", "low"] as const) {
          expect(median(all, worst) === null).toBe(2 * lost >= all.length);
        }
      }),
    );
    expect([median([1, 2, null], "high"), median([1, 2, null], "low")]).toEqual([2, 1]);
    expect(median([], "high")).toBeNull();
  });
});

describe("ticks", () => {
  it("ascend inside the range, neither too few nor too many", () => {
    const exponent = fc.double({ min: -12, max: 6, noNaN: true });
    fc.assert(
      fc.property(
        exponent,
        fc.double({ min: 0.05, max: 9, noNaN: true }),
        fc.boolean(),
        (from, decades, log) => {
          const [low, high] = [10 ** from, 10 ** (from + decades)];
          const found = ticks(low, high, log, 6);
          expect(found.length).toBeGreaterThanOrEqual(2);
          expect(found.length).toBeLessThanOrEqual(13);
          expect(found).toEqual([...found].sort((a, b) => a - b));
          expect(found[0]!).toBeGreaterThanOrEqual(low * 0.999);
          expect(found.at(-1)!).toBeLessThanOrEqual(high * 1.001);
        },
      ),
    );
  });

  it("are powers of ten on a wide log axis", () => {
    for (const tick of ticks(1e-6, 1e2, true, 6)) {
      expect(Math.log10(tick)).toBeCloseTo(Math.round(Math.log10(tick)), 9);
    }
  });
});

describe("ranges and ticks at the ends of the numbers", () => {
  const ends: readonly (readonly [number, number])[] = [
    ...[
      [7e-312, 0.3],
      [5e-324, 1e300],
      [1e-300, 1e-300],
      [1e300, 1e307],
      [0.3, 0.3],
      [1, 1 + 1e-16],
    ],
    ...[
      [0, Infinity],
      [NaN, 1],
      [-1e308, 1e308],
      [0, 5e-324],
      [3, 2],
    ],
  ] as const;

  it.each(ends)("ticks from %d to %d are few and finite", (low, high) => {
    for (const log of [true, false]) {
      const found = ticks(low, high, log, 5);
      expect(found.length).toBeLessThan(40);
      expect(found.every(Number.isFinite)).toBe(true);
    }
  });

  it.each([
    [7e-312, 0.3],
    [7e-312, 7e-312],
    [5e-324, 5e-324],
    [5e-324, Number.MAX_VALUE],
    [1e300, Number.MAX_VALUE],
    [Number.MAX_VALUE, Number.MAX_VALUE],
    [0.3, 0.3],
  ])("a range from %d to %d is finite, has a length, and holds both, on either axis", (low, high) => {
    for (const log of [true, false]) {
      const [from, to] = padded(low, high, log, 0.04);
      expect([from, to].every(Number.isFinite)).toBe(true);
      expect(from).toBeLessThan(to);
      expect(from).toBeLessThanOrEqual(low);
      expect(to).toBeGreaterThanOrEqual(high);
      const found = ticks(from, to, log, 6);
      expect(found.length).toBeGreaterThanOrEqual(2);
      expect(found.length).toBeLessThan(40);
    }
  });

  it("a linear range is no wider than the largest number", () => {
    const [from, to] = padded(-1e308, 1e308, false, 0.04);
    expect(to - from).toBeLessThan(Infinity);
  });
});

it("a quantile is one of the values, and the last of them at 1", () => {
  expect([0, 0.5, 0.99, 1].map((q) => quantile([1, 2, 3, 4], q))).toEqual([1, 3, 4, 4]);
});

it("writes numbers short", () => {
  expect([0, 0.25, 1500, 1e-7, 2e6].map(short)).toEqual(["0", "0.25", "1,500", "1e-7", "2e6"]);
  expect([1, NaN, Infinity, null].map(finite)).toEqual([true, false, false, false]);
});
