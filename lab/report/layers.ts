/**
 * What stands inside the frame of a static figure: points of one look, as a line or as marks.
 */
import { round } from "./axes.ts";
import { type Markup, markup, trusted } from "./markup.ts";
import type { Look } from "./palette.ts";
import type { Theme } from "./theme.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly title?: string;
}

/** Points of one look: joined by a line, or each with a mark. Rings show what dots of another look lie on. */
export interface Layer {
  /** A thin line is one of several, such as one seed; it has no dash. */
  readonly as: "line" | "thin" | "dots" | "rings" | "crosses";
  readonly look: Look;
  readonly points: readonly Point[];
  /** Written at the last point, to the right of the frame. */
  readonly name?: string;
}

/** From a value to its position on an axis, px. */
export type Position = (value: number) => number;

function mark({ as }: Layer, x: number, y: number): Markup {
  if (as === "crosses") return markup`d="M${round(x - 2.5)} ${round(y - 2.5)}l5 5m0 -5l-5 5"`;
  return markup`cx="${x}" cy="${y}" r="${as === "rings" ? 4.5 : 2.5}"`;
}

export function layerMarkup(layer: Layer, x: Position, y: Position, theme: Theme): Markup {
  const { as, look, points } = layer;
  const colour = theme.colour(look);
  if (as === "line" || as === "thin") {
    const path = points.map((p, i) => `${i === 0 ? "M" : "L"}${x(p.x)} ${y(p.y)}`).join("");
    const stroke =
      as === "thin"
        ? markup`stroke-width="0.8" stroke-opacity="0.4"`
        : markup`stroke-width="2" stroke-dasharray="${look.dash.length > 0 ? look.dash.join(" ") : "none"}"`;
    return markup`<path ${colour} d="${path}" fill="none" stroke="currentColor" ${stroke} />`;
  }
  const element = trusted(as === "crosses" ? "path" : "circle");
  const marks = points.map(
    (p) =>
      markup`<${element} ${mark(layer, x(p.x), y(p.y))}${p.title === undefined ? markup` />` : markup`><title>${p.title}</title></${element}>`}`,
  );
  return markup`<g ${theme.part(as)} ${colour}>${marks}</g>`;
}
