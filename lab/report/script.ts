/**
 * The page's script: uPlot, the functions of page/ as their own source text, and one line that starts them.
 *
 * A function of page/ closes over nothing but its parameters, so its text after compilation is all the page needs; no
 * bundler is involved. The record stands in the page as JSON, not as code.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { methodNames } from "../training/index.ts";
import { dataIsland, markup, type Markup, trusted } from "./markup.ts";
import { chartTools } from "./page/chart.ts";
import { curveFigures } from "./page/curves.ts";
import { type Figures, lineFigures } from "./page/lines.ts";
import { startPage } from "./page/main.ts";
import { rateFigures } from "./page/rates.ts";
import { seriesTools } from "./page/series.ts";
import { stageTools } from "./page/stage.ts";
import type { Look } from "./palette.ts";

/** uPlot's licence asks to go along with every copy. It replaces the banner, whose address the page must not hold. */
function plotter(): { readonly code: string; readonly style: string } {
  const script = require.resolve("uplot/dist/uPlot.iife.min.js");
  const licence = readFileSync(join(dirname(script), "..", "LICENSE"), "utf8").trim();
  const code = readFileSync(script, "utf8").replace(/^\/\*![^]*?\*\/\s*/, "");
  return {
    code: `/*! uPlot\n${licence}\n*/\n${code}`,
    style: readFileSync(require.resolve("uplot/dist/uPlot.min.css"), "utf8"),
  };
}

/** The style that uPlot needs. */
export function plotterStyle(): string {
  return plotter().style.trim();
}

/** Our functions, as the page of a comparison runs them: an expression that, given uPlot, a record and looks, draws it. */
export function pageSource(): string {
  return `(function (uPlot, record, looks) {
"use strict";
const tools = (${seriesTools.toString()})(${JSON.stringify(methodNames)});
const chart = (${chartTools.toString()})(uPlot, tools);
const curves = (${curveFigures.toString()})(uPlot, tools, chart, looks);
const rates = (${rateFigures.toString()})(uPlot, tools, chart, looks);
const { stage } = (${stageTools.toString()})();
(${startPage.toString()})(record, tools, curves, rates, stage);
})`;
}

/** The same for a page of lines and dots: an expression that, given uPlot and its figures, draws them. */
export function figuresSource(): string {
  return `(function (uPlot, figures) {
"use strict";
const tools = (${seriesTools.toString()})(${JSON.stringify(methodNames)});
const chart = (${chartTools.toString()})(uPlot, tools);
const lines = (${lineFigures.toString()})(uPlot, tools, chart);
const { stage } = (${stageTools.toString()})();
lines.start(figures, stage);
})`;
}

/** Data and script of a comparison, for the end of the body. */
export function scripts(record: unknown, looks: ReadonlyMap<string, Look>): Markup {
  return started(pageSource(), { record, looks: Object.fromEntries(looks) });
}

/** Data and script of a page of lines and dots, for the end of the body. */
export function figureScripts(figures: Figures): Markup {
  return started(figuresSource(), { figures });
}

/** The islands of data, the plotter, and the call of the page's function with both. */
function started(source: string, islands: Readonly<Record<string, unknown>>): Markup {
  const read = (id: string) => `JSON.parse(document.getElementById("${id}").textContent)`;
  const start = `${source}(uPlot, ${Object.keys(islands).map(read).join(", ")});`;
  return markup`${Object.entries(islands).map(
    ([id, value]) => markup`${dataIsland(id, value)}
`,
  )}<script>
${trusted(plotter().code)}
</script>
<script>
${trusted(start)}
</script>`;
}
