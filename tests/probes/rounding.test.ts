/**
 * Which numbers are called zero, and whether that is beyond doubt.
 */
import { clearGap, floor, gapAt, margin, short, widestGap, zeroCount } from "../../probes/rounding.ts";

describe("zeroCount", () => {
  it("counts what is at most the threshold, and the gap to the rest", () => {
    expect(zeroCount([0, 1e-16, 1e-3, 1], 1e-15)).toEqual({ zeros: 2, gap: 1e-3 / Number.EPSILON });
    expect(zeroCount([1e-16, 1e-14, 1], 1e-15).gap).toBeCloseTo(1e-14 / Number.EPSILON, 6);
  });

  it("has no gap to measure where all or none are zero", () => {
    expect(zeroCount([1, 2], 0.5)).toEqual({ zeros: 0, gap: Infinity });
    expect(zeroCount([0, 0], 0)).toEqual({ zeros: 2, gap: Infinity });
    expect(zeroCount([], 1)).toEqual({ zeros: 0, gap: Infinity });
  });

  it("sees no clear gap in a spectrum that runs on through the threshold", () => {
    const even = Array.from({ length: 60 }, (_, i) => 10 ** (-18 + 0.3 * i));
    expect(zeroCount(even, 1e-14).gap).toBeLessThan(clearGap);
  });
});

describe("widestGap", () => {
  it("draws the line where the numbers leap, without a threshold", () => {
    expect(widestGap([1e-12, 2e-12, 1e-4, 1])).toMatchObject({ zeros: 2 });
  });

  it("does not take a leap among large numbers for one", () => {
    expect(widestGap([1e-3, 1])).toEqual({ zeros: 0, gap: 1 });
    expect(widestGap([])).toEqual({ zeros: 0, gap: 1 });
  });
});

describe("gapAt", () => {
  it("takes a zero for no less than one ulp of the largest", () => {
    expect(gapAt([0, 1e-10, 1], 1)).toBe(1e-10 / Number.EPSILON);
    expect(gapAt([0, 1e-10, 1], 0)).toBe(Infinity);
  });
});

describe("what rounding may do", () => {
  it("is 10·√n·ε to an eigenvalue, and to a zero at least that and n·ε", () => {
    expect(margin(4)).toBe(20 * Number.EPSILON);
    expect([floor(4), floor(400)]).toEqual([margin(4), 400 * Number.EPSILON]);
  });
});

describe("short", () => {
  it.each([
    [1234.5, "1230"],
    [-0.001, "-0.001"],
    [1.23456e-9, "1.23e-9"],
    [Infinity, "Infinity"],
  ])("writes %d as %s", (value, text) => expect(short(value)).toBe(text));
});
