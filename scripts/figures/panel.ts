/**
 * One panel of a static figure, drawn by Observable Plot: one metric along training at one batch size, a colour and a
 * dash for each method. Knows groups of arms and looks; where the panel stands is the figure's business.
 *
 * A bold line is the median over the seeds, thin lines are the seeds, and each name stands at the end of its line. A
 * cross ends a diverged seed.
 */
import * as Plot from "@observablehq/plot";
import { ticks } from "../../lab/base/numbers.ts";
import { band, type Group, type Line, type Metric, single } from "../../lab/compare/series.ts";
import { type Look, tones } from "../../lab/report/palette.ts";
import { spread } from "./spread.ts";
import { type Dot, thinned } from "./thinned.ts";

export interface PanelShape {
  readonly metric: Metric;
  /** From least to greatest, in the record's units: losses, and shares. */
  readonly range: readonly [number, number];
  /** Above the frame, and below it: left out where the panel above or below says the same. */
  readonly title: string | null;
  readonly below: string | null;
  /** What the vertical axis shows; without it the axis is that of the panel to the left. */
  readonly axis: string | null;
  /** Room for the methods' names, px. */
  readonly names: number;
  /** Of the frame, px. */
  readonly width: number;
  readonly height: number;
}

/** Room around a frame, px: for titles and ticks, and between the end of a line and its name. */
export function margins({
  title,
  below,
  axis,
  names,
}: Pick<PanelShape, "title" | "below" | "axis" | "names">) {
  return {
    top: title === null ? 30 : 48,
    right: leader + names,
    bottom: below === null ? 26 : 44,
    left: axis === null ? 8 : 34,
  };
}

export const ink = { text: "#1c1f24", quiet: "#5c6066", grid: "#e4e6ea", axis: "#8d939c" } as const;

const lineHeight = 14;
const leader = 18; // from the frame to the names
const fontSize = 12;

interface Drawn {
  readonly name: string;
  readonly colour: string;
  readonly dash: string;
  readonly median: readonly Dot[];
  readonly seeds: readonly { readonly points: readonly Dot[]; readonly diverged: boolean }[];
}

function drawn(group: Group, look: Look, metric: Metric, unit: number): Drawn {
  const scaled = (line: Line) => thinned(line).map(({ x, y }) => ({ x, y: y * unit }));
  return {
    name: group.name,
    colour: tones[look.index]!.light,
    dash: look.dash.join(" "),
    median: scaled(band(group, metric, "steps")),
    seeds: group.arms.map((arm) => ({
      points: scaled(single(arm, metric, "steps")),
      diverged: arm.status === "diverged",
    })),
  };
}

const inFrame = { x: "x", y: "y", clip: true } as const;

function seedMarks({ colour, seeds }: Drawn): Plot.Markish[] {
  return seeds.flatMap(({ points, diverged }) => [
    Plot.line(points, { ...inFrame, stroke: colour, strokeWidth: 0.8, strokeOpacity: 0.4 }),
    ...(diverged ? [Plot.dot(points.slice(-1), { ...inFrame, stroke: colour, symbol: "times" })] : []),
  ]);
}

const medianMark = ({ colour, dash, median }: Drawn): Plot.Markish =>
  Plot.line(median, {
    ...inFrame,
    stroke: colour,
    strokeWidth: 2.2,
    strokeDasharray: dash,
    strokeLinecap: "butt",
  });

/** The names at the ends of the medians, kept apart, each with a thin line to its own. */
function nameMarks(lines: readonly Drawn[], x: Plot.Scale, y: Plot.Scale): Plot.Markish[] {
  const named = lines.filter((line) => line.median.length > 0);
  const ends = named.map((line) => line.median.at(-1)!);
  const [bottom, top] = y.range as [number, number];
  const at = ({ y: value }: Dot): number => Math.max(top, Math.min(bottom, y.apply(value) as number));
  const places = spread(ends.map(at), lineHeight, top + 4, bottom - 4);
  const edge = (x.range as [number, number])[1];
  return named.flatMap(({ name, colour }, i) => {
    const early = (x.apply(ends[i]!.x) as number) < edge - 1;
    const place = { y: y.invert!(places[i]!) as number };
    const link = {
      x1: x.invert!((x.apply(ends[i]!.x) as number) + 3) as number,
      x2: x.invert!(edge + leader - 3) as number,
      y1: y.invert!(at(ends[i]!)) as number,
      y2: place.y,
    };
    return [
      Plot.link([link], {
        ...{ x1: "x1", x2: "x2", y1: "y1", y2: "y2", stroke: colour, strokeWidth: 0.8 },
        ...(early ? { strokeDasharray: "1 3" } : {}),
      }),
      Plot.text([place], {
        x: x.invert!(edge + leader) as number,
        y: "y",
        text: () => name,
        textAnchor: "start",
        fill: colour,
        fontSize,
        fontWeight: 600,
      }),
    ];
  });
}

/** Round values for an axis. A log axis of less than a decade has them at even steps. */
function ticksOf([low, high]: readonly [number, number], log: boolean): readonly number[] {
  return log && high / low < 10 ? ticks(low, high, false, high / low < 3 ? 8 : 6) : ticks(low, high, log, 5);
}

/** The panel, as an SVG element of `document`. */
export function panel(
  document: Document,
  groups: readonly Group[],
  looks: ReadonlyMap<string, Look>,
  shape: PanelShape,
): Element {
  const share = shape.metric === "testAccuracy";
  const lines = groups.map((g) => drawn(g, looks.get(g.name)!, shape.metric, share ? 100 : 1));
  const range = shape.range.map((v) => v * (share ? 100 : 1)) as [number, number];
  const longest = Math.max(1, ...groups.flatMap((g) => g.arms.map((arm) => arm.steps)));
  const { top, right, bottom, left } = margins(shape);
  const x = { domain: [0, longest], range: [left, left + shape.width], axis: null };
  const y = {
    domain: range,
    range: [top + shape.height, top],
    type: share ? "linear" : "log",
    axis: null,
  } as const;
  const yTicks = ticksOf(range, !share);
  const quiet = { fill: ink.quiet, fontSize, label: null };
  const written = (text: string | null, more: Plot.TextOptions): Plot.Markish =>
    text === null ? null : Plot.text([text], { text: (d: string) => d, fontSize, ...more });
  return Plot.plot({
    document,
    className: "panel",
    width: left + shape.width + right,
    height: top + shape.height + bottom,
    marginTop: top,
    marginRight: right,
    marginBottom: bottom,
    marginLeft: left,
    x,
    y,
    marks: [
      Plot.gridY(yTicks, { stroke: ink.grid, strokeOpacity: 1 }),
      Plot.ruleY([range[0]], { stroke: ink.axis }),
      Plot.axisX(ticks(0, longest, false, 4), {
        ...quiet,
        tickSize: 4,
        stroke: ink.axis,
        text: (v: number) => v.toLocaleString("en"),
      }),
      shape.axis === null ? null : Plot.axisY(yTicks, { ...quiet, tickSize: 0, text: String }),
      written(shape.title, { frameAnchor: "top-left", dy: -42, fontWeight: 600 }),
      written(shape.axis, { frameAnchor: "top-left", dx: -left, dy: -22, fill: ink.quiet }),
      written(shape.below, { frameAnchor: "bottom", dy: 36, fill: ink.quiet }),
      ...lines.flatMap(seedMarks),
      ...lines.map(medianMark),
      ...nameMarks(lines, Plot.scale({ x }), Plot.scale({ y })),
    ],
  });
}
