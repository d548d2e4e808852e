/** Lines and dots: which part of a curve the axes can show, and what a dot says. */
import { type Figure, type FigureCurve, figureMarkup } from "../../../../lab/theory/report/lines.ts";

const x = [0, 1, 10, 100];
const predicted: FigureCurve = { name: "a", look: 2, x, y: [1, 0.5, 0.1, 1e-9], as: "line" };
const measured: FigureCurve = { ...predicted, y: [1, 0.4, 0.1, 0], as: "dots", predicted: predicted.y };

const drawn = (change: Partial<Figure>): string =>
  figureMarkup({ x: "steps", place: "step", yLog: true, curves: [], ...change }, "a figure").source;
const circles = (source: string): number => [...source.matchAll(/<circle/g)].length;

it("draws predictions as lines, measurements as dots or rings, in the colour of each", () => {
  const source = drawn({ curves: [predicted, measured, { ...measured, as: "rings", look: 1 }] });
  expect(source).toMatch(/<path style="color:var\(--look-2\)" d="M[\d. ]+L[\d. ]+L[\d. ]+"/);
  expect(source).toContain('<g class="dots" style="color:var(--look-2)">');
  expect(source).toContain('<g class="rings" style="color:var(--look-1)">');
});

it("leaves out what the axes cannot show: step 0, zeros, and what is below the least", () => {
  const source = drawn({ curves: [predicted, measured], least: 1e-5 });
  expect(circles(source)).toBe(2);
  expect(source).not.toContain("step 100");
});

it("says at each measurement what it is, and what was predicted", () => {
  const source = drawn({ curves: [predicted, measured] });
  expect(source).toContain("<title>step 1, a: 0.4, predicted 0.5</title>");
  expect(source.match(/<title>/g)).toHaveLength(2);
});

it.each([
  ["tiny and constant", [7e-312, 7e-312, 7e-312, 7e-312], 4],
  ["from tiny to huge", [5e-324, 1e-310, 1e300, 1.7e308], 4],
  ["one value", [0, NaN, Infinity, 1e-310], 1],
])("%s: every dot has a place", (_name, y, count) => {
  const source = drawn({ curves: [{ ...measured, x: [1, 2, 3, 4], y }] });
  expect(source).not.toMatch(/c[xy]="[^"]*(NaN|Infinity)/);
  expect(circles(source)).toBe(count);
});

it.each([[[]], [[0, 0]], [[NaN, -1]]])("%j: says that nothing can be drawn", (y) => {
  expect(drawn({ curves: [{ ...measured, x: [1, 2].slice(0, y.length), y }] })).toContain(
    "No finite values to draw.",
  );
});
