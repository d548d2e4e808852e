/**
 * lab/report: what all reports are made of: HTML, figures, tables, words for numbers.
 *
 * Reading order: markup.ts and frame.ts (a page), palette.ts and style.ts (how it looks), axes.ts, layers.ts, line-ends.ts,
 * charts.ts and drawings.ts (figures without a script), page/ (figures that follow the pointer), text.ts and grid.ts (a terminal), format.ts.
 */
export { type Axis, decades, type Range } from "./axes.ts";
export { chart, type Chart } from "./charts.ts";
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
export { alignedText, type Grid, gridText } from "./grid.ts";
export { type Head, n, tableAround, tableOf } from "./html-table.ts";
export { type Layer, type Point } from "./layers.ts";
export { dataIsland, type Markup, markup, trusted } from "./markup.ts";
export { type Look, toneOf, tones } from "./palette.ts";
export { scaleWarning } from "./scales.ts";
export { cut, lengthOf, pad, plain, wrap } from "./text.ts";
export { chartStyle } from "./theme.ts";
