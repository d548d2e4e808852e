/**
 * The sensitivity to the learning rate at one batch size: the median final value against the rate, one line a label.
 *
 * It turns the record of tuning into the plan of a chart. Runs in the page of a report.
 */
import uPlot from "uplot";
import { finite, padded, short } from "../../base/numbers.ts";
import type { Tuning } from "../../jobs/index.ts";
import * as chart from "../../report/page/chart.ts";

/** The tuning of a label with the colour and the dash that it is drawn in. */
export interface DrawnTuning extends Tuning {
  readonly look: chart.Look;
}

export type RateMetric = "medianLoss" | "medianAccuracy";

const rowHeight = 12;

/** Whether the axis has a place for a value: that of losses is logarithmic. */
function drawable(value: number | null | undefined, metric: RateMetric): value is number {
  return finite(value) && (metric === "medianAccuracy" || value > 0);
}

function valuesOf(tunings: readonly DrawnTuning[], metric: RateMetric): number[] {
  return tunings
    .flatMap((t) => t.tried.map((tried) => tried[metric]))
    .filter((v) => drawable(v, metric))
    .sort((a, b) => a - b);
}

/** Rates that all but diverged have losses without bound: those above 1,000 times the middle one leave the frame. */
function yRange(values: readonly number[], metric: RateMetric): [number, number] {
  const [low, high] = [values[0]!, values[values.length - 1]!];
  if (metric === "medianLoss") {
    return padded(low, Math.min(high, 1000 * values[values.length >> 1]!), true, 0.06);
  }
  const [from, to] = padded(low, high, false, 0.06);
  return [Math.max(0, from), Math.min(1.01, to)];
}

function readout(t: DrawnTuning, metric: RateMetric): chart.Readout {
  return {
    name: t.label,
    look: t.look,
    x: t.tried.map((tried) => tried.learningRate),
    y: t.tried.map((tried) => (drawable(tried[metric], metric) ? tried[metric] : null)),
    say: (at) => {
      const tried = t.tried[at]!;
      const value = tried[metric]!;
      const text = metric === "medianAccuracy" ? `${(100 * value).toFixed(1)} %` : chart.exact(value);
      const more = [
        tried.learningRate === t.best ? "best" : "",
        tried.diverged > 0 ? `${tried.diverged} diverged` : "",
      ];
      return [text, more.filter((part) => part !== "").join(", ")];
    },
  };
}

function ring(u: uPlot, t: DrawnTuning, metric: RateMetric, px: number): void {
  const value = t.tried.find((tried) => tried.learningRate === t.best)?.[metric];
  if (!drawable(value, metric)) return;
  const { ctx } = u;
  ctx.save();
  ctx.beginPath();
  ctx.arc(u.valToPos(t.best, "x", true), u.valToPos(value, "y", true), 6.5 * px, 0, 2 * Math.PI);
  ctx.fillStyle = chart.ink("page");
  ctx.fill();
  ctx.lineWidth = 2.5 * px;
  ctx.strokeStyle = chart.colour(t.look);
  ctx.stroke();
  ctx.restore();
}

function lostSomewhere(t: DrawnTuning): boolean {
  return t.tried.some((tried) => tried.diverged > 0);
}

/** A ring at the best rate. Above the frame a row for each label with divergences: faint if only some seeds did. */
function marks(tunings: readonly DrawnTuning[], lost: readonly DrawnTuning[], metric: RateMetric) {
  return (u: uPlot, px: number): void => {
    for (const t of tunings) ring(u, t, metric, px);
    if (lost.length > 0) {
      u.ctx.font = `${11 * px}px system-ui, sans-serif`;
      u.ctx.fillStyle = chart.ink("quiet");
      u.ctx.textAlign = "left";
      u.ctx.textBaseline = "middle";
      u.ctx.fillText("diverged", u.bbox.left, u.bbox.top - ((rowHeight * lost.length) / 2 + 2) * px);
    }
    lost.forEach((t, row) => {
      const y = u.bbox.top - (rowHeight * (lost.length - row) - rowHeight / 2 + 2) * px;
      for (const tried of t.tried.filter((entry) => entry.diverged > 0)) {
        u.ctx.globalAlpha = tried.medianLoss === null ? 1 : 0.4;
        chart.cross(u, u.valToPos(tried.learningRate, "x", true), y, px * 0.85, chart.colour(t.look));
      }
      u.ctx.globalAlpha = 1;
    });
  };
}

/** Draws one figure; `tunings` are those that are not switched off, `batchSize` says which of them. */
export function draw(
  host: HTMLElement,
  shown: readonly DrawnTuning[],
  batchSize: number,
  metric: RateMetric,
): uPlot | null {
  const tunings = shown.filter((t) => t.batchSize === batchSize);
  // The same space above every frame, so that the figures of a row line up.
  const rows = shown
    .map((t) => t.batchSize)
    .map((size) => shown.filter((t) => t.batchSize === size && lostSomewhere(t)).length);
  if (tunings.length === 0) return chart.empty(host, "Every method is switched off.");
  const values = valuesOf(tunings, metric);
  if (values.length === 0) return chart.empty(host, "No finite values to draw.");
  const rates = tunings.flatMap((t) => t.tried.map((tried) => tried.learningRate));
  const lost = tunings.filter(lostSomewhere);
  const tables = tunings.map((t): uPlot.AlignedData => {
    const known = t.tried.filter((tried) => drawable(tried[metric], metric));
    return [known.map((tried) => tried.learningRate), known.map((tried) => tried[metric]!)];
  });
  const percent = metric === "medianAccuracy";
  return chart.draw(host, {
    x: {
      label: "learning rate",
      log: true,
      range: padded(Math.min(...rates), Math.max(...rates), true, 0.04),
    },
    y: { label: "", log: !percent, range: yRange(values, metric), percent },
    data: uPlot.join(tables),
    series: tunings.map((t) => {
      const look = t.look;
      const stroke = chart.colour(look);
      return { stroke, width: 2, dash: [...look.dash], points: { show: true, size: 5, fill: stroke } };
    }),
    bands: [],
    readouts: tunings.map((t) => readout(t, metric)),
    place: (x) => `rate ${short(x)}`,
    above: rowHeight * Math.max(...rows) + 2,
    marks: marks(tunings, lost, metric),
  });
}
