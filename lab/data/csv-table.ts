/**
 * Text to a rectangular table of strings: separator, comments, header and line numbers found out.
 *
 * Three kinds of first line are distinguished: a header of names (csv-header.ts), the header of scikit-learn's files ("150,
 * 4,setosa,versicolor,virginica": examples, features, class names), and no header at all. A line that begins with # is a
 * comment; a cell that begins so is written in quotes. This file knows nothing of numbers and labels.
 */
import { CsvError, parse } from "csv-parse/sync";
import { DataError } from "../../lib/index.ts";
import { isWord } from "./csv-cells.ts";
import { decideHeader, type HeaderChoice } from "./csv-header.ts";
import { quote } from "./text.ts";

export interface Table {
  /** The names of the columns, where the file has a header of names. */
  readonly header?: readonly string[];
  /** The names of the classes, where the file has scikit-learn's header. */
  readonly classNames?: readonly string[];
  readonly columns: number;
  readonly rows: readonly Row[];
  /** What was decided in doubt, and what was left out: sentences without a full stop. */
  readonly notes: readonly string[];
}
export interface Row {
  /** The line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TableOptions {
  /** Whether the first line is a header; found out unless said. */
  readonly header?: HeaderChoice | undefined;
  /** The label column as it was given: a name found in the first line makes that line a header. */
  readonly label?: string | undefined;
}

/** The table in `text`, read from `path`. */
export function parseTable(who: string, path: string, text: string, options: TableOptions = {}): Table {
  const { header = "auto", label } = options;
  const { lines, comments } = parseLines(who, path, text);
  const [first, second] = lines;
  if (first === undefined) throw new DataError(`${who}: ${path} holds no lines. Give a file with data.`);
  const classNames = header === "auto" ? sklearnNames(who, path, lines) : undefined;
  const below = lines.slice(1);
  const { isHeader, doubt } =
    header !== "auto" || classNames !== undefined
      ? { isHeader: header === "yes" }
      : decideHeader(
          first.cells,
          below.map((row) => row.cells),
          label,
        );
  const rows = isHeader || classNames !== undefined ? below : lines;
  if (rows.length === 0) {
    throw new DataError(`${who}: ${path} holds a header and no rows. Give a file with data.`);
  }
  const columns = (classNames === undefined ? first : second!).cells.length;
  if (columns < 2) {
    throw new DataError(
      `${who}: ${path} has one column, expected at least one feature and the label, ` +
        "separated by commas, semicolons, tabs or spaces.",
    );
  }
  checkRectangle(who, path, rows, columns, isHeader ? "header" : "first row");
  return {
    ...(isHeader ? { header: first.cells } : {}),
    ...(classNames === undefined ? {} : { classNames }),
    columns,
    rows,
    notes: [
      ...(doubt === undefined ? [] : [decided(first, isHeader, doubt)]),
      ...(comments > 0
        ? [`${comments === 1 ? "a line that begins" : `${comments} lines that begin`} with # left out`]
        : []),
    ],
  };
}

function decided({ line, cells }: Row, isHeader: boolean, doubt: string): string {
  const [now, other] = isHeader ? ["the header", "no"] : ["data", "yes"];
  return `line ${line} (${quote(cells.join(","))}) is read as ${now}, since ${doubt}; --header ${other} reads it as ${isHeader ? "data" : "the header"}`;
}

const delimiters = [";", "\t", ",", " "];

/** The first of ; tab , space that splits the first lines into equally many cells, more than one. */
function sniff(text: string): string {
  // A comment is nothing, and a quoted cell a cell, whatever is in them.
  const bare = text.slice(0, 65536).replace(/^#.*$|"(?:[^"]|"")*"/gm, (part) => (part[0] === "#" ? "" : "x"));
  const sample = bare.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  // The first line may be a header of another length, the last one may be cut by the slice.
  const lines = sample.length > 3 ? sample.slice(1, Math.min(sample.length - 1, 20)) : sample;
  const cells = delimiters.map((d) => lines.map((line) => (d === " " ? line.trim() : line).split(d).length));
  const even = cells.findIndex((counts) => counts[0]! > 1 && counts.every((count) => count === counts[0]));
  if (even >= 0) return delimiters[even]!;
  // Nothing splits evenly: take the first that splits at all, and let the row that does not fit be named.
  const some = cells.findIndex((counts) => counts.filter((count) => count > 1).length * 2 > counts.length);
  return delimiters[Math.max(some, 0)] ?? ",";
}

/** Columns set out with spaces use as many as look well; one is enough. Quoted cells stay as they are. */
function singleSpaced(text: string): string {
  return text.replace(
    /("(?:[^"\n]|"")*")|(^ +| +$)|( +)/gm,
    (_, quoted?: string, edge?: string) => quoted ?? (edge === undefined ? " " : ""),
  );
}

interface Parsed {
  readonly info: { readonly lines: number; readonly comment_lines: number };
  readonly record: string[];
}

function parseLines(
  who: string,
  path: string,
  text: string,
): { readonly lines: readonly Row[]; readonly comments: number } {
  const delimiter = sniff(text);
  try {
    const records = parse(delimiter === " " ? singleSpaced(text) : text, {
      comment: "#",
      comment_no_infix: true,
      delimiter,
      info: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Parsed[];
    return {
      lines: records.map(({ info, record }) => ({ line: info.lines, cells: record })),
      comments: records.at(-1)?.info.comment_lines ?? 0,
    };
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
    !second.cells.some(isWord) &&
    names.every(isWord);
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
