/**
 * The columns of a table: which one holds the labels, and how each is named in messages and descriptions.
 *
 * This file looks at the header and never at a row.
 */
import { UserError } from "../../lib/index.ts";
import type { Table } from "./csv-table.ts";
import { nearest, quote } from "./text.ts";

type Columns = Pick<Table, "header" | "columns">;

/** A column in a message: its 0-based place, and its name if it has one. */
export function columnName({ header }: Columns, column: number): string {
  const name = header?.[column] ?? "";
  return name === "" ? String(column) : `${column} (${quote(name)})`;
}

/** The name of each column, all different: one that is empty or not the only one of its name is known by its place. */
export function distinctNames({ header = [] }: Columns): readonly string[] {
  return header.map((name, c) => {
    if (name === "") return `column ${c}`;
    return placesOf(header, name).length > 1 ? `${name} (column ${c})` : name;
  });
}

/** A sentence about each name that several columns have. */
export function duplicateNotes({ header = [] }: Columns): readonly string[] {
  const names = [...new Set(header)].filter((name) => name !== "" && placesOf(header, name).length > 1);
  return names.map((name) => `columns ${placesOf(header, name).join(" and ")} are both named ${quote(name)}`);
}

function placesOf(header: readonly string[], name: string): readonly number[] {
  return header.flatMap((other, c) => (other === name ? [c] : []));
}

/** The 0-based place of the label column, given by name, by place, or by place from the end. */
export function labelColumn(table: Columns, path: string, label = "-1"): number {
  const named = label === "" ? [] : placesOf(table.header ?? [], label);
  const counted = placeOf(label, table.columns);
  const meant = [...new Set([...(counted === undefined ? [] : [counted]), ...named])];
  if (meant.length === 1) return meant[0]!;
  if (meant.length > 1) {
    const candidates = meant.map((column) => `column ${columnName(table, column)}`).join(" or ");
    throw new UserError(
      `csv: --label ${quote(label)} may be ${candidates} of ${path}. ${clearer(table, label, meant)}`,
    );
  }
  if (/^-?\d+$/.test(label)) {
    throw new UserError(
      `csv: --label ${label} is not a column of ${path}, which has ${table.columns}. ` +
        `Give a place from 0 to ${table.columns - 1}, or from -${table.columns} to -1 to count from the end.`,
    );
  }
  throw new UserError(
    table.header === undefined
      ? `csv: --label ${quote(label)} is a name, but ${path} has no header of names. Give a 0-based place instead, or --header yes if line 1 holds names.`
      : `csv: ${path} has no column ${quote(label)}. Did you mean ${quote(nearest(label, table.header)!)}?`,
  );
}

function placeOf(label: string, columns: number): number | undefined {
  if (!/^-?\d+$/.test(label)) return undefined;
  const place = label.startsWith("-") ? Number(label) + columns : Number(label);
  return place >= 0 && place < columns ? place : undefined;
}

/** A spelling of each candidate that can be taken for no other column. */
function clearer(table: Columns, label: string, meant: readonly number[]): string {
  const { header = [], columns } = table;
  const spellings = meant.map((column) =>
    [String(column), String(column - columns), header[column]!].find(
      (spelling) =>
        spelling !== label &&
        spelling !== "" &&
        [placeOf(spelling, columns) ?? column, ...placesOf(header, spelling)].every((c) => c === column),
    ),
  );
  return spellings.every((spelling) => spelling !== undefined)
    ? `Give ${spellings.map((spelling) => `--label ${spelling}`).join(" or ")}.`
    : "Rename a column.";
}
