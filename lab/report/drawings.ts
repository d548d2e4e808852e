/**
 * Small drawings inside table cells and legends, as SVG in the page: they need no script, so they also print and
 * show where scripts are off.
 *
 * They know places between 0 and 1 and colours by index; what the numbers mean is the table's business.
 */
import { markup, type Markup, trusted } from "./markup.ts";
import type { Look } from "./palette.ts";

/** A quantity over the seeds. The median counts a diverged seed as the worst; low and high are of the finite ones. */
export interface Spread {
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** One entry a seed, null where it diverged. */
  readonly values: readonly (number | null)[];
}

const width = 132;
const height = 16;
const margin = 6;

/** A function from values to horizontal places of a drawing that shows low to high. */
function scale(low: number, high: number): (value: number) => number {
  const span = high - low;
  return (value) =>
    Number((margin + (span > 0 ? (value - low) / span : 0.5) * (width - 2 * margin)).toFixed(1));
}

function drawing(label: string, inside: Markup): Markup {
  return markup`<svg class="strip" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${inside}</svg>`;
}

/** Every seed as a dot, the median as a bar, on an axis from `low` to `high`. */
export function seedStrip(spread: Spread, [low, high]: readonly [number, number], look: Look): Markup {
  const known = spread.values.filter((v): v is number => v !== null);
  if (known.length === 0) return markup`<span class="none-left">–</span>`;
  const at = scale(low, high);
  const ends = [at(Math.min(...known)), at(Math.max(...known))];
  const colour = trusted(`var(--look-${look.index})`);
  const dots = known.map((v) => markup`<circle cx="${at(v)}" cy="8" r="2.6" />`);
  const bar =
    spread.median === null ? null : markup`<path d="M${at(spread.median)} 2v12" stroke-width="2" />`;
  return drawing(
    "each seed a dot, the median a bar",
    markup`<path class="track" d="M${margin} 8H${width - margin}" /><g style="color:${colour}" stroke="currentColor" fill="currentColor"><path d="M${ends[0]!} 8H${ends[1]!}" stroke-width="1" /><g fill-opacity=".45" stroke="none">${dots}</g>${bar}</g>`,
  );
}

/** An interval with its middle against the line of no difference, on an axis from −reach to +reach. */
export function intervalStrip(
  middle: number,
  interval: readonly [number, number] | null,
  reach: number,
): Markup {
  const at = scale(-reach, reach);
  const zero = at(0);
  const line =
    interval === null
      ? null
      : markup`<path d="M${at(interval[0])} 8H${at(interval[1])}" stroke="currentColor" stroke-width="2" />`;
  return drawing(
    "the interval, and the line of no difference",
    markup`<path class="track" d="M${zero} 0V16" />${line}<circle cx="${at(middle)}" cy="8" r="3" fill="currentColor" />`,
  );
}

/** A piece of the method's line, as it looks in the figures. */
export function swatch(look: Look): Markup {
  const colour = trusted(`var(--look-${look.index})`);
  return markup`<svg class="swatch" aria-hidden="true" viewBox="0 0 30 8" width="30" height="8"><path d="M0 4H30" style="stroke:${colour}" stroke-width="2.5" stroke-dasharray="${look.dash.length > 0 ? look.dash.join(" ") : "none"}" /></svg>`;
}
