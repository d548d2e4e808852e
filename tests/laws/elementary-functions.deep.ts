/**
 * Elementary functions at every power of two, both signs, and at a thousand points in each range where they bend:
 * `npm run test:deep`.
 */
import { accuracyOf, bounds, functions, pointsOf } from "../support/elementary.ts";

describe("elementary functions over the whole range", () => {
  const points = pointsOf(1000);

  it.each(functions.flatMap((f) => ([0, 1] as const).map((order) => [f.name, order, f] as const)))(
    "%s, derivative of order %d: within 4 ulp at 4,000 points or more",
    (_, order, f) => {
      const { points: count, worst, at } = accuracyOf(f, order, points);
      expect(count).toBeGreaterThanOrEqual(4000);
      expect([at, worst <= bounds[order]]).toEqual([at, true]);
    },
  );

  it.each(functions.map((f) => [f.name, f] as const))("%s″: within 8 ulp", (_, f) => {
    const { points: count, worst, at } = accuracyOf(f, 2, points);
    expect(count).toBeGreaterThanOrEqual(4000);
    expect([at, worst <= bounds[2]]).toEqual([at, true]);
  });
});
