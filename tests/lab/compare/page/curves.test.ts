/** Curves: from groups of arms to the plan of a chart. */
import type uPlot from "uplot";
import { draw, type View } from "../../../../lab/compare/page/curves.ts";
import { looksOf } from "../../../../lab/compare/report/looks.ts";
import { groups } from "../../../../lab/compare/series.ts";
import * as chart from "../../../../lab/report/page/chart.ts";
import { methodNames } from "../../../../lab/training/methods.ts";
import { host } from "../../report/browser.ts";
import { sampleComparison, type SampleOptions } from "../sample.ts";

jest.mock("../../../../lab/report/page/chart.ts");
const mocked = jest.mocked(chart);

const steps: View = { x: "steps", xLog: false, yLog: true };

/** Draws the figure of batch size 60 into a chart that keeps its plan. */
function drawn(
  options: SampleOptions,
  view: View,
  metric: "trainLoss" | "testLoss" | "testAccuracy" = "testLoss",
) {
  const comparison = sampleComparison({ batchSizes: [60], ...options });
  const seen: { plan?: chart.ChartPlan; why?: string; crosses: [number, number][] } = { crosses: [] };
  mocked.colour.mockReturnValue("#123456");
  mocked.exact.mockImplementation(String);
  mocked.draw.mockImplementation((_, plan) => {
    seen.plan = plan;
    return null as unknown as uPlot;
  });
  mocked.empty.mockImplementation((_, why) => {
    seen.why = why;
    return null;
  });
  mocked.cross.mockImplementation((_u, x, y) => void seen.crosses.push([x, y]));
  const looks = looksOf(comparison);
  const drawn = groups(comparison.arms, methodNames, comparison.costs);
  draw(
    host(),
    drawn.map((g) => ({ ...g, look: looks.get(g.name)! })),
    metric,
    view,
  );
  return seen;
}

describe("a figure of curves", () => {
  it("has one column for each series and one row for each place on x", () => {
    for (const x of ["steps", "examples", "seconds"] as const) {
      const plan = drawn({}, { ...steps, x }).plan!;
      expect(plan.data).toHaveLength(plan.series.length + 1);
      expect(plan.series).toHaveLength(3 * (2 + 3 + 1));
      expect(plan.data.every((column) => column.length === plan.data[0].length)).toBe(true);
      expect(plan.x.label).toContain(x);
    }
  });

  it("fills a band between two columns of which one is never below the other", () => {
    const plan = drawn({}, steps).plan!;
    expect(plan.bands).toHaveLength(3);
    for (const { series } of plan.bands) {
      const [high, low] = series.map((i) => plan.data[i]!);
      high!.forEach((v, i) => expect(v as number).toBeGreaterThanOrEqual(low![i] as number));
    }
  });

  it("has one line a method for one seed: no band", () => {
    const plan = drawn({ seeds: [0] }, steps).plan!;
    expect(plan.series).toHaveLength(3);
    expect(plan.bands).toEqual([]);
  });

  it("shows nothing at or below 0 on a log axis, and leaves accuracy linear", () => {
    const plan = drawn({}, { x: "steps", xLog: true, yLog: true }).plan!;
    expect(Math.min(...plan.data[0])).toBeGreaterThan(0);
    expect(plan.x.range[0]).toBeGreaterThan(0);
    const accuracy = drawn({}, steps, "testAccuracy").plan!;
    expect([accuracy.y.log, accuracy.y.percent]).toEqual([false, true]);
  });

  it("reads out median and range of every method", () => {
    const [readout] = drawn({}, steps, "testAccuracy").plan!.readouts;
    expect(readout!.name).toBe("none");
    expect(readout!.say(20).join(" ")).toMatch(/^\d+\.\d % \d+\.\d–\d+\.\d$/);
  });

  it("crosses every diverged seed at its last finite point, inside the frame", () => {
    const seen = drawn({ diverging: ["bnp/60/0", "bn/60/2"] }, steps, "trainLoss");
    const [low, high] = seen.plan!.y.range;
    const u = {
      scales: { x: { min: 0, max: 400 }, y: { min: low, max: high } },
      valToPos: (value: number) => value,
    } as unknown as uPlot;
    seen.plan!.marks(u, 1);
    expect(seen.crosses).toHaveLength(2);
    for (const [, y] of seen.crosses) expect(y).toBe(high);
  });

  it("draws no line a million pixels long: dashes would be lost", () => {
    for (const yLog of [true, false]) {
      const { plan } = drawn({ diverging: ["bnp/60/0", "bnp/60/1"] }, { ...steps, yLog }, "trainLoss");
      const [low, high] = plan!.y.range;
      const height = (v: number) =>
        yLog ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low);
      const values = plan!.data
        .slice(1)
        .flatMap((column) => [...column].filter((v) => typeof v === "number"));
      expect(Math.max(...values.map(height))).toBeGreaterThan(1);
      expect(Math.max(...values.map(height))).toBeLessThan(40);
    }
  });

  it("says why there is nothing to see", () => {
    expect(drawn({ seeds: [] }, steps).why).toContain("switched off");
    const empty = drawn({ evaluations: 1, seeds: [0] }, { x: "steps", xLog: true, yLog: true });
    expect(empty.plan!.x.range[0]).toBeLessThan(empty.plan!.x.range[1]);
  });
});
