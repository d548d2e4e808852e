/**
 * lab/compare: `bnp compare` and `bnp report`.
 *
 * In reading order: compare.ts (the comparison), rates.ts and tune.ts (the learning rate), differences.ts with interval.ts and
 * holm.ts (what may be claimed), record.ts; then report/ (page and terminal), and command.ts.
 */
export { compareCommand } from "./command.ts";
export { reportCommand } from "./report-command.ts";
export { renderReport } from "./report/page.ts";
