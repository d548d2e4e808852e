/**
 * A static figure of a finished comparison, as the text of an SVG: a panel for each batch size and metric, in it a bold
 * line for the median over the seeds of a method, thin lines for the seeds, and a cross where a diverged seed ends.
 * The same record gives the same bytes.
 */
import { looksOf } from "../../lab/compare/report/looks.ts";
import {
  accuracyRange,
  band,
  type Group,
  groups,
  lossRange,
  type Metric,
  single,
} from "../../lab/compare/series.ts";
import type { Comparison } from "../../lab/jobs/index.ts";
import type { Layer, Look, Range } from "../../lab/report/index.ts";
import { type Arm, methodNames } from "../../lab/training/index.ts";
import { DataError } from "../../lib/index.ts";
import { type Panel, picture } from "./picture.ts";
import { thinned } from "./thinned.ts";

/** What each metric is called on its axis. */
export const axes: Readonly<Record<Metric, string>> = {
  testAccuracy: "test accuracy, %",
  testLoss: "test loss (log scale)",
  trainLoss: "training loss (log scale)",
};

const isShare = (metric: Metric): boolean => metric === "testAccuracy";

/** Of the axis: percent, or exponents of ten. @throws DataError if the record has no finite value of the metric */
function rangeOf(arms: readonly Arm[], metric: Metric): Range {
  const range = isShare(metric) ? accuracyRange(arms) : lossRange(arms, metric, true);
  if (range === null) {
    throw new DataError(`figures: the record has no finite ${metric}. Give a finished comparison.`);
  }
  const [low, high] = range;
  return isShare(metric) ? [100 * low, 100 * high] : [Math.log10(low), Math.log10(high)];
}

/** The seeds' lines and crosses, then the median's line. */
function layersOf(group: Group, look: Look, metric: Metric): readonly Layer[] {
  const points = (line: Parameters<typeof thinned>[0]) =>
    thinned(line)
      .filter(({ y }) => isShare(metric) || y > 0)
      .map(({ x, y }) => ({ x, y: isShare(metric) ? 100 * y : y }));
  const seeds = group.arms.map((arm) => ({ arm, line: points(single(arm, metric, "steps")) }));
  const ends = seeds.filter(({ arm }) => arm.status === "diverged").flatMap(({ line }) => line.slice(-1));
  return [
    ...seeds.map(({ line }): Layer => ({ as: "thin", look, points: line })),
    { as: "crosses", look, points: ends },
    { as: "line", look, points: points(band(group, metric, "steps")), name: group.name },
  ];
}

/** Batch sizes beside each other, a row for each metric; where there is one size, its metrics beside each other. */
function rowsOf(comparison: Comparison, metrics: readonly Metric[]): readonly (readonly Panel[])[] {
  const { arms } = comparison;
  const all = groups(arms, methodNames);
  const looks = looksOf(comparison);
  const sizes = [...new Set(all.map((g) => g.batchSize))];
  const one = sizes.length === 1;
  const rows = metrics.map((metric, i) => {
    const range = rangeOf(arms, metric);
    return sizes.map((size): Panel => {
      const members = all.filter((g) => g.batchSize === size);
      const steps = Math.max(1, ...members.flatMap((g) => g.arms.map((arm) => arm.steps)));
      const layers = members.map((g) => layersOf(g, looks.get(g.name)!, metric));
      return {
        label: `${axes[metric]} at batch size ${size}`,
        title: i === 0 || one ? `batch size ${size}` : null,
        x: { label: i === metrics.length - 1 || one ? "training steps" : "", log: false, range: [0, steps] },
        y: { label: axes[metric], log: !isShare(metric), range, numbers: size === sizes[0] },
        // Every median above every seed.
        layers: [...layers.flatMap((l) => l.slice(0, -1)), ...layers.map((l) => l.at(-1)!)],
      };
    });
  });
  return one ? [rows.flat()] : rows;
}

function noteOn(arms: readonly Arm[]): string {
  const seeds = new Set(arms.map((arm) => arm.seed)).size;
  const drawn = seeds === 1 ? "One seed." : `Bold: median of ${seeds} seeds; thin: each seed.`;
  return arms.some((arm) => arm.status === "diverged") ? `${drawn} A cross ends a diverged seed.` : drawn;
}

/** The figure's SVG. @throws DataError if the record has no finite value of a metric */
export function figure(comparison: Comparison, metrics: readonly Metric[]): string {
  return picture(rowsOf(comparison, metrics), noteOn(comparison.arms));
}
