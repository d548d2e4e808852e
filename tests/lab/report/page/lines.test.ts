/** Lines and dots: from a figure to the plan of a chart. */
import uPlot from "uplot";
import type { ChartPlan, ChartTools } from "../../../../lab/report/page/chart.ts";
import { type Figure, type FigureCurve, lineFigures } from "../../../../lab/report/page/lines.ts";
import { tools } from "../../../../lab/report/tools.ts";
import { host } from "./browser.ts";

function recorder() {
  const seen: { plan?: ChartPlan; why?: string } = {};
  const chart = {
    colour: ({ index }: { index: number }) => `#${index}`,
    exact: String,
    short: String,
    draw: (_: HTMLElement, plan: ChartPlan) => {
      seen.plan = plan;
      return null;
    },
    empty: (_: HTMLElement, why: string) => {
      seen.why = why;
      return null;
    },
  } as unknown as ChartTools;
  return { seen, lines: lineFigures(uPlot, tools, chart) };
}

function drawn(change: Partial<Figure>) {
  const { seen, lines } = recorder();
  lines.draw(host(), { x: "steps", place: "step", yLog: true, curves: [], ...change });
  return seen;
}

const x = [0, 1, 10, 100];
const predicted: FigureCurve = { name: "a", look: 2, x, y: [1, 0.5, 0.1, 1e-9], as: "line", told: false };
const measured: FigureCurve = {
  ...predicted,
  y: [1, 0.4, 0.1, 0],
  as: "dots",
  told: true,
  predicted: predicted.y,
};

it("draws predictions as lines, measurements as dots or rings, in the colour of each", () => {
  const { plan } = drawn({ curves: [predicted, measured, { ...measured, as: "rings", look: 1 }] });
  expect(plan!.series.map(({ width, stroke }) => [width, stroke])).toEqual([
    [1.5, "#2"],
    [0, "#2"],
    [0, "#1"],
  ]);
  expect(plan!.series.map(({ points }) => points?.show)).toEqual([false, true, true]);
  expect(plan!.series[2]!.points!.fill).toBe("transparent");
});

it("leaves out what the axes cannot show: step 0, zeros, and what is below the least", () => {
  const { plan } = drawn({ curves: [predicted, measured], least: 1e-5 });
  expect([...plan!.data[0]]).toEqual([1, 10]);
  expect(plan!.y.range[0]).toBeGreaterThan(1e-3);
  expect(plan!.readouts[0]!.y).toEqual([1, 0.4, 0.1, null]);
});

it("tells of measurements alone, with what was predicted beside", () => {
  const { plan } = drawn({ curves: [predicted, measured] });
  expect(plan!.readouts).toHaveLength(1);
  expect(plan!.readouts[0]!.say(1)).toEqual(["0.4", "predicted 0.5"]);
  expect(plan!.place(10)).toBe("step 10");
});

it("says so where there is nothing to draw", () => {
  expect(drawn({}).why).toContain("No finite values");
  expect(drawn({ curves: [{ ...measured, y: [NaN, -1, 0, Infinity] }] }).why).toContain("No finite values");
});

it("starts with each figure in the place that names it", () => {
  const { seen, lines } = recorder();
  const figure = { x: "steps", place: "step", yLog: true, curves: [measured] };
  lines.start({ one: figure }, (draw) => {
    draw(host({ figure: "one" }));
    return () => undefined;
  });
  expect(seen.plan!.series).toHaveLength(1);
});

it.each([
  ["tiny and constant", [7e-312, 7e-312, 7e-312, 7e-312]],
  ["from tiny to huge", [5e-324, 1e-310, 1e300, 1.7e308]],
  ["one value", [0, NaN, Infinity, 1e-310]],
])("%s: a range with a length", (_name, y) => {
  const { range } = drawn({ curves: [{ ...measured, x: [1, 2, 3, 4], y }] }).plan!.y;
  expect(range.every(Number.isFinite)).toBe(true);
  expect(range[0]).toBeLessThan(range[1]);
});

it.each([[[]], [[0, 0]], [[NaN, -1]]])("%j: says that nothing can be drawn", (y) => {
  expect(drawn({ curves: [{ ...measured, x: [1, 2].slice(0, y.length), y }] }).why).toBe(
    "No finite values to draw.",
  );
});
