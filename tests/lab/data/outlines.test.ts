import { applyMap, type Point, rotation } from "../../../lab/data/geometry.ts";
import { type Outline, outlines } from "../../../lab/data/outlines.ts";

const named = (name: string): Outline => outlines.find((outline) => outline.name === name)!;
const turned = (outline: Outline, angle: number): readonly Point[] =>
  outline.loops.flat().map((point) => applyMap(rotation(angle), ...point));
const mirrored = (outline: Outline): readonly Point[] => outline.loops.flat().map(([x, y]) => [-x, y]);

/** Every point of one set has one of the other within 1e-9. */
const same = (a: readonly Point[], b: readonly Point[]): boolean =>
  a.every(([x, y]) => b.some(([u, v]) => Math.hypot(x - u, y - v) < 1e-9));

describe("outlines", () => {
  it("have different names, and reach about one unit from the origin", () => {
    expect(new Set(outlines.map(({ name }) => name)).size).toBe(outlines.length);
    for (const { loops } of outlines) {
      const reach = Math.max(...loops.flat().map(([x, y]) => Math.hypot(x, y)));
      expect(reach).toBeGreaterThan(0.85);
      expect(reach).toBeLessThan(1.15);
    }
  });

  it("look the same in a mirror", () => {
    for (const outline of outlines) expect([outline.name, same(mirrored(outline), outline.loops.flat())]).toEqual([outline.name, true]); // prettier-ignore
  });

  it("come back after as many turns as they have points, and after no other turn", () => {
    const turns = { triangle: 3, square: 4, star: 5, cross: 4 };
    for (const [name, order] of Object.entries(turns)) {
      const outline = named(name);
      const back = (part: number) => same(turned(outline, 2 * Math.PI * part), outline.loops.flat());
      expect([name, back(1 / order), back(1 / 7), back(1 / 8)]).toEqual([name, true, false, false]);
    }
  });

  it("have a hole in the ring, and horns above the middle of the crescent", () => {
    const radii = named("ring").loops.map((loop) => loop.map(([x, y]) => Math.hypot(x, y)));
    expect(Math.max(...radii[1]!)).toBeLessThan(Math.min(...radii[0]!));
    const heights = named("crescent")
      .loops.flat()
      .map(([, y]) => -y);
    expect(Math.max(...heights)).toBeGreaterThan(0.5);
    const [overMiddle] = named("crescent").loops.flat().filter(([x, y]) => Math.abs(x) < 0.2 && -y > -0.5); // prettier-ignore
    expect(-overMiddle![1]).toBeLessThan(0);
  });
});
