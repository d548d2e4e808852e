/**
 * What one cell of a table is: a number, a missing value, or a word. The one place that decides it, for features, labels
 * and headers alike. This file knows nothing of rows and columns.
 */
import { isDecimal } from "./numbers.ts";

/** Missing values as the help lists them. */
export const missingWords = "an empty cell, ?, NA, N/A, NaN, null, inf";

/** Nothing, the usual words for nothing, and what no Float64 can be: NaN, the infinities, 1e999. */
export function isMissing(cell: string): boolean {
  return (
    /^([+-]?(nan|inf|infinity)|#?n\/a|na|<na>|null|\?|)$/i.test(cell) ||
    (isDecimal(cell) && !Number.isFinite(Number(cell)))
  );
}

/** Neither a number nor missing. */
export function isWord(cell: string): boolean {
  return !isDecimal(cell) && !isMissing(cell);
}
