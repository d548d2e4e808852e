/**
 * Panels in rows as one SVG file with its own ground and colours, for pages that cannot run a script and show it in a
 * light and in a dark style alike. Sizes and positions only; the panels are drawn by lab/report/charts.ts.
 */
import { type Chart, type Frame, panel } from "../../lab/report/charts.ts";
import { leader } from "../../lab/report/line-ends.ts";
import { type Markup, markup } from "../../lab/report/markup.ts";
import { ink, pictureTheme } from "../../lab/report/theme.ts";

export interface Panel extends Chart {
  readonly title: string | null;
}

/** About the width of a page's column, and sizes inside it, px. */
const whole = 880;
const edge = 10;
const frameHeight = 210;
const mostWidth = 340;
const noteHeight = 26;
const letter = 8.8; // width of a letter of a name, in the widest of the likely fonts

/** Room around a frame, px: for titles, numbers and names. */
const margins = ({ title, x, y }: Panel, names: number) => ({
  top: title === null ? 30 : 48,
  right: leader + names,
  bottom: x.label === "" ? 26 : 44,
  left: y.numbers === false ? 8 : 44,
});

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The panel with its title and the label of its y axis above the frame. Lines that leave the frame are cut off there. */
function drawn(given: Panel, frame: Frame, x: number, y: number): Markup {
  const title =
    given.title === null
      ? null
      : markup`<text x="${frame.left}" y="${frame.top - 34}" fill="${ink.text}" font-weight="600">${given.title}</text>`;
  const axis = given.y.numbers === false ? null : markup`<text y="${frame.top - 14}">${given.y.label}</text>`;
  return markup`<g role="img" aria-label="${given.label}" transform="translate(${x} ${y})">${title}${axis}${panel(given, frame, pictureTheme)}</g>
`;
}

/** The file's text. The first row has the most panels. */
export function picture(rows: readonly (readonly Panel[])[], note: string): string {
  const longest = rows.flat().flatMap(({ layers }) => layers.map(({ name = "" }) => name.length));
  const names = Math.ceil(letter * Math.max(0, ...longest));
  const beside = sum(rows[0]!.map((p) => margins(p, names)).map(({ left, right }) => left + right));
  const columns = rows[0]!.length;
  const width = Math.min(mostWidth, Math.floor((whole - 2 * edge - beside) / columns));
  const placed: Markup[] = [];
  let y = edge;
  for (const row of rows) {
    let x = edge;
    for (const one of row) {
      const { top, left, right } = margins(one, names);
      placed.push(drawn(one, { left, right: left + width, top, bottom: top + frameHeight }, x, y));
      x += left + width + right;
    }
    const { top, bottom } = margins(row[0]!, names);
    y += top + frameHeight + bottom;
  }
  const [w, h] = [2 * edge + beside + columns * width, y + noteHeight];
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" font-family="system-ui, -apple-system, Segoe UI, Roboto, Liberation Sans, sans-serif" font-size="12" fill="${ink.quiet}">
<rect width="${w}" height="${h}" fill="${ink.ground}" />
${placed}<text x="${edge}" y="${h - 12}">${note}</text>
</svg>
`.source;
}
