/**
 * lab/describe: `bnp data`, a data set in words and drawings.
 */
export { dataCommand } from "./command.ts";
export { summarize } from "./describe.ts";
