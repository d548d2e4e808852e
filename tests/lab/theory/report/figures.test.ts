import { tones } from "../../../../lab/report/palette.ts";
import {
  drawingsOf,
  figureKey,
  figureOf,
  keyOf,
  looksOfGroups,
} from "../../../../lab/theory/report/figures.ts";
import { sampleProblem } from "./sample.ts";

const drawings = drawingsOf(sampleProblem("one", ["none", "bnp"]));

it("draws three figures for each method and one for each picture, each with a name of its own", () => {
  expect(drawings.map(({ id }) => id)).toEqual([
    ...["one-none-0", "one-none-1", "one-none-shrink", "one-bnp-0", "one-bnp-1", "one-bnp-shrink"],
    ...["one-race", "one-beyond"],
  ]);
  expect(drawings[0]!.caption).toBe("plain: error by eigenvalue, α = 1/λmax");
  expect(drawingsOf(sampleProblem("two", ["bn"]))[0]!.caption).toBe("error by eigenvalue, α = 1/λmax");
});

it("puts what was measured on what was predicted, mode by mode", () => {
  const { curves } = drawings[0]!.figure;
  expect(curves).toHaveLength(6);
  for (const curve of curves.filter(({ predicted }) => predicted)) {
    const line = curves.find(({ name, as }) => name === curve.name && as === "line")!;
    expect(curve.predicted).toEqual(line.y);
    curve.y.forEach((value, i) => expect(value).toBeCloseTo(line.y[i]!, 12));
  }
  expect(curves.filter(({ as }) => as === "rings").map(({ name }) => name)).toEqual(["λ = 1.00"]);
});

it("reads what a step takes off from as many steps as a part can be followed", () => {
  const { curves } = drawings[2]!.figure;
  const measured = curves.find(({ as, name }) => as === "dots" && name === "α = 1/λmax")!;
  expect(measured.x).toEqual([0.1, 0.4, 1]);
  measured.y.forEach((value, i) => expect(value).toBeCloseTo(measured.x[i]!, 12));
  expect(measured.predicted).toEqual([0.1, 0.4, 1].map((λ) => 1 - (1 - λ)));
});

it("draws dots where something was predicted, and lines where nothing was", () => {
  const [race, beyond] = drawings.slice(-2);
  expect(race!.figure.curves.map(({ as }) => as)).toEqual(["line", "dots", "line", "dots"]);
  expect(beyond!.figure.curves.map(({ as }) => as)).toEqual(["line"]);
});

it("gives methods their colours, and others one each", () => {
  const curve = (group: string) => ({ label: group, group, x: [], y: [], predicted: false });
  expect([...looksOfGroups(["none", "bnp", "a", "b"].map(curve))]).toEqual([
    ["none", 0],
    ["bnp", 2],
    ["a", 3],
    ["b", 4],
  ]);
  for (const [, look] of figureKey) expect(tones[look]).toBeDefined();
});

it("keys and figures are markup, escaped", () => {
  expect(keyOf([["<a>", 1]]).source).toContain("&lt;a&gt;");
  const { source } = figureOf({ ...drawings[0]!, caption: "a < b" });
  expect(source).toMatch(
    /^<figure><figcaption>a &lt; b<\/figcaption><svg class="chart" role="img" aria-label="Parts of/,
  );
});
