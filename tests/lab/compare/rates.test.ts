import { gridBounds, gridPlace, gridRate, mostDecades, tuningGrid } from "../../../lab/compare/rates.ts";

const grid = { from: 0.003, to: 3, perDecade: 2 };

describe("the grid", () => {
  it("has the round numbers that people write", () => {
    expect(tuningGrid(grid)).toEqual([0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]);
    expect(tuningGrid({ from: 0.1, to: 10, perDecade: 3 })).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
  });

  it("rises without repeating, at any density", () => {
    for (let perDecade = 1; perDecade <= 10; perDecade++) {
      const rates = Array.from({ length: 60 }, (_, k) => gridRate(k - 30, perDecade));
      rates.slice(1).forEach((rate, i) => {
        expect(rate).toBeGreaterThan(rates[i]!);
      });
    }
  });

  it("may grow by so many decades a side, and never to rates that are 0 or infinite", () => {
    for (let perDecade = 1; perDecade <= 10; perDecade++) {
      const [low, high] = gridBounds(gridPlace(0.01, perDecade), gridPlace(1, perDecade), perDecade);
      expect(gridRate(low, perDecade)).toBeCloseTo(0.01 / 10 ** mostDecades, 15);
      expect(gridRate(high, perDecade)).toBeCloseTo(10 ** mostDecades, 5);
      const [least, most] = gridBounds(-299 * perDecade, 299 * perDecade, perDecade);
      expect(gridRate(least, perDecade)).toBeGreaterThan(0);
      expect(gridRate(most, perDecade)).toBeLessThan(Infinity);
    }
  });
});
