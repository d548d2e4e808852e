/**
 * Missing values, of features and labels alike: refused with the first place and their number, or their rows left out.
 *
 * Nothing is filled in. This file knows which rows there are and not what is in them beyond that.
 */
import { DataError } from "../../lib/index.ts";
import { isMissing } from "./csv-cells.ts";
import { columnName } from "./csv-columns.ts";
import type { Table } from "./csv-table.ts";
import { quote } from "./text.ts";

export const missingChoices = ["refuse", "drop"] as const;
export type MissingChoice = (typeof missingChoices)[number];

/** The table without its rows that have a missing value, and how many these are. */
export function withoutMissing(
  table: Table,
  path: string,
  choice: MissingChoice = "refuse",
): { readonly table: Table; readonly dropped: number } {
  const rows = table.rows.filter(({ cells }) => !cells.some(isMissing));
  const dropped = table.rows.length - rows.length;
  if (dropped === 0) return { table, dropped };
  const { line, cells } = table.rows.find((row) => row.cells.some(isMissing))!;
  const column = cells.findIndex(isMissing);
  const place = `line ${line} of ${path}, column ${columnName(table, column)}: found ${quote(cells[column]!)}`;
  const share = `${dropped} of ${table.rows.length} rows`;
  if (choice === "refuse") {
    throw new DataError(
      `csv: ${place}, a missing value where a value is expected; ${share} have one. ` +
        "Fill them in, or leave these rows out with --missing drop.",
    );
  }
  if (rows.length === 0) {
    throw new DataError(
      `csv: every row of ${path} has a missing value (${place}): --missing drop leaves none. Remove that column.`,
    );
  }
  const note = `${share} with a missing value left out, the first on line ${line} (column ${columnName(table, column)}, ${quote(cells[column]!)})`;
  return { table: { ...table, rows, notes: [...table.notes, note] }, dropped };
}
