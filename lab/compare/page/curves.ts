/**
 * The training curves of one batch size: median over the seeds, band from least to greatest, single seeds behind.
 *
 * It turns groups of arms into the plan of a chart. Runs in the page of a report.
 */
import uPlot from "uplot";
import { finite, padded, short } from "../../base/numbers.ts";
import * as chart from "../../report/page/chart.ts";
import {
  accuracyRange,
  type Band,
  band,
  type Group,
  type Line,
  lossRange,
  type Metric,
  single,
  type XKind,
} from "../series.ts";

/** A group with the colour and the dash that it is drawn in. */
export interface DrawnGroup extends Group {
  readonly look: chart.Look;
}

export interface View {
  readonly x: XKind;
  readonly xLog: boolean;
  readonly yLog: boolean;
}

const axisNames = {
  steps: "steps",
  examples: "examples seen",
  seconds: "seconds, at the measured cost of a step",
};

interface Frame {
  readonly xLog: boolean;
  readonly yLog: boolean;
  /** The greatest value that is drawn where it is. */
  readonly top: number;
}

function frameOf(view: View, yLog: boolean, [low, high]: readonly [number, number]): Frame {
  const far = yLog
    ? Math.exp(Math.min(700, 10 * Math.log(high) - 9 * Math.log(low)))
    : high + 30 * (high - low);
  const top = Math.max(high, Math.min(1e307, far));
  return { xLog: view.xLog, yLog, top };
}

/** What log axes can show, cut off far above the frame: a browser does not dash lines of a million pixels. */
function shown(line: Line, plan: Frame, y: Line["y"] = line.y): uPlot.AlignedData {
  const { xLog, yLog, top } = plan;
  const kept = line.x.map((_, i) => i).filter((i) => !xLog || line.x[i]! > 0);
  const value = (v: number | null) => (v === null || (yLog && v <= 0) ? null : Math.min(v, top));
  return [kept.map((i) => line.x[i]!), kept.map((i) => value(y[i]!))];
}

function xRange(groups: readonly DrawnGroup[], view: View): [number, number] | null {
  const all = groups
    .flatMap((g) => g.arms.flatMap((arm) => single(arm, "trainLoss", view.x, g.stepSeconds).x))
    .concat(groups.flatMap((g) => g.arms.flatMap((arm) => single(arm, "testLoss", view.x, g.stepSeconds).x)))
    .filter((v) => !view.xLog || v > 0);
  if (all.length === 0) return null;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return high > low ? [low, high] : padded(low, high, view.xLog, 0.5);
}

function place(kind: XKind): (x: number) => string {
  if (kind === "seconds") return (x) => `${short(x)} s`;
  return (x) => `${kind === "steps" ? "step" : "examples"} ${Math.round(x).toLocaleString("en-GB")}`;
}

function readout(
  group: DrawnGroup,
  { x, y, low, high }: Band,
  yLog: boolean,
  percent: boolean,
): chart.Readout {
  const one = (v: number | null | undefined) =>
    !finite(v) ? "–" : percent ? (100 * v).toFixed(1) : chart.exact(v);
  return {
    name: group.name,
    look: group.look,
    x,
    y: y.map((v) => (v === null || (yLog && v <= 0) ? null : v)),
    say: (at) => {
      const range = finite(low[at]) ? `${one(low[at])}–${one(high[at])}` : "";
      return [`${one(y[at])}${percent ? " %" : ""}`, range];
    },
  };
}

/** A cross at the last finite point of every diverged seed; at the edge of the frame if the point lies outside. */
function crosses(groups: readonly DrawnGroup[], metric: Metric, view: View): (u: uPlot, px: number) => void {
  return (u, px) => {
    for (const group of groups) {
      for (const arm of group.arms.filter((a) => a.status === "diverged")) {
        const line = single(arm, metric, view.x, group.stepSeconds);
        const last = line.x.length - 1;
        const [low, high] = [u.scales["y"]!.min!, u.scales["y"]!.max!];
        if (last < 0 || line.x[last]! < u.scales["x"]!.min! || line.x[last]! > u.scales["x"]!.max!) continue;
        const y = u.valToPos(Math.min(high, Math.max(low, line.y[last]!)), "y", true);
        chart.cross(u, u.valToPos(line.x[last]!, "x", true), y, px, chart.colour(group.look));
      }
    }
  };
}

interface Part {
  readonly series: uPlot.Series;
  readonly table: uPlot.AlignedData;
}

/** What is drawn of one group: the edges of its band, its single seeds, its median. */
function parts(group: DrawnGroup, metric: Metric, over: Band, view: View, frame: Frame) {
  const look = group.look;
  const stroke = chart.colour(look);
  const many = group.arms.length > 1;
  const edge = (y: Line["y"]): Part => ({
    series: { points: { show: false } },
    table: shown(over, frame, y),
  });
  const seed = (arm: Group["arms"][number]): Part => ({
    series: { stroke: `${stroke}66`, width: 1, points: { show: false } },
    table: shown(single(arm, metric, view.x, group.stepSeconds), frame),
  });
  const points = { show: over.x.length < 3, size: 7, fill: stroke };
  const median: Part = {
    series: { stroke, width: 2.5, dash: [...look.dash], points },
    table: shown(over, frame),
  };
  return {
    fill: `${stroke}26`,
    edges: many ? [edge(over.high), edge(over.low)] : [],
    seeds: many ? group.arms.map(seed) : [],
    median,
    dashed: look.dash.length > 0,
  };
}

/** Draws one figure; `groups` are those of its batch size that are not switched off. */
export function draw(
  host: HTMLElement,
  groups: readonly DrawnGroup[],
  metric: Metric,
  view: View,
): uPlot | null {
  const percent = metric === "testAccuracy";
  const yLog = view.yLog && !percent;
  // A log axis cannot show step 0, so step 0 takes no part in the range of the other axis either.
  const arms = groups
    .flatMap((g) => g.arms)
    .map((arm) => (view.xLog ? { ...arm, curve: arm.curve.filter((p) => p.step > 0) } : arm));
  const x = xRange(groups, view);
  const y = percent ? accuracyRange(arms) : lossRange(arms, metric, yLog);
  if (groups.length === 0) return chart.empty(host, "Every method is switched off.");
  if (x === null || y === null) return chart.empty(host, "No finite values to draw.");

  const bands = groups.map((group) => band(group, metric, view.x));
  const frame = frameOf(view, yLog, y);
  const all = groups.map((group, i) => parts(group, metric, bands[i]!, view, frame));
  // Bands lie below, then seeds, then medians; whole lines before dashed ones, through whose gaps both can be seen.
  const edges = all.flatMap((p) => p.edges);
  const medians = [...all].sort((a, b) => Number(a.dashed) - Number(b.dashed)).map((p) => p.median);
  const drawn = [...edges, ...all.flatMap((p) => p.seeds), ...medians];
  return chart.draw(host, {
    x: { label: axisNames[view.x], log: view.xLog, range: x },
    y: { label: "", log: yLog, range: y, percent },
    data: uPlot.join(drawn.map((p) => p.table)),
    series: drawn.map((p) => p.series),
    bands: all
      .filter((p) => p.edges.length > 0)
      .map((p, i) => ({ series: [2 * i + 1, 2 * i + 2], fill: p.fill })),
    readouts: groups.map((group, i) => readout(group, bands[i]!, yLog, percent)),
    place: place(view.x),
    above: 0,
    marks: crosses(groups, metric, view),
  });
}
