/**
 * The rows of the result table: one for each method, batch size and rate, over its seeds.
 *
 * Page and terminal print these rows and compute nothing themselves. It knows the record and no layout.
 */
import { finite, median } from "../../base/numbers.ts";
import type { Comparison, StepCost } from "../../jobs/index.ts";
import type { Spread } from "../../report/index.ts";
import { methodNames } from "../../training/index.ts";
import type { Arm, Final } from "../../training/index.ts";
import { batchSizes, type Group, groups } from "../series.ts";

export interface Row {
  readonly name: string;
  readonly label: string;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Runs: one a seed, on each split. */
  readonly seeds: number;
  readonly splits: number;
  readonly accuracy: Spread;
  readonly testLoss: Spread;
  /** Accuracy with statistics of the whole training set; null for networks that have no running statistics. */
  readonly fullBatchAccuracy: Spread | null;
  readonly diverged: number;
  /** What a step costs, alone and over "none", where it was measured. */
  readonly cost: StepCost | null;
  /** Has the highest median accuracy at its batch size, alone or with others, of those that trained. */
  readonly best: boolean;
  /** The tuned rate lies at an edge of the grid: a better one may lie outside. */
  readonly atEdge: boolean;
  /** False if tuning found no rate at which it trains: it gets no verdict. */
  readonly trained: boolean;
}

export interface BatchRows {
  readonly batchSize: number;
  readonly rows: readonly Row[];
}

export function spread(values: readonly (number | null)[], worst: "high" | "low"): Spread {
  const known = values.filter(finite);
  return {
    median: median(values, worst),
    low: known.length > 0 ? Math.min(...known) : null,
    high: known.length > 0 ? Math.max(...known) : null,
    values: values.map((v) => (finite(v) ? v : null)),
  };
}

/** A diverged arm has no final value, even if the record has one. */
function finals(arms: readonly Arm[], of: (arm: Arm) => Final | null, key: keyof Final): (number | null)[] {
  return arms.map((arm) => (arm.status === "diverged" ? null : (of(arm)?.[key] ?? null)));
}

function rowOf(group: Group, comparison: Comparison): Omit<Row, "best"> {
  const { arms, name, label, batchSize, learningRate } = group;
  const full = arms.some((arm) => arm.finalFullBatch !== null);
  const here = (of: { label: string; batchSize: number }) => of.label === label && of.batchSize === batchSize;
  const tuned = comparison.tuning.find(here);
  const cost = comparison.costs?.find(here) ?? null;
  return {
    ...{ name, label, batchSize, learningRate, seeds: arms.length },
    splits: new Set(arms.map((arm) => arm.split)).size,
    accuracy: spread(
      finals(arms, (arm) => arm.final, "testAccuracy"),
      "low",
    ),
    testLoss: spread(
      finals(arms, (arm) => arm.final, "testLoss"),
      "high",
    ),
    fullBatchAccuracy: full
      ? spread(
          finals(arms, (arm) => arm.finalFullBatch, "testAccuracy"),
          "low",
        )
      : null,
    diverged: arms.filter((arm) => arm.status === "diverged").length,
    cost,
    atEdge: tuned !== undefined && tuned.atEdge && tuned.best === learningRate,
    trained: tuned?.trained !== false,
  };
}

/** All rows, by batch size; a batch size at which nothing ran has none. */
export function summarise(comparison: Comparison): BatchRows[] {
  const all = groups(comparison.arms, methodNames, comparison.costs);
  return batchSizes(comparison).map((batchSize) => {
    const rows = all.filter((g) => g.batchSize === batchSize).map((g) => rowOf(g, comparison));
    const top = Math.max(...rows.filter((row) => row.trained).map((row) => row.accuracy.median ?? -Infinity));
    return {
      batchSize,
      rows: rows.map((row) => ({ ...row, best: row.trained && row.accuracy.median === top })),
    };
  });
}
