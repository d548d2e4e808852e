/**
 * csv: a table of numbers with one column of classes, split into train and test by a seeded shuffle.
 *
 * The label column is named or counted; its values become classes, numbers in numeric order and words in
 * alphabetical order. Every other column must hold finite numbers. How a file becomes a table is in csv-table.ts.
 */
import { isAbsolute, join } from "node:path";
import { DataError, Random, UserError } from "../../lib/index.ts";
import { readBytes } from "./bytes.ts";
import { parseTable, type Table, toNumber } from "./csv-table.ts";
import type { Dataset, Split, Task, TaskOptions } from "./dataset.ts";
import { checkNumber } from "./options.ts";
import { nearest, quote } from "./text.ts";

function loadCsv(options: TaskOptions): Dataset {
  const { file, dataDir, seed, label } = options;
  if (file === undefined) {
    throw new UserError(
      "csv: no file is given. Name one with --file FILE (relative to --data-dir, if given).",
    );
  }
  const path = isAbsolute(file) || dataDir === undefined ? file : join(dataDir, file);
  const named = label !== undefined && !isPlace(label) ? label : undefined;
  const table = parseTable("csv", path, readBytes("csv", path), named);
  if (table.rows.length < 2) {
    throw new DataError(`csv: ${path} holds one row, expected at least one to train on and one to test on.`);
  }
  const column = labelColumn(table, path, label);
  const inputs = numbersOf(table, path, column);
  const { labels, classNames } = classesOf(table, path, column);
  const all: Split = { count: table.rows.length, inputs, labels };
  const sizes = sizesOf(all.count, path, options);
  const order = Random.stream(seed, "data/csv/split").permutation(all.count);
  const features = table.columns - 1;
  return {
    name: "csv",
    description: `${all.count} rows of ${features} features, classes from column ${nameOf(table, column)}`,
    shape: [features],
    features,
    ...(table.header ? { featureNames: table.header.filter((_, c) => c !== column) } : {}),
    classNames,
    // The test rows come first in the shuffle, so that they stay the same when only --train changes.
    train: pick(all, features, order.subarray(sizes.test, sizes.test + sizes.train)),
    test: pick(all, features, order.subarray(0, sizes.test)),
    source: `CSV file ${path}, split with seed ${seed}`,
  };
}

const isPlace = (label: string) => /^-?\d+$/.test(label);

/** The 0-based place of the label column. A name wins over a place. */
function labelColumn(table: Table, path: string, label = "-1"): number {
  const byName = table.header?.indexOf(label) ?? -1;
  if (byName >= 0) return byName;
  if (isPlace(label)) {
    const place = Number(label) < 0 ? Number(label) + table.columns : Number(label);
    if (place >= 0 && place < table.columns) return place;
    throw new UserError(
      `csv: --label ${label} is not a column of ${path}, which has ${table.columns}. ` +
        `Give a place from 0 to ${table.columns - 1}, or from -${table.columns} to -1 to count from the end.`,
    );
  }
  throw new UserError(
    table.header === undefined
      ? `csv: --label ${quote(label)} is a name, but ${path} has no header of names. Give a 0-based place instead.`
      : `csv: ${path} has no column ${quote(label)}. Did you mean ${quote(nearest(label, table.header)!)}?`,
  );
}

/** rows × (columns − 1), row-major: every column but the label's. */
function numbersOf(table: Table, path: string, label: number): Float64Array {
  const inputs = new Float64Array(table.rows.length * (table.columns - 1));
  let at = 0;
  for (const { line, cells } of table.rows) {
    for (let c = 0; c < cells.length; c++) {
      if (c === label) continue;
      const value = toNumber(cells[c]!);
      if (value === undefined) {
        throw new DataError(
          `csv: line ${line} of ${path}, column ${nameOf(table, c)}: found ${quote(cells[c]!)}, expected a finite ` +
            "number. Mend or remove that line, or if this column holds the classes name it with --label.",
        );
      }
      inputs[at++] = value;
    }
  }
  return inputs;
}

/** The label column as classes 0 … k − 1. */
function classesOf(
  table: Table,
  path: string,
  column: number,
): { labels: Int32Array; classNames: readonly string[] } {
  const cells = table.rows.map((row) => row.cells[column]!);
  const numbers = cells.map(toNumber);
  const numeric = numbers.every((value) => value !== undefined);
  // 1, 1.0 and 1e0 are one class.
  const values = numeric ? numbers.map(String) : cells;
  const distinct = [...new Set(values)].sort(numeric ? (a, b) => Number(a) - Number(b) : byCodeUnit);
  const where = `csv: column ${nameOf(table, column)} of ${path}`;
  const empty = cells.indexOf("");
  if (empty >= 0) {
    throw new DataError(
      `${where} has no label on line ${table.rows[empty]!.line}. Mend or remove that line.`,
    );
  }
  if (table.classNames !== undefined && column === table.columns - 1) {
    const names = table.classNames;
    const bad = values.findIndex((value) => !(Number(value) in names));
    if (bad >= 0) {
      throw new DataError(
        `${where} holds ${quote(cells[bad]!)} on line ${table.rows[bad]!.line}, expected a label from 0 to ` +
          `${names.length - 1} (${names.length} classes are named in line 1). Mend that line.`,
      );
    }
    return { labels: Int32Array.from(values, Number), classNames: names };
  }
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

/** One row in five is for testing, unless said otherwise. */
function sizesOf(count: number, path: string, options: TaskOptions): { train: number; test: number } {
  const whole = { from: 1, to: count - 1, whole: true };
  if (options.train !== undefined) checkNumber("csv", "--train", options.train, whole);
  if (options.test !== undefined) checkNumber("csv", "--test", options.test, whole);
  const fifth = Math.max(1, Math.round(count / 5));
  const test = options.test ?? Math.min(fifth, count - (options.train ?? 1));
  const train = options.train ?? count - test;
  if (train + test <= count) return { train, test };
  throw new UserError(
    `csv: --train ${train} and --test ${test} make ${train + test} rows, but ${path} holds ${count}. Ask for fewer.`,
  );
}

function pick(all: Split, features: number, rows: Int32Array): Split {
  const inputs = new Float64Array(rows.length * features);
  rows.forEach((row, i) =>
    inputs.set(all.inputs.subarray(row * features, (row + 1) * features), i * features),
  );
  return { count: rows.length, inputs, labels: Int32Array.from(rows, (row) => all.labels[row]!) };
}

function nameOf(table: Table, column: number): string {
  return table.header === undefined ? String(column) : `${column} (${quote(table.header[column]!)})`;
}

/** The task `csv`. */
export const csvTask: Task = {
  name: "csv",
  summary: "a table of numbers with one column of classes, from --file (gzip or not), split 80 to 20",
  needsData: true,
  takes: ["dataDir", "file", "label"],
  load: loadCsv,
};
