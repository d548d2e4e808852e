/**
 * A text file to a rectangular table of strings: separator, header and line numbers found out.
 *
 * Three kinds of first line are told apart: a header of names, the header of scikit-learn's files ("150,4,setosa,
 * versicolor,virginica": examples, features, class names), and no header at all. This file knows nothing of
 * numbers beyond telling them from names, and nothing of labels.
 */
import { CsvError, parse } from "csv-parse/sync";
import { DataError } from "../../lib/index.ts";
import { quote } from "./text.ts";

/** 256 MiB: a longer text does not fit a string together with its cells. */
const maxText = 2 ** 28;

export interface Table {
  /** The names of the columns, where the file has a header of names. */
  readonly header?: readonly string[];
  /** The names of the classes, where the file has scikit-learn's header. */
  readonly classNames?: readonly string[];
  readonly columns: number;
  readonly rows: readonly Row[];
}
export interface Row {
  /** The line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A decimal number, or undefined: no blanks, no "inf", no "0x10". */
export function toNumber(cell: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** The table in `bytes`. `headerHas` is a name that, found in the first line, makes that line a header. */
export function parseTable(who: string, path: string, bytes: Uint8Array, headerHas?: string): Table {
  if (bytes.includes(0)) {
    throw new DataError(`${who}: ${path} holds NUL bytes, expected text (UTF-8). Is it a CSV file?`);
  }
  if (bytes.length > maxText) {
    throw new DataError(
      `${who}: ${path} holds ${bytes.length} bytes of text, more than ${maxText}. Split the file.`,
    );
  }
  const text = new TextDecoder().decode(bytes);
  const delimiter = sniff(text);
  const lines = parseCells(who, path, text, delimiter);
  const [first, second] = lines;
  if (first === undefined) throw new DataError(`${who}: ${path} holds no lines. Give a file with data.`);
  const names = sklearnNames(who, path, lines);
  const isHeader =
    names !== undefined ||
    first.cells.every((cell) => !isNumberLike(cell)) ||
    (headerHas !== undefined && first.cells.includes(headerHas));
  const rows = isHeader ? lines.slice(1) : lines;
  if (rows.length === 0) {
    throw new DataError(`${who}: ${path} holds a header and no rows. Give a file with data.`);
  }
  const columns = (names !== undefined ? second! : first).cells.length;
  if (columns < 2) {
    throw new DataError(
      `${who}: ${path} has one column, expected at least one feature and the label, ` +
        "separated by commas, semicolons, tabs or spaces.",
    );
  }
  checkRectangle(who, path, rows, columns, isHeader && names === undefined ? "header" : "first row");
  return {
    ...(names === undefined && isHeader ? { header: first.cells } : {}),
    ...(names !== undefined ? { classNames: names } : {}),
    columns,
    rows,
  };
}

/** What stands for a number in a data file, or for one that is missing: never the name of a column. */
function isNumberLike(cell: string): boolean {
  return toNumber(cell) !== undefined || /^([+-]?(nan|inf|infinity)|na|null|\?)$/i.test(cell);
}

/** The first of ; tab , space that splits the first lines into equally many cells, more than one. */
function sniff(text: string): string {
  const sample = text.slice(0, 65536).split(/\r\n|\r|\n/).filter((line) => line.trim() !== ""); // prettier-ignore
  // The first line may be a header of another length, the last one may be cut by the slice.
  const lines = sample.length > 3 ? sample.slice(1, Math.min(sample.length - 1, 20)) : sample;
  const delimiters = [";", "\t", ",", " "];
  const cells = delimiters.map((d) => lines.map((line) => line.trim().replace(/"[^"]*"/g, "").split(d).length)); // prettier-ignore
  const even = cells.findIndex((counts) => counts[0]! > 1 && counts.every((count) => count === counts[0]));
  if (even >= 0) return delimiters[even]!;
  // Nothing splits evenly: take the first that splits at all, and let the row that does not fit be named.
  const some = cells.findIndex((counts) => counts.filter((count) => count > 1).length * 2 > counts.length);
  return delimiters[Math.max(some, 0)] ?? ",";
}

function parseCells(who: string, path: string, text: string, delimiter: string): readonly Row[] {
  // Columns set out with spaces use as many as look well; one is enough.
  const even = delimiter === " " ? text.replace(/^ +| +$/gm, "").replace(/ {2,}/g, " ") : text;
  try {
    const records = parse(even, {
      bom: true,
      delimiter,
      info: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DataError(`${who}: ${path} is not readable as a table: ${error.message}. Mend that line.`);
  }
}

/** The class names of scikit-learn's header, if the first line is one and says the truth about the rest. */
function sklearnNames(who: string, path: string, lines: readonly Row[]): readonly string[] | undefined {
  const [first, second] = lines;
  if (first === undefined || second === undefined || first.cells.length < 4) return undefined;
  const [count, features, ...names] = first.cells;
  const describes =
    /^\d+$/.test(count!) &&
    Number(features) === second.cells.length - 1 &&
    second.cells.every((cell) => isNumberLike(cell)) &&
    names.every((name) => !isNumberLike(name));
  if (!describes) return undefined;
  if (Number(count) !== lines.length - 1) {
    throw new DataError(
      `${who}: the first line of ${path} says ${count} examples, but ${lines.length - 1} follow. ` +
        "Fetch the file again, or correct its first line.",
    );
  }
  return names;
}

function checkRectangle(
  who: string,
  path: string,
  rows: readonly Row[],
  columns: number,
  model: string,
): void {
  const ragged = rows.findIndex((row) => row.cells.length !== columns);
  if (ragged < 0) return;
  const { line, cells } = rows[ragged]!;
  const last = ragged === rows.length - 1 && cells.length < columns;
  throw new DataError(
    `${who}: line ${line} of ${path} has ${cells.length} cells (${quote(cells.join(" "))}), but the ${model} ` +
      `has ${columns}. ${last ? "It is the last line: the file may be cut short; fetch it again." : "Mend that line."}`,
  );
}
