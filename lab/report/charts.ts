/**
 * Static figures as SVG: layers on linear or logarithmic axes. They need no script, so they also print; a mark with a
 * title shows it when it is pointed at.
 *
 * They know numbers and looks; the meaning of the numbers is the caller's business. `chart` is a figure in a page;
 * `panel` is the same for a caller that places it in a drawing of its own.
 */
import { type Axis, round, scale, ticksOf } from "./axes.ts";
import { type Layer, layerMarkup } from "./layers.ts";
import { lineEnds } from "./line-ends.ts";
import { type Markup, markup } from "./markup.ts";
import { pageTheme, type Theme } from "./theme.ts";

/** The edges of the frame, px. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const size = { width: 380, height: 230 };
const pageFrame: Frame = { left: 48, right: 372, top: 10, bottom: 196 };

export interface Chart {
  /** For those who cannot see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: readonly Layer[];
  /** Places on the x axis that have no place on the y axis, in a strip of its own below. */
  readonly strip?: { readonly label: string; readonly x: readonly number[] };
}

const stripHeight = 24;
const inset = 5; // of the first and last x from the frame

/** A drawing of the frame's size: SVG cuts off what leaves it, without an id that other panels could share. */
function clipped(inside: readonly Markup[], { left, right, top, bottom }: Frame): Markup {
  const [w, h] = [right - left, bottom - top];
  return markup`<svg x="${left}" y="${top}" width="${w}" height="${h}" viewBox="${left} ${top} ${w} ${h}">${inside}</svg>`;
}

/** The inside of a figure. Values that a logarithmic axis cannot show must have been left out. */
export function panel(
  { x, y, layers, strip }: Chart,
  frame: Frame = pageFrame,
  theme: Theme = pageTheme,
): readonly Markup[] {
  const bottom = strip === undefined ? frame.bottom : frame.bottom - stripHeight;
  const [first, last] = [frame.left + inset, frame.right - inset];
  const across = scale(x, first, last);
  const up = scale(y, bottom, frame.top);
  const grid = ticksOf(y, 8, theme).map(({ at, text }) => {
    const height = round(bottom + at * (frame.top - bottom));
    const number =
      y.numbers === false
        ? null
        : markup`<text x="${frame.left - 6}" y="${height + 4}" text-anchor="end">${text}</text>`;
    return markup`<path ${theme.part("grid")} d="M${frame.left} ${height}H${frame.right}" />${number}`;
  });
  const drawn = layers.map((layer) => layerMarkup(layer, across, up, theme));
  const fitting = Math.max(2, Math.min(5, Math.floor((last - first) / 60)));
  const below = ticksOf(x, fitting, theme).map(
    ({ at, text }) =>
      markup`<text x="${round(first + at * (last - first))}" y="${frame.bottom + 16}" text-anchor="middle">${text}</text>`,
  );
  const zeros =
    strip === undefined
      ? []
      : [
          markup`<path ${theme.part("grid")} d="M${frame.left} ${frame.bottom - 18}H${frame.right}" /><text x="${frame.left - 6}" y="${frame.bottom - 4}" text-anchor="end">${strip.label}</text>${strip.x.map((value) => markup`<path ${theme.part("zero")} d="M${across(value)} ${frame.bottom - 14}v12" />`)}`,
        ];
  return [
    ...grid,
    theme.clips ? clipped(drawn, { ...frame, bottom }) : markup`${drawn}`,
    ...zeros,
    ...below,
    markup`<text x="${(frame.left + frame.right) / 2}" y="${frame.bottom + 32}" text-anchor="middle">${x.label}</text>`,
    ...lineEnds(layers, across, up, { ...frame, bottom }, theme),
  ];
}

/** The figure in a page. */
export function chart(given: Chart): Markup {
  return markup`<svg class="chart" role="img" aria-label="${given.label}" viewBox="0 0 ${size.width} ${size.height}">${panel(given)}</svg>`;
}
