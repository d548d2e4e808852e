/**
 * lab/report: what a comparison looks like, in a browser and in a terminal.
 *
 * In reading order: summary.ts and verdict.ts say what the record shows; table.ts is the terminal; report.ts puts the
 * page together from front.ts, figures.ts and results.ts; page/ is what runs in the reader's browser.
 */
export { renderReport } from "./report.ts";
export { renderTable, wrap } from "./table.ts";
export { scaleWarning } from "./scales.ts";
export { renderProbeReport } from "./probe/page.ts";
export { renderProbeTable } from "./probe/table.ts";
export { renderTheoryReport } from "./theory/page.ts";
export { missesOf } from "./theory/rows.ts";
export { renderTheoryTable } from "./theory/table.ts";
