/** Numbers as people read them: near the value, short, and a dash where there is none. */
import fc from "fast-check";
import * as format from "../../../lab/report/format.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const asNumber = (text: string): number => Number(text.replace("−", "-"));

describe("numbers", () => {
  it("are a dash where there is nothing finite", () => {
    const all = [format.percent, format.percentSign, format.loss, format.rate, format.points];
    for (const show of [...all, format.milliseconds, format.ratio, format.duration, format.count]) {
      for (const value of [null, undefined, NaN, Infinity, -Infinity]) expect(show(value)).toBe("–");
    }
  });

  it("stay within their last digit", () => {
    fc.assert(
      fc.property(share, (x) => {
        expect(Math.abs(Number(format.percent(x)) / 100 - x)).toBeLessThanOrEqual(0.000501);
        expect(Math.abs(asNumber(format.points(-x)) / 100 + x)).toBeLessThanOrEqual(0.000501);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (x) => {
        expect(Math.abs(asNumber(format.loss(x)) / x - 1)).toBeLessThanOrEqual(0.00501);
        expect(asNumber(format.loss(-x))).toBe(-asNumber(format.loss(x)));
        expect(format.loss(x).length).toBeLessThanOrEqual(8);
        expect(Math.abs(asNumber(format.milliseconds(x)) / x - 1)).toBeLessThanOrEqual(0.0501);
      }),
    );
  });

  it("keep a rate as it was given", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 5, 7), fc.integer({ min: -7, max: 2 }), (m, e) => {
        const given = Number(`${m}e${e}`);
        expect(Number(format.rate(given))).toBe(given);
        expect(format.rate(given).length).toBeLessThanOrEqual(6);
      }),
    );
    expect(format.rate(0.1 + 0.2)).toBe("0.3");
  });

  it("sign a difference unless it is nothing, and never lose a small one", () => {
    expect(format.points(0)).toBe("0.0");
    expect(format.points(0.012)).toBe("+1.2");
    expect(format.points(-0.012)).toBe("−1.2");
    expect(format.points(0.0004)).toBe("+0.04");
  });
});

describe("times and words", () => {
  it("name every second once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 3599 }), (s) => {
        const [minutes, seconds] = format.duration(s).match(/\d+/g)!.map(Number);
        expect(60 * minutes! + seconds!).toBe(s);
      }),
    );
    expect(format.duration(3780)).toBe("1\u00a0h 3\u00a0min");
    expect(format.duration(0.42)).toBe("0.42\u00a0s");
    expect(format.duration(59.99)).toBe("1\u00a0min 0\u00a0s");
  });

  it("give the date in one time zone, and what is no date as it is", () => {
    expect(format.date("2026-11-22T23:59:00.000Z")).toBe("22 November 2026, 23:59 UTC");
    expect(format.date("yesterday")).toBe("yesterday");
  });

  it("count and list", () => {
    expect([0, 1, 1200].map((n) => format.plural(n, "arm"))).toEqual(["0 arms", "1 arm", "1,200 arms"]);
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(format.list)).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
    expect(format.percentSign(0.5)).toBe("50.0\u00a0%");
    expect([1, 12.34, 123.4].map(format.ratio)).toEqual(["1.00", "12.3", "123"]);
  });
});
