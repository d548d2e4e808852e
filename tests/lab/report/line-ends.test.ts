/** Names at the ends of lines: one for each named line, none overlapping, in the order of the ends, as text. */
import * as fc from "fast-check";
import { type Layer, layerMarkup } from "../../../lab/report/layers.ts";
import { lineEnds } from "../../../lab/report/line-ends.ts";
import { pageTheme, pictureTheme } from "../../../lab/report/theme.ts";

const edges = { top: 0, bottom: 210, right: 300 };
const ending = (y: number, i: number): Layer => ({
  ...{ as: "line", look: { index: i % 8, dash: [] }, name: `method <${i}>` },
  points: [
    { x: 0, y: 100 },
    { x: 295, y },
  ],
});
const ends = (layers: readonly Layer[]): readonly string[] =>
  lineEnds(
    layers,
    (x) => x,
    (y) => y,
    edges,
    pictureTheme,
  ).map(({ source }) => source);

it("keeps names a line apart, in the order of the ends, also of ends outside the frame", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 210 }), { minLength: 1, maxLength: 8 }),
      (heights) => {
        const places = ends(heights.map(ending)).map((source, i) => {
          expect(source).toContain(`method &lt;${i}&gt;</text>`);
          return Number(/ y="([\d.]+)"/.exec(source)![1]);
        });
        const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
        order.slice(1).forEach((index, rank) => {
          expect(places[index]! - places[order[rank]!]!).toBeGreaterThanOrEqual(13.8); // rounded to a tenth
        });
      },
    ),
  );
  expect(Number(/ y="([\d.]+)"/.exec(ends([ending(-1e6, 0)])[0]!)![1])).toBeLessThanOrEqual(8);
});

it("leaves out lines without a name or a point, and dots the leader of a line that ends early", () => {
  const { name: _, ...nameless } = ending(10, 0);
  expect(ends([nameless, { ...ending(10, 1), points: [] }])).toEqual([]);
  const early = { ...ending(10, 0), points: [{ x: 100, y: 10 }] };
  expect(ends([early, ending(10, 1)]).map((source) => source.includes("dasharray"))).toEqual([true, false]);
});

it("colours by the page's properties, or by the light tone in a picture of its own", () => {
  const drawn = (theme: typeof pageTheme): string =>
    layerMarkup(
      ending(1, 2),
      (x) => x,
      (y) => y,
      theme,
    ).source;
  expect(drawn(pageTheme)).toContain('style="color:var(--look-2)"');
  expect(drawn(pictureTheme)).not.toContain("var(");
});
