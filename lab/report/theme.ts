/**
 * How the parts of a static figure get their colours and sizes: in a page by classes and custom properties, which
 * follow its light and dark style; in a picture, a file of its own, by attributes with the light colours.
 */
import { type Markup, markup, trusted } from "./markup.ts";
import { type Look, tones } from "./palette.ts";

export type Part = "grid" | "zero" | "power" | "dots" | "rings" | "crosses";

export interface Theme {
  readonly part: (part: Part) => Markup;
  /** Sets currentColor to the colour of a look. */
  readonly colour: (look: Look) => Markup;
  /** Whether what leaves the frame is cut off there. */
  readonly clips: boolean;
}

export const pageTheme: Theme = {
  part: (part) => markup`class="${part}"`,
  colour: ({ index }) => markup`style="color:${trusted(`var(--look-${index})`)}"`,
  clips: false,
};

export const ink = { text: "#1c1f24", quiet: "#5c6066", grid: "#e4e6ea", ground: "#ffffff" } as const;

const attributes: Readonly<Record<Part, string>> = {
  grid: `stroke="${ink.grid}"`,
  zero: `stroke="${ink.quiet}"`,
  power: 'font-size="9"',
  dots: 'fill="currentColor"',
  rings: 'fill="none" stroke="currentColor" stroke-width="1.5"',
  crosses: 'fill="none" stroke="currentColor" stroke-width="1.4"',
};

export const pictureTheme: Theme = {
  part: (part) => trusted(attributes[part]),
  colour: ({ index }) => markup`color="${tones[index]!.light}"`,
  clips: true,
};

/** The style of figures in a page, beside that of every page. */
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
