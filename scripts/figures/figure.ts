/**
 * A static figure of a finished comparison, as the text of an SVG: a panel for each batch size and metric, for pages
 * that cannot run a script. The same record gives the same bytes.
 *
 * Plot wants a document; linkedom's is enough, so no browser takes part. The figure has a ground of its own, since a
 * page shows it in its light and in its dark dress alike.
 */
import { parseHTML } from "linkedom";
import { looksOf } from "../../lab/compare/report/looks.ts";
import { accuracyRange, groups, lossRange, type Metric } from "../../lab/compare/series.ts";
import type { Comparison } from "../../lab/jobs/index.ts";
import { methodNames } from "../../lab/training/index.ts";
import type { Arm } from "../../lab/training/index.ts";
import { DataError } from "../../lib/index.ts";
import { ink, margins, panel, type PanelShape } from "./panel.ts";

/** What each metric is called on its axis. */
export const axes: Readonly<Record<Metric, string>> = {
  testAccuracy: "test accuracy, %",
  testLoss: "test loss (log scale)",
  trainLoss: "training loss (log scale)",
};

/** About the width of a page's column, and the sizes of what stands in it, px. */
const whole = 880;
const edge = 10;
const frame = { height: 210, mostWidth: 340 } as const;
const noteHeight = 26;
const letter = 8.8; // of the widest of the likely fonts

interface Cell extends Omit<PanelShape, "range" | "width" | "height"> {
  readonly size: number;
}

/** Rows of panels: batch sizes beside each other on one axis; where there is one size, its metrics. */
function layout(
  sizes: readonly number[],
  metrics: readonly Metric[],
  names: number,
): readonly (readonly Cell[])[] {
  const rows = metrics.map((metric, i) =>
    sizes.map((size) => ({
      size,
      metric,
      names,
      title: i === 0 || sizes.length === 1 ? `batch size ${size}` : null,
      below: i === metrics.length - 1 || sizes.length === 1 ? "training steps" : null,
      axis: size === sizes[0] ? axes[metric] : null,
    })),
  );
  return sizes.length > 1 ? rows : [rows.flat()];
}

/** @throws DataError if the record has no finite value of the metric */
function rangeOf(arms: readonly Arm[], metric: Metric): readonly [number, number] {
  const range = metric === "testAccuracy" ? accuracyRange(arms) : lossRange(arms, metric, true);
  if (range === null) {
    throw new DataError(`figures: the record has no finite ${metric}. Give a finished comparison.`);
  }
  return range;
}

function noteOn(arms: readonly Arm[]): string {
  const seeds = new Set(arms.map((arm) => arm.seed)).size;
  const drawn = seeds === 1 ? "One seed." : `Bold: median of ${seeds} seeds; thin: each seed.`;
  return arms.some((arm) => arm.status === "diverged") ? `${drawn} A cross ends a diverged seed.` : drawn;
}

/**
 * The text made short and the same every time: places to a tenth of a pixel, and clips numbered through the figure,
 * which Plot numbers through the life of a process.
 */
function settled(svg: string): string {
  const ids = new Map<string, string>();
  return svg
    .replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(1))))
    .replace(/plot-clip-\d+/g, (id) => {
      if (!ids.has(id)) ids.set(id, `clip-${ids.size + 1}`);
      return ids.get(id)!;
    });
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The figure's SVG. @throws DataError if the record has no finite value of a metric */
export function figure(comparison: Comparison, metrics: readonly Metric[]): string {
  const { document } = parseHTML("<html></html>");
  const all = groups(comparison.arms, methodNames);
  const looks = looksOf(comparison);
  const names = Math.ceil(letter * Math.max(0, ...all.map((g) => g.name.length)));
  const rows = layout([...new Set(all.map((g) => g.batchSize))], metrics, names);
  const beside = rows.map((row) => sum(row.map(margins).map(({ left, right }) => left + right)));
  const columns = rows[0]!.length;
  const width = Math.min(frame.mostWidth, Math.floor((whole - 2 * edge - beside[0]!) / columns));
  const placed: string[] = [];
  let y = edge;
  for (const row of rows) {
    let x = edge;
    for (const cell of row) {
      const members = all.filter((g) => g.batchSize === cell.size);
      const range = rangeOf(comparison.arms, cell.metric);
      const svg = panel(document, members, looks, { ...cell, range, width, height: frame.height });
      svg.querySelector("style")?.remove(); // it would give a nested drawing the height of the whole
      svg.setAttribute("x", String(x));
      svg.setAttribute("y", String(y));
      placed.push(svg.outerHTML);
      x += Number(svg.getAttribute("width"));
    }
    const { top, bottom } = margins(row[0]!);
    y += top + frame.height + bottom;
  }
  const [w, h] = [2 * edge + beside[0]! + columns * width, y + noteHeight];
  return settled(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" color="${ink.text}">
<rect width="${w}" height="${h}" fill="#fff"/>
${placed.join("\n")}
<text x="${edge}" y="${h - 12}" font-family="system-ui, sans-serif" font-size="12" fill="${ink.quiet}">${noteOn(comparison.arms)}</text>
</svg>
`,
  );
}
