/**
 * Static figures as SVG in the page: lines and marks on linear or logarithmic axes. They need no script, so they also
 * print; a mark with a title shows it when it is pointed at.
 *
 * They know numbers and looks; what the numbers mean is the caller's business.
 */
import { short, ticks } from "../base/numbers.ts";
import { type Markup, markup, trusted } from "./markup.ts";
import type { Look } from "./palette.ts";

const size = { width: 380, height: 230 };
const frame = { left: 48, right: 372, top: 10, bottom: 196 };

export type Range = readonly [low: number, high: number];

export interface Axis {
  readonly label: string;
  readonly log: boolean;
  /** Of a logarithmic axis the exponents of ten: 10 to the exponent may lie beyond the numbers, as 1e−324 does. */
  readonly range: Range;
  /** Where to write numbers, if not at round ones. */
  readonly ticks?: readonly number[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly title?: string;
}

/** Points of one look: joined by a line, or each with a mark. Rings show what dots of another look lie on. */
export interface Layer {
  readonly as: "line" | "dots" | "rings" | "crosses";
  readonly look: Look;
  readonly points: readonly Point[];
}

export interface Chart {
  /** For those who cannot see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: readonly Layer[];
  /** Places on the x axis that have no place on the y axis, in a strip of its own below. */
  readonly strip?: { readonly label: string; readonly x: readonly number[] };
}

/** The whole decades around all positive values; undefined if there are none. */
export function decades(values: readonly number[]): Range | undefined {
  const logs = values.filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  if (logs.length === 0) return undefined;
  const low = logs.reduce((a, b) => Math.min(a, b));
  const high = logs.reduce((a, b) => Math.max(a, b));
  const [from, to] = [Math.floor(low), Math.ceil(high)];
  return from === to ? [from, to + 1] : [from, to];
}

const round = (value: number): number => Number(value.toFixed(1));

/** From a value to its place on the page. */
function scale({ log, range: [low, high] }: Axis, from: number, to: number): (value: number) => number {
  const span = high - low || 1;
  return (value) => round(from + (((log ? Math.log10(value) : value) - low) / span) * (to - from));
}

interface Tick {
  /** Along the axis, from 0 to 1. */
  readonly at: number;
  readonly text: Markup;
}

/** Powers of ten, at most about `wanted` of them, where there are at least two; else round values. */
function ticksOf(axis: Axis, wanted: number): readonly Tick[] {
  const [low, high] = axis.range;
  const at = (place: number): number => (place - low) / (high - low || 1);
  const first = Math.ceil(low - 1e-9);
  const powers = Math.floor(high + 1e-9) - first + 1;
  if (axis.log && axis.ticks === undefined && powers > 2) {
    const every = Math.ceil(powers / wanted);
    return Array.from({ length: Math.ceil(powers / every) }, (_, i) => first + i * every).map((power) => ({
      at: at(power),
      text: markup`10<tspan class="power" dy="-5">${String(power).replace("-", "−")}</tspan>`,
    }));
  }
  const [from, to] = axis.log ? [10 ** low, 10 ** high] : [low, high];
  const values = axis.ticks ?? ticks(from, to, axis.log, wanted);
  return values.map((value) => ({
    at: at(axis.log ? Math.log10(value) : value),
    text: markup`${short(value)}`,
  }));
}

function mark({ as }: Layer, x: number, y: number): Markup {
  if (as === "crosses") return markup`d="M${round(x - 2.5)} ${round(y - 2.5)}l5 5m0 -5l-5 5"`;
  return markup`cx="${x}" cy="${y}" r="${as === "rings" ? 4.5 : 2.5}"`;
}

function layerMarkup(layer: Layer, x: (value: number) => number, y: (value: number) => number): Markup {
  const { as, look, points } = layer;
  const colour = markup`style="color:${trusted(`var(--look-${look.index})`)}"`;
  if (as === "line") {
    const path = points.map((p, i) => `${i === 0 ? "M" : "L"}${x(p.x)} ${y(p.y)}`).join("");
    return markup`<path ${colour} d="${path}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="${look.dash.length > 0 ? look.dash.join(" ") : "none"}" />`;
  }
  const element = trusted(as === "crosses" ? "path" : "circle");
  const marks = points.map(
    (p) =>
      markup`<${element} ${mark(layer, x(p.x), y(p.y))}${p.title === undefined ? markup` />` : markup`><title>${p.title}</title></${element}>`}`,
  );
  return markup`<g class="${as}" ${colour}>${marks}</g>`;
}

const stripHeight = 24;

/** The figure. Values that a logarithmic axis cannot show must have been left out. */
export function chart({ label, x, y, layers, strip }: Chart): Markup {
  const bottom = strip === undefined ? frame.bottom : frame.bottom - stripHeight;
  const across = scale(x, frame.left + 5, frame.right - 5);
  const up = scale(y, bottom, frame.top);
  const grid = ticksOf(y, 8).map(({ at, text }) => {
    const height = round(bottom + at * (frame.top - bottom));
    return markup`<path class="grid" d="M${frame.left} ${height}H${frame.right}" /><text x="${frame.left - 6}" y="${height + 4}" text-anchor="end">${text}</text>`;
  });
  const below = ticksOf(x, 5).map(
    ({ at, text }) =>
      markup`<text x="${round(frame.left + 5 + at * (frame.right - frame.left - 10))}" y="${frame.bottom + 16}" text-anchor="middle">${text}</text>`,
  );
  const zeros =
    strip === undefined
      ? null
      : markup`<path class="grid" d="M${frame.left} ${frame.bottom - 18}H${frame.right}" /><text x="${frame.left - 6}" y="${frame.bottom - 4}" text-anchor="end">${strip.label}</text>${strip.x.map((value) => markup`<path class="zero" d="M${across(value)} ${frame.bottom - 14}v12" />`)}`;
  return markup`<svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${size.width} ${size.height}">${[...grid, ...layers.map((layer) => layerMarkup(layer, across, up)), ...(zeros === null ? [] : [zeros]), ...below]}<text x="${(frame.left + frame.right) / 2}" y="${frame.bottom + 32}" text-anchor="middle">${x.label}</text></svg>`;
}

/** What the drawings need beside the style of every page. */
export const chartStyle = `
.chart { display: block; width: 100%; max-width: 32rem; height: auto; }
.chart text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; fill: var(--quiet); }
.chart .power { font-size: 8px; }
.chart .grid { stroke: var(--grid); }
.chart .zero { stroke: var(--quiet); }
.chart .dots { fill: currentColor; }
.chart .rings { stroke: currentColor; stroke-width: 1.5; fill: none; }
.chart .crosses { stroke: var(--warn); stroke-width: 1.4; fill: none; }
.probe td.why { white-space: normal; min-width: 20rem; color: var(--quiet); }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .86rem; }
`;
