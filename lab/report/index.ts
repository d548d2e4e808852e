/**
 * lab/report: what all reports are made of: HTML, figures, tables, words for numbers.
 *
 * Reading order: markup.ts and frame.ts (a page), palette.ts and style.ts (how it looks), charts.ts and drawings.ts (figures
 * without a script), page/ and script.ts (figures that follow the pointer), text.ts and grid.ts (a terminal), format.ts.
 */
export { type Line, chartStyle, decades, lineChart, spectrumChart } from "./charts.ts";
export { dataNote, dataNotes } from "./data-notes.ts";
export { intervalStrip, seedStrip, type Spread, swatch } from "./drawings.ts";
export {
  count,
  date,
  duration,
  list,
  loss,
  milliseconds,
  percent,
  percentSign,
  plural,
  points,
  probability,
  rate,
  ratio,
  runName,
} from "./format.ts";
export { framed } from "./frame.ts";
export { type Grid, gridText } from "./grid.ts";
export { type Markup, markup } from "./markup.ts";
export type { Figure, FigureCurve } from "./page/lines.ts";
export type { Group } from "./page/series.ts";
export { type Look, toneOf, tones } from "./palette.ts";
export { scaleWarning } from "./scales.ts";
export { figureScripts, plotterStyle, scripts } from "./script.ts";
export { cut, lengthOf, pad, plain, wrap } from "./text.ts";
export { tools } from "./tools.ts";
