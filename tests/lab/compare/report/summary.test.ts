/** The rows of the table: over the right arms, with divergence counted and never dropped. */
import { spread, summarise } from "../../../../lab/compare/report/summary.ts";
import type { Comparison } from "../../../../lab/jobs/comparison.ts";
import { sampleComparison } from "../sample.ts";

const rowsOf = (comparison: Comparison) => summarise(comparison).flatMap((batch) => batch.rows);

describe("the summary", () => {
  it("has one row for each method and batch size that ran, whatever the order of the arms", () => {
    const comparison = sampleComparison();
    const rows = rowsOf(comparison);
    expect(rows.map((row) => `${row.label} ${row.batchSize}`)).toEqual([
      ...["none 60", "bn 60", "bnp 60", "none 6", "bn 6", "bnp 6", "none 1", "bnp 1"],
    ]);
    expect(rowsOf({ ...comparison, arms: [...comparison.arms].reverse() })).toEqual(rows);
    expect(rows.reduce((sum, row) => sum + row.seeds, 0)).toBe(comparison.arms.length);
  });

  it("marks the highest median of each batch size, ties together", () => {
    for (const { rows } of summarise(sampleComparison())) {
      const top = Math.max(...rows.map((row) => row.accuracy.median!));
      expect(rows.filter((row) => row.best).map((row) => row.accuracy.median)).toEqual([top]);
    }
    const { arms, ...rest } = sampleComparison({ batchSizes: [60] });
    const level = arms.map((arm) => ({ ...arm, final: { ...arm.final, testAccuracy: 0.9 } }));
    expect(rowsOf({ ...rest, arms: level }).every((row) => row.best)).toBe(true);
  });

  it("counts a diverged seed as the worst: one of three moves the median, two of three end it", () => {
    const whole = rowsOf(sampleComparison({ batchSizes: [60] }))[2]!;
    const one = rowsOf(sampleComparison({ batchSizes: [60], diverging: ["bnp/60/0"] }))[2]!;
    const two = rowsOf(sampleComparison({ batchSizes: [60], diverging: ["bnp/60/0", "bnp/60/2"] }))[2]!;
    expect([whole, one, two].map((row) => row.diverged)).toEqual([0, 1, 2]);
    expect(one.accuracy.median).toBe(one.accuracy.low);
    expect(one.accuracy.median).toBeLessThanOrEqual(whole.accuracy.median!);
    expect(one.testLoss.median).toBe(one.testLoss.high);
    expect([two.accuracy.median, two.testLoss.median]).toEqual([null, null]);
    expect(two.best).toBe(false);
  });

  it("takes the cost of a step from where it was measured, and never from the seconds of the arms", () => {
    const { costs, ...without } = sampleComparison({ batchSizes: [60] });
    const slow = without.arms.map((arm) => ({ ...arm, seconds: 1000 }));
    for (const row of rowsOf({ ...without, arms: slow, costs: costs! })) {
      expect(row.cost).toBe(costs!.find(({ label }) => label === row.label));
    }
    for (const row of rowsOf(without)) expect(row.cost).toBeNull();
  });

  it("gives full-batch statistics to batch-normalised networks alone, and flags a best rate at the edge", () => {
    const rows = rowsOf(sampleComparison({ tuned: true }));
    expect(rows.filter((row) => row.fullBatchAccuracy !== null).map((row) => row.label)).toEqual([
      "bn",
      "bn",
    ]);
    const tuned = sampleComparison({ tuned: true });
    const tuning = tuned.tuning.map((t) => ({ ...t, best: 0.1, atEdge: t.label === "bn" }));
    const flagged = rowsOf({ ...tuned, tuning }).filter((row) => row.atEdge);
    expect(flagged.map((row) => `${row.label} ${row.batchSize}`)).toEqual(["bn 60", "bn 6"]);
  });

  it("keeps a batch size at which nothing ran, without rows", () => {
    const { arms, ...rest } = sampleComparison({ labels: ["bn"] });
    expect(summarise({ ...rest, arms }).map((b) => [b.batchSize, b.rows.length])).toEqual([
      [60, 1],
      [6, 1],
      [1, 0],
    ]);
  });
});

describe("a spread", () => {
  it("has no median once half of the values are lost, and keeps the range of the others", () => {
    expect(spread([0.5, null, 0.7], "low")).toEqual({
      median: 0.5,
      low: 0.5,
      high: 0.7,
      values: [0.5, null, 0.7],
    });
    expect(spread([0.5, null], "low").median).toBeNull();
    expect(spread([], "low")).toEqual({ median: null, low: null, high: null, values: [] });
  });
});
