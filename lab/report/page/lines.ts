/**
 * Figures of lines and dots on logarithmic axes: what was predicted as lines, what was measured as dots on them.
 *
 * A figure comes with its curves ready; this only turns it into the plan of a chart. Runs in the page (see series.ts for
 * the form of the files here).
 */
import type uPlot from "uplot";
import type { ChartTools, Look } from "./chart.ts";
import type { SeriesTools } from "./series.ts";
import type { Stage } from "./stage.ts";

export interface FigureCurve {
  readonly name: string;
  readonly look: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Rings show what dots of another curve lie on. */
  readonly as: "line" | "dots" | "rings";
  /** Whether the panel at the pointer tells its values, */
  readonly told: boolean;
  /** and what was predicted for each of them. */
  readonly predicted?: readonly number[];
}

export interface Figure {
  readonly x: string;
  /** What stands before the value of x in the panel. */
  readonly place: string;
  readonly yLog: boolean;
  /** Values below are not shown. */
  readonly least?: number;
  readonly curves: readonly FigureCurve[];
}

export type Figures = Readonly<Record<string, Figure>>;

export function lineFigures(Plot: typeof uPlot, tools: SeriesTools, chart: ChartTools) {
  const look = (index: number): Look => ({ index, dash: [] });

  function series({ as, look: index }: FigureCurve): uPlot.Series {
    const stroke = chart.colour(look(index));
    if (as === "line") return { stroke, width: 1.5, points: { show: false } };
    const points =
      as === "dots" ? { size: 6, width: 1, fill: stroke } : { size: 10, width: 1.5, fill: "transparent" };
    return { stroke, width: 0, paths: () => null, points: { show: true, stroke, ...points } };
  }

  function shown({ yLog, least }: Figure, y: number): boolean {
    return tools.finite(y) && (!yLog || y > 0) && y >= (least ?? -Infinity);
  }

  /** The part of a curve that the axes can show. */
  function part(figure: Figure, { x, y }: FigureCurve): uPlot.AlignedData {
    const kept = x.map((_, i) => i).filter((i) => x[i]! > 0 && shown(figure, y[i]!));
    return [kept.map((i) => x[i]!), kept.map((i) => y[i]!)];
  }

  function draw(host: HTMLElement, figure: Figure): uPlot | null {
    const { curves } = figure;
    const parts = curves.map((curve) => part(figure, curve));
    const xs = parts.flatMap(([x]) => [...x]);
    const ys = parts.flatMap(([, y]) => [...y!] as number[]);
    if (xs.length === 0) return chart.empty(host, "No finite values to draw.");
    // Never more than some hundreds of points a figure, so the spread is safe.
    const range = (values: readonly number[], log: boolean, share: number): [number, number] =>
      tools.padded(Math.min(...values), Math.max(...values), log, share);
    const told = curves.filter((curve) => curve.told);
    return chart.draw(host, {
      x: { label: figure.x, log: true, range: range(xs, true, 0.02) },
      y: { label: "", log: figure.yLog, range: range(ys, figure.yLog, 0.05) },
      data: Plot.join(parts),
      series: curves.map(series),
      bands: [],
      readouts: told.map((curve) => ({
        name: curve.name,
        look: look(curve.look),
        x: curve.x,
        y: curve.y.map((y) => (shown(figure, y) ? y : null)),
        say: (at) => [
          chart.exact(curve.y[at]!),
          curve.predicted === undefined ? "" : `predicted ${chart.exact(curve.predicted[at]!)}`,
        ],
      })),
      place: (x) => `${figure.place} ${chart.short(x)}`,
      above: 0,
      marks: () => undefined,
    });
  }

  /** Keeps the figures of a page in the places that name them. */
  function start(figures: Figures, stage: Stage): void {
    stage((host) => draw(host, figures[host.dataset["figure"] ?? ""]!));
  }

  return { draw, start };
}
