/** Sensitivity to the rate: from the record of tuning to the plan of a chart. */
import type uPlot from "uplot";
import { draw, type RateMetric } from "../../../../lab/compare/page/rates.ts";
import { looksOf } from "../../../../lab/compare/report/looks.ts";
import type { Tuning } from "../../../../lab/jobs/comparison.ts";
import * as chart from "../../../../lab/report/page/chart.ts";
import { host } from "../../report/browser.ts";
import { sampleComparison } from "../sample.ts";

jest.mock("../../../../lab/report/page/chart.ts");
const mocked = jest.mocked(chart);

const comparison = sampleComparison({ tuned: true });

function drawn(tuning: readonly Tuning[], metric: RateMetric = "medianLoss") {
  const seen: { plan?: chart.ChartPlan; why?: string; crosses: number; rings: number[] } = {
    crosses: 0,
    rings: [],
  };
  mocked.colour.mockReturnValue("#123456");
  mocked.ink.mockReturnValue("#000000");
  mocked.exact.mockImplementation(String);
  mocked.draw.mockImplementation((_, plan) => {
    seen.plan = plan;
    return null as unknown as uPlot;
  });
  mocked.empty.mockImplementation((_, why) => {
    seen.why = why;
    return null;
  });
  mocked.cross.mockImplementation(() => {
    seen.crosses++;
  });
  const looks = looksOf(comparison);
  draw(
    host(),
    tuning.map((t) => ({ ...t, look: looks.get(t.label)! })),
    60,
    metric,
  );
  return seen;
}

/** A canvas that counts rings. */
function canvas(rings: number[]): uPlot {
  const nothing = () => undefined;
  const ctx = {
    save: nothing,
    restore: nothing,
    beginPath: nothing,
    fill: nothing,
    stroke: nothing,
    fillText: nothing,
  };
  return {
    ctx: { ...ctx, arc: (x: number) => rings.push(x) },
    bbox: { left: 0, top: 50 },
    valToPos: (value: number) => value,
  } as unknown as uPlot;
}

describe("a figure of rates", () => {
  const here = comparison.tuning.filter((t) => t.batchSize === 60);

  it("has one line for each label of its batch size, over all rates with a finite value", () => {
    const { plan } = drawn(comparison.tuning);
    expect(plan!.series).toHaveLength(here.length);
    const finite = here.map((t) => t.tried.filter((tried) => tried.medianLoss !== null).length);
    plan!.data.slice(1).forEach((column, i) => {
      expect([...column].filter((v) => typeof v === "number")).toHaveLength(finite[i]!);
    });
    expect(plan!.x.log && plan!.y.log).toBe(true);
    expect(drawn(comparison.tuning, "medianAccuracy").plan!.y.log).toBe(false);
  });

  it("rings the best rates and crosses every rate that diverged, with room above the frame", () => {
    const seen = drawn(comparison.tuning);
    const rings: number[] = [];
    seen.plan!.marks(canvas(rings), 1);
    expect(rings).toEqual(here.map((t) => t.best));
    expect(seen.crosses).toBe(here.flatMap((t) => t.tried).filter((tried) => tried.diverged > 0).length);
    expect(seen.plan!.above).toBeGreaterThan(0);
  });

  it("says best and diverged in the panel", () => {
    const readout = drawn(comparison.tuning).plan!.readouts[0]!;
    const at = readout.x.indexOf(here[0]!.best);
    expect(readout.say(at)[1]).toContain("best");
    const partly = comparison.tuning
      .filter((t) => t.batchSize === 60)
      .flatMap((t, i) => t.tried.map((tried, at) => ({ ...tried, i, at })))
      .find((tried) => tried.diverged > 0 && tried.medianLoss !== null)!;
    expect(drawn(comparison.tuning).plan!.readouts[partly.i]!.say(partly.at)[1]).toContain("1 diverged");
  });

  it("keeps a loss without bound from flattening the others", () => {
    const wild = here.map((t) => ({
      ...t,
      tried: t.tried.map((tried, i) => (i === 6 ? { ...tried, medianLoss: 1e200 } : tried)),
    }));
    expect(drawn(wild).plan!.y.range[1]).toBeLessThan(1e5);
  });

  it("says why there is nothing to see", () => {
    expect(drawn([]).why).toContain("switched off");
    const lost = here.map((t) => ({ ...t, tried: t.tried.map((tried) => ({ ...tried, medianLoss: null })) }));
    expect(drawn(lost).why).toContain("No finite values");
  });
});

describe("a figure of rates at the ends of the numbers", () => {
  const first = comparison.tuning.find(({ batchSize }) => batchSize === 60)!;
  const withLosses = (...losses: readonly (number | null)[]): Tuning => ({
    ...first,
    best: 0.1,
    tried: losses.map((medianLoss, i) => ({
      ...first.tried[0]!,
      learningRate: 10 ** (i - 1),
      medianLoss,
      diverged: medianLoss === null ? 3 : 0,
    })),
  });

  it.each([
    ["tiny and constant", [7e-312, 7e-312]],
    ["huge", [1e300, 1.7e308]],
    ["one", [1e-310]],
    ["from tiny to huge", [5e-324, 1e-310, 1e300]],
  ])("%s: all values are finite places of the plan", (_name, losses) => {
    const { y, data } = drawn([withLosses(...losses)]).plan!;
    expect(y.range.every(Number.isFinite)).toBe(true);
    expect(y.range[0]).toBeLessThan(y.range[1]);
    expect(data[1]).toEqual(losses);
  });

  it("a loss of 0 has no place on a logarithmic axis: neither line, nor ring, nor readout", () => {
    const { plan, rings } = drawn([withLosses(0, 0.3)]);
    expect(plan!.data[1]).toEqual([0.3]);
    expect(plan!.readouts[0]!.y).toEqual([null, 0.3]);
    plan!.marks(canvas(rings), 1);
    expect(rings).toEqual([]);
  });

  it.each([[[0, 0]], [[null, null]]])("%j: says that nothing can be drawn", (losses) => {
    expect(drawn([withLosses(...losses)]).why).toBe("No finite values to draw.");
  });
});
