/** One chart: axes that show round numbers, and a panel that shows every value at the pointer. */
import * as chart from "../../../../lab/report/page/chart.ts";
import type * as Browser from "../browser.ts";
import { type FakeElement, type FakePlot, host, installBrowser } from "../browser.ts";

jest.mock("uplot", () => ({
  __esModule: true,
  default: jest.requireActual<typeof Browser>("../browser.ts").FakePlot,
}));
installBrowser();
const hostile = "<img src=x>";

const plan: chart.ChartPlan = {
  x: { label: "steps", log: false, range: [0, 400] },
  y: { label: "", log: true, range: [0.01, 100] },
  data: [
    [0, 100, 200, 400],
    [1, 2, 3, 4],
  ],
  series: [{}],
  bands: [],
  readouts: [
    {
      name: hostile,
      look: { index: 1, dash: [] },
      x: [0, 100, 200, 400],
      y: [1, 2, 3, 4],
      say: (at) => [`v${at}`, "more"],
    },
    { name: "gone", look: { index: 2, dash: [] }, x: [0, 100], y: [1, null], say: (at) => [`w${at}`, ""] },
  ],
  place: (x) => `step ${x}`,
  above: 24,
  marks: () => undefined,
};

/** Draws the plan and moves the pointer. */
function pointAt(left: number): { readonly panel: FakeElement; readonly dots: readonly FakeElement[] } {
  const plot = chart.draw(host(), plan) as unknown as FakePlot;
  const { hooks } = plot.options.plugins![0]! as { hooks: Record<string, (u: unknown) => void> };
  hooks["init"]!(plot);
  plot.cursor.left = left;
  hooks["setCursor"]!(plot);
  const [panel, ...dots] = plot.over.children;
  return { panel: panel!, dots };
}

describe("the panel", () => {
  it("shows the nearest point of every series, and a dash for one that has ended", () => {
    const { panel, dots } = pointAt(190);
    expect(panel.hidden).toBe(false);
    expect(panel.children[0]!.textContent).toBe("step 200");
    expect(panel.children[1]!.textContent).toBe(`${hostile}v2more`);
    expect(panel.children[2]!.textContent).toBe("gone–");
    expect(dots.map((dot) => dot.hidden)).toEqual([false, true]);
  });

  it("shows both where both have a point", () => {
    expect(
      pointAt(2)
        .panel.children.slice(1)
        .map((line) => line.textContent),
    ).toEqual([`${hostile}v0more`, "gonew0"]);
  });

  it("disappears with the pointer, and stays inside the window", () => {
    expect(pointAt(-10).panel.hidden).toBe(true);
    for (const left of [0, 399]) {
      const at = parseFloat(pointAt(left).panel.style["left"]!) + 40;
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at + 150).toBeLessThanOrEqual(1000);
    }
  });
});

describe("the chart", () => {
  it("keeps to the planned ranges until the reader enlarges x", () => {
    const plot = chart.draw(host(), plan) as unknown as FakePlot;
    const { scales, hooks } = plot.options;
    const range = (name: string) =>
      scales![name]!.range as unknown as (u: unknown, low: number, high: number) => number[];
    expect([range("x")(plot, 50, 60), range("y")(plot, 50, 60)]).toEqual([
      [0, 400],
      [0.01, 100],
    ]);
    (hooks!.ready![0] as () => void)();
    expect([range("x")(plot, 50, 60), range("y")(plot, 50, 60)]).toEqual([
      [50, 60],
      [0.01, 100],
    ]);
    expect(scales!["y"]!.distr).toBe(3);
    expect(plot.options.height).toBe(250 + plan.above);
  });

  it("writes numbers exactly in panels", () => {
    expect([0.3, 0.25, 1e-5].map(chart.exact)).toEqual(["0.300", "0.250", "1.00e-5"]);
  });

  it("says why there is nothing to see", () => {
    const place = host();
    expect(chart.empty(place, "No finite values.")).toBeNull();
    expect(place.textContent).toBe("No finite values.");
  });
});
