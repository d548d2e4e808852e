/**
 * The label column as classes 0 … k − 1: numbers in numeric order, words in alphabetical order.
 *
 * Equal labels are one class and different labels are different ones; missing values have been dealt with before.
 */
import { DataError } from "../../lib/index.ts";
import { toNumber } from "./numbers.ts";
import { columnName } from "./csv-columns.ts";
import type { Table } from "./csv-table.ts";
import { quote } from "./text.ts";

export interface Classes {
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
}

export function classesOf(table: Table, path: string, column: number): Classes {
  const cells = table.rows.map((row) => row.cells[column]!);
  const where = `csv: column ${columnName(table, column)} of ${path}`;
  const numbers = cells.map(toNumber);
  if (table.classNames !== undefined && column === table.columns - 1) {
    const names = table.classNames;
    const bad = numbers.findIndex((value) => !((value ?? -1) in names));
    if (bad >= 0) {
      throw new DataError(
        `${where} holds ${quote(cells[bad]!)} on line ${table.rows[bad]!.line}, expected a label from 0 to ` +
          `${names.length - 1} (${names.length} classes are named in line 1). Mend that line.`,
      );
    }
    return { labels: Int32Array.from(numbers, (value) => value!), classNames: names };
  }
  // 1, 1.0 and 1e0 are one class. Beyond 2⁵³ different numbers may be the same Float64: they are taken as words.
  const numeric = numbers.every((value) => value !== undefined && Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  const values = numeric ? numbers.map(String) : cells;
  const distinct = [...new Set(values)].sort(numeric ? (a, b) => Number(a) - Number(b) : byCodeUnit);
  if (distinct.length < 2) {
    throw new DataError(`${where} holds one value only (${quote(distinct[0]!)}), expected at least two classes. Choose another column with --label.`); // prettier-ignore
  }
  if (distinct.length > 20 && distinct.length > cells.length / 10) {
    throw new DataError(
      `${where} holds ${distinct.length} different values in ${cells.length} rows: that is no column of classes. ` +
        "Choose another column with --label.",
    );
  }
  const place = new Map(distinct.map((value, k) => [value, k]));
  return { labels: Int32Array.from(values, (value) => place.get(value)!), classNames: distinct };
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
