/**
 * Names beside the ends of lines, instead of a legend: kept apart, each with a thin line to its own.
 */
import { round } from "./axes.ts";
import { spacedLabels } from "./label-spacing.ts";
import type { Layer, Position } from "./layers.ts";
import { type Markup, markup } from "./markup.ts";
import type { Theme } from "./theme.ts";

const lineHeight = 14;

/** From the frame to the names, px. */
export const leader = 18;

interface Edges {
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

/** Names of the layers that have one. A line that ends before the frame does has a dotted leader. */
export function lineEnds(
  layers: readonly Layer[],
  across: Position,
  up: Position,
  { top, bottom, right }: Edges,
  theme: Theme,
): readonly Markup[] {
  const named = layers.filter(({ name, points }) => name !== undefined && points.length > 0);
  const ends = named.map(({ points }) => ({
    x: across(points.at(-1)!.x),
    y: Math.max(top, Math.min(bottom, up(points.at(-1)!.y))),
  }));
  const heights = spacedLabels(
    ends.map(({ y }) => y),
    lineHeight,
    top + 4,
    bottom - 4,
  );
  return named.map(({ name, look }, i) => {
    const { x, y } = ends[i]!;
    const dash = x < right - 6 ? markup` stroke-dasharray="1 3"` : null;
    return markup`<g ${theme.colour(look)}><path d="M${round(x + 3)} ${round(y)}L${right + leader - 3} ${round(heights[i]!)}" stroke="currentColor" stroke-width="0.8"${dash} /><text x="${right + leader}" y="${round(heights[i]! + 4)}" fill="currentColor" font-weight="600">${name!}</text></g>`;
  });
}
