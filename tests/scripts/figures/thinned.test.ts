/** A long curve is drawn by fewer points, a short one by its own. */
import { thinned } from "../../../scripts/figures/thinned.ts";

const line = (length: number) => {
  const x = Array.from({ length }, (_, i) => 10 * i);
  return { x, y: x.map((at) => (at === 20 ? null : at / 2)) };
};

describe("thinned", () => {
  it("keeps the known points of a short line as they are", () => {
    expect(thinned(line(4))).toEqual([0, 10, 30].map((x) => ({ x, y: x / 2 })));
    expect(thinned(line(0))).toEqual([]);
  });

  it.each([65, 66, 128, 5000])("takes 64 different points of %i, the ends among them", (length) => {
    const points = thinned(line(length + 1)); // one is unknown
    expect(points).toHaveLength(64);
    expect([points[0]!.x, points.at(-1)!.x]).toEqual([0, 10 * length]);
    const steps = points.slice(1).map(({ x }, i) => x - points[i]!.x);
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThanOrEqual(10 * (length / 63 + 2));
    expect(points.every(({ x, y }) => y === x / 2)).toBe(true);
  });
});
