/**
 * Two drawings as SVG in the page, which need no script and also print: lines over steps, and a spectrum.
 *
 * Both have a logarithmic vertical axis. They know numbers and looks; what the numbers mean is the page's business.
 */
import { markup, type Markup, trusted } from "./markup.ts";
import type { Look } from "./palette.ts";

const size = { width: 380, height: 230 };
const frame = { left: 48, right: 372, top: 10, bottom: 196 };

type Range = readonly [number, number];

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

function between([low, high]: Range, from: number, to: number): (value: number) => number {
  return (value) => round(from + ((value - low) / (high - low || 1)) * (to - from));
}

/** From an exponent of ten to its height: 10 to the exponent may lie beyond the numbers, as 1e−324 does. */
const up = (range: Range, bottom = frame.bottom): ((exponent: number) => number) =>
  between(range, bottom, frame.top);

/** Powers of ten, at most about eight of them. */
function powers([low, high]: Range, at: (exponent: number) => number): Markup[] {
  const every = Math.ceil((high - low) / 8);
  const shown = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter(
    (p) => (p - low) % every === 0,
  );
  return shown.map((power) => {
    const y = at(power);
    const name = String(power).replace("-", "−");
    return markup`<path class="grid" d="M${frame.left} ${y}H${frame.right}" /><text x="${frame.left - 6}" y="${y + 4}" text-anchor="end">10<tspan class="power" dy="-5">${name}</tspan></text>`;
  });
}

function svg(label: string, inside: readonly Markup[]): Markup {
  return markup`<svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${size.width} ${size.height}">${inside}</svg>`;
}

export interface Line {
  readonly name: string;
  readonly look: Look;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Lines over steps; values that are not above 0 are left out. */
export function lineChart(label: string, lines: readonly Line[], range: Range): Markup {
  const steps = lines.flatMap(({ points }) => points.map(([x]) => x));
  const last = steps.reduce((a, b) => Math.max(a, b), 1);
  const [x, y] = [between([0, last], frame.left + 4, frame.right - 4), up(range)];
  const drawn = lines.map(({ look, points }) => {
    const kept = points.filter(([, value]) => value > 0 && Number.isFinite(value));
    const path = kept
      .map(([step, value], i) => `${i === 0 ? "M" : "L"}${x(step)} ${y(Math.log10(value))}`)
      .join("");
    const dots = kept.map(
      ([step, value]) => markup`<circle cx="${x(step)}" cy="${y(Math.log10(value))}" r="2.5" />`,
    );
    return markup`<g style="color:${trusted(`var(--look-${look.index})`)}"><path d="${path}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="${look.dash.length > 0 ? look.dash.join(" ") : "none"}" /><g fill="currentColor">${dots}</g></g>`;
  });
  const ticks = [0, Math.round(last / 2), last].map(
    (step, i) =>
      markup`<text x="${x(step)}" y="${frame.bottom + 16}" text-anchor="${["start", "middle", "end"][i]!}">${step}</text>`,
  );
  const axis = markup`<text x="${(frame.left + frame.right) / 2}" y="${frame.bottom + 32}" text-anchor="middle">steps</text>`;
  return svg(label, [...powers(range, y), ...drawn, ...ticks, axis]);
}

/**
 * Every eigenvalue, largest first, by its magnitude: dots for positive ones, crosses for negative ones, and those that
 * count as zero in a strip of their own below the axis.
 */
export function spectrumChart(
  label: string,
  {
    values,
    threshold,
    look,
  }: { readonly values: readonly number[]; readonly threshold: number; readonly look: Look },
  range: Range,
): Markup {
  const strip = frame.bottom - 14;
  const x = between([1, Math.max(2, values.length)], frame.left + 6, frame.right - 6);
  const y = up(range, strip - 10);
  const marks = [...values].reverse().map((value, i) => {
    const at = x(i + 1);
    if (Math.abs(value) <= threshold) return markup`<path class="zero" d="M${at} ${strip}v12" />`;
    const height = y(Math.log10(Math.abs(value)));
    return value > 0
      ? markup`<circle cx="${at}" cy="${height}" r="2" />`
      : markup`<path class="negative" d="M${at - 2.5} ${height - 2.5}l5 5m0 -5l-5 5" />`;
  });
  return svg(label, [
    ...powers(range, y),
    markup`<path class="grid" d="M${frame.left} ${strip - 4}H${frame.right}" /><text x="${frame.left - 6}" y="${strip + 10}" text-anchor="end">zero</text>`,
    markup`<g style="color:${trusted(`var(--look-${look.index})`)}" fill="currentColor">${marks}</g>`,
    markup`<text x="${frame.left}" y="${frame.bottom + 16}">1</text><text x="${frame.right}" y="${frame.bottom + 16}" text-anchor="end">${values.length}</text><text x="${(frame.left + frame.right) / 2}" y="${frame.bottom + 32}" text-anchor="middle">eigenvalues, from the largest to the most negative</text>`,
  ]);
}

/** What the drawings need beside the style of every page. */
export const chartStyle = `
.chart { display: block; width: 100%; max-width: 32rem; height: auto; }
.chart text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; fill: var(--quiet); }
.chart .power { font-size: 8px; }
.chart .grid { stroke: var(--grid); }
.chart .zero { stroke: var(--quiet); }
.chart .negative { stroke: var(--warn); stroke-width: 1.4; fill: none; }
.probe td.why { white-space: normal; min-width: 20rem; color: var(--quiet); }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .86rem; }
`;
