/**
 * The rows of the result table: one for each method, batch size and rate, over its seeds.
 *
 * Page and terminal print these rows and compute nothing themselves. It knows the record and no layout.
 */
import type { Arm, Comparison, Final } from "../experiments/index.ts";
import { seriesTools, type Group } from "./page/series.ts";

const { batchSizes, finite, groups, median } = seriesTools();

/** A quantity over the seeds. The median counts a diverged seed as the worst; low and high are of the finite ones. */
export interface Spread {
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** One entry a seed, null where it diverged. */
  readonly values: readonly (number | null)[];
}

export interface Row {
  readonly name: string;
  readonly label: string;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seeds: number;
  readonly accuracy: Spread;
  readonly testLoss: Spread;
  /** Accuracy with statistics of the whole training set; null for networks that have no running statistics. */
  readonly fullBatchAccuracy: Spread | null;
  readonly diverged: number;
  /** Median over the seeds of the seconds of training. */
  readonly seconds: number | null;
  readonly millisecondsPerStep: number | null;
  /** Milliseconds per step over those of "none" at this batch size; null where there is none. */
  readonly relativeCost: number | null;
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

/** A diverged arm has no final value, whatever was written down for it. */
function finals(arms: readonly Arm[], of: (arm: Arm) => Final | null, key: keyof Final): (number | null)[] {
  return arms.map((arm) => (arm.status === "diverged" ? null : (of(arm)?.[key] ?? null)));
}

/** A diverged arm stopped early: its seconds stand for the steps it took, not for those asked for. */
function perStep(arms: readonly Arm[]): number | null {
  const finished = arms.filter((arm) => arm.status === "ok");
  const counted = finished.length > 0 ? finished : arms;
  const values = counted.map((arm) => (1000 * arm.seconds) / (arm.divergedAt ?? arm.steps));
  return median(values.filter(finite), "high");
}

function rowOf(group: Group, comparison: Comparison): Omit<Row, "best" | "relativeCost"> {
  const { arms, name, label, batchSize, learningRate } = group;
  const full = arms.some((arm) => arm.finalFullBatch !== null);
  const tuned = comparison.tuning.find((t) => t.label === label && t.batchSize === batchSize);
  return {
    ...{ name, label, batchSize, learningRate, seeds: arms.length },
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
    seconds: median(arms.map((arm) => arm.seconds).filter(finite), "high"),
    millisecondsPerStep: perStep(arms),
    atEdge: tuned !== undefined && tuned.atEdge && tuned.best === learningRate,
    trained: tuned?.trained !== false,
  };
}

/** All rows, by batch size; a batch size at which nothing ran has none. */
export function summarise(comparison: Comparison): BatchRows[] {
  const all = groups(comparison.arms);
  return batchSizes(comparison).map((batchSize) => {
    const rows = all.filter((g) => g.batchSize === batchSize).map((g) => rowOf(g, comparison));
    const trained = rows.filter((row) => row.trained);
    const top = Math.max(...trained.map((row) => row.accuracy.median ?? -Infinity));
    const base = rows.find((row) => row.label === "none")?.millisecondsPerStep ?? null;
    return {
      batchSize,
      rows: rows.map((row) => ({
        ...row,
        best: row.trained && row.accuracy.median === top,
        relativeCost: base && row.millisecondsPerStep !== null ? row.millisecondsPerStep / base : null,
      })),
    };
  });
}
