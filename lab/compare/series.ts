/**
 * From the record to what is drawn: groups of arms, medians and bands over seeds, ranges of axes.
 *
 * The page of the report draws by it and the tables are made by it, so that a table and a figure cannot disagree about a
 * median. It knows nothing of documents.
 */
import { finite, median, padded, quantile } from "../base/numbers.ts";
import type { Comparison } from "../jobs/index.ts";
import type { Arm, CurvePoint } from "../training/index.ts";

export type Metric = "trainLoss" | "testLoss" | "testAccuracy";
export type XKind = "steps" | "examples" | "seconds";

/** The seeds of one method at one batch size and one rate. */
export interface Group {
  /** The label; with the rate where one label has several rates at this batch size. */
  readonly name: string;
  readonly label: string;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly arms: readonly Arm[];
  /** Seconds that a step of this label costs, where that was measured. */
  readonly stepSeconds?: number;
}

export interface Line {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

export interface Band extends Line {
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/**
 * Batch sizes descending, then methods in the order of `methods` (others last), then rates ascending: independent of which
 * arm finished first.
 */
export function groups(
  arms: readonly Arm[],
  methods: readonly string[],
  costs: Comparison["costs"] = [],
): Group[] {
  const found = new Map<string, Arm[]>();
  const appeared = new Map<string, number>();
  for (const arm of arms) {
    const key = JSON.stringify([arm.label, arm.batchSize, arm.learningRate]);
    found.set(key, [...(found.get(key) ?? []), arm]);
    if (!appeared.has(arm.label)) appeared.set(arm.label, appeared.size);
  }
  const all = [...found.values()].map((members) => {
    const { label, batchSize, learningRate } = members[0]!;
    const rates = new Set(
      arms.filter((a) => a.label === label && a.batchSize === batchSize).map((a) => a.learningRate),
    );
    const name = rates.size > 1 ? `${label} @ ${learningRate}` : label;
    const sorted = members.sort((a, b) => (a.split ?? 0) - (b.split ?? 0) || a.seed - b.seed);
    const cost = costs.find((c) => c.label === label && c.batchSize === batchSize);
    const timed = cost === undefined ? {} : { stepSeconds: cost.milliseconds.median / 1000 };
    return { name, label, batchSize, learningRate, arms: sorted, ...timed };
  });
  const rank = (g: Group) => (methods.indexOf(g.arms[0]!.method) + methods.length + 1) % (methods.length + 1);
  return all.sort(
    (a, b) =>
      b.batchSize - a.batchSize ||
      rank(a) - rank(b) ||
      appeared.get(a.label)! - appeared.get(b.label)! ||
      a.learningRate - b.learningRate,
  );
}

/** Every batch size that the record names, descending. */
export function batchSizes(comparison: Comparison): number[] {
  const named = [
    ...comparison.arms,
    ...comparison.skipped,
    ...comparison.tuning,
    ...(comparison.failures ?? []),
  ];
  return [...new Set(named.map((entry) => entry.batchSize))].sort((a, b) => b - a);
}

/** Seconds are steps times what a step costs; its own seconds had each arm while others shared the cores. */
export function position(point: CurvePoint, kind: XKind, stepSeconds: number | undefined): number | null {
  if (kind === "seconds") return stepSeconds === undefined ? null : point.step * stepSeconds;
  return kind === "steps" ? point.step : point.examples;
}

/** One seed's curve, up to its last finite point. */
export function single(arm: Arm, metric: Metric, kind: XKind, stepSeconds?: number): Line {
  const points = arm.curve.filter((p) => finite(position(p, kind, stepSeconds)));
  let end = points.length;
  while (end > 0 && !finite(points[end - 1]![metric])) end--;
  const kept = points.slice(0, end);
  return {
    x: kept.map((p) => position(p, kind, stepSeconds)!),
    y: kept.map((p) => (finite(p[metric]) ? p[metric] : null)),
  };
}

/**
 * At every evaluated step the median over the seeds, and the least and greatest of those that do not diverge. A seed
 * that has diverged stays in the median as the worst value; so the median ends where half of the seeds are lost. A
 * seed that was merely not evaluated at a step takes no part there.
 */
export function band(group: Group, metric: Metric, kind: XKind): Band {
  const worst = metric === "testAccuracy" ? "low" : "high";
  const byStep = group.arms.map((arm) => new Map(arm.curve.map((p) => [p.step, p])));
  const steps = [...new Set(group.arms.flatMap((arm) => arm.curve.map((p) => p.step)))].sort((a, b) => a - b);
  const rows: { x: number; y: number; low: number | null; high: number | null }[] = [];
  for (const step of steps) {
    const places: (number | null)[] = [];
    const values: (number | null)[] = [];
    const steady: number[] = [];
    group.arms.forEach((arm, i) => {
      const point = byStep[i]!.get(step);
      if (point !== undefined) {
        places.push(position(point, kind, group.stepSeconds));
        values.push(point[metric]);
        if (arm.status === "ok" && finite(point[metric])) steady.push(point[metric]);
      } else if (arm.status === "diverged" && !arm.curve.some((p) => p.step > step)) values.push(null);
    });
    const x = median(places, "high");
    const y = median(values, worst);
    if (x === null || y === null) continue;
    const wide = steady.length > 1;
    rows.push({ x, y, low: wide ? Math.min(...steady) : null, high: wide ? Math.max(...steady) : null });
  }
  rows.sort((a, b) => a.x - b.x);
  return {
    x: rows.map((r) => r.x),
    y: rows.map((r) => r.y),
    low: rows.map((r) => r.low),
    high: rows.map((r) => r.high),
  };
}

/**
 * The range of a loss axis. Diverged seeds do not widen it (their losses reach 1e300), and on a linear axis neither
 * do spikes far above where training started; what leaves the range leaves the frame at its top. Null where nothing can be drawn.
 */
export function lossRange(arms: readonly Arm[], metric: Metric, log: boolean): [number, number] | null {
  const values = (chosen: readonly Arm[]) =>
    chosen
      .flatMap((arm) => arm.curve.map((p) => p[metric]))
      .filter((v): v is number => finite(v) && (!log || v > 0))
      .sort((a, b) => a - b);
  const steady = values(arms.filter((arm) => arm.status === "ok"));
  const sorted = steady.length > 0 ? steady : values(arms);
  if (sorted.length === 0) return null;
  const low = sorted[0]!;
  let high = sorted[sorted.length - 1]!;
  const starts = values(arms.map((arm) => ({ ...arm, curve: arm.curve.slice(0, 1) })));
  const usual = Math.max(quantile(sorted, 0.97), starts[starts.length - 1] ?? low);
  if (steady.length === 0) high = Math.min(Number.MAX_VALUE, quantile(sorted, 0.5) * (low > 0 ? 10 : 1));
  else if (!log) high = Math.min(high, 1.5 * usual);
  high = Math.max(low, high);
  if (log) return padded(low, high, true, 0.04);
  if (low < 0 || low > high / 2) return padded(low, high, false, 0.05);
  return [0, Math.min(Number.MAX_VALUE, high * 1.04) || 1];
}

export function accuracyRange(arms: readonly Arm[]): [number, number] | null {
  const values = arms.flatMap((arm) => arm.curve.map((p) => p.testAccuracy)).filter(finite);
  if (values.length === 0) return null;
  const [low, high] = padded(Math.min(...values), Math.max(...values), false, 0.05);
  return [Math.max(0, low), Math.min(1.005, high)];
}
