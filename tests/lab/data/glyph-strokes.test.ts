import { skeletons } from "../../../lab/data/glyph-strokes.ts";

const ways = skeletons.flatMap((list, digit) => list.map((skeleton, way) => ({ digit, way, skeleton })));

describe("skeletons", () => {
  it("are there for all ten digits, with more than one way to write each", () => {
    expect(skeletons).toHaveLength(10);
    for (const list of skeletons) expect(list.length).toBeGreaterThan(1);
  });

  it.each(ways)(
    "digit $digit, way $way, fills the unit square from top to bottom and stays in it",
    ({ skeleton }) => {
      const points = skeleton.flatMap((stroke) => stroke.points);
      for (const [x, y] of points) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x, y)).toBeLessThanOrEqual(1);
      }
      const ys = points.map(([, y]) => y);
      expect(Math.min(...ys)).toBeLessThan(0.05);
      expect(Math.max(...ys)).toBeGreaterThan(0.95);
    },
  );

  it.each(ways)(
    "digit $digit, way $way, has strokes of two points or more, loops of three",
    ({ skeleton }) => {
      for (const { kind, points } of skeleton)
        expect(points.length).toBeGreaterThanOrEqual(kind === "loop" ? 3 : 2);
    },
  );
});
