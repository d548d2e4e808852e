/**
 * csv: a table of numbers with one column of classes, split into train and test by class with a seeded shuffle.
 *
 * Every column but the label's must hold numbers. How a file becomes a table is in csv-table.ts, what is missing in
 * csv-missing.ts, what the columns are called in csv-columns.ts, and what the classes are in csv-classes.ts.
 */
import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { DataError, Random, UserError } from "../../lib/index.ts";
import { readBytes } from "./bytes.ts";
import { toNumber } from "./numbers.ts";
import { classesOf } from "./csv-classes.ts";
import { columnName, distinctNames, duplicateNotes, labelColumn } from "./csv-columns.ts";
import { withoutMissing } from "./csv-missing.ts";
import { parseTable, type Table } from "./csv-table.ts";
import type { Dataset, Split, Task, TaskOptions } from "./dataset.ts";
import { decodeText } from "./decode.ts";
import { copiesNotes } from "./folder.ts";
import { checkNumber } from "./options.ts";
import { stratifiedOrder } from "./splits.ts";
import { quote } from "./text.ts";

function loadCsv(options: TaskOptions): Dataset {
  const { file, dataDir, seed, label, encoding, header, missing } = options;
  if (file === undefined) {
    throw new UserError(
      "csv: no file is given. Name one with --file FILE (relative to --data-dir, if given).",
    );
  }
  const path = isAbsolute(file) || dataDir === undefined ? file : join(dataDir, file);
  const text = decodeText("csv", path, readBytes("csv", path), encoding);
  const whole = parseTable("csv", path, text, { header, label });
  const column = labelColumn(whole, path, label);
  const { table, dropped } = withoutMissing(whole, path, missing);
  const count = table.rows.length;
  if (count < 2) {
    throw new DataError(
      `csv: ${path} holds one row${dropped > 0 ? " without missing values" : ""}, expected at least one to train on and one to test on. Give more rows.`,
    );
  }
  const features = table.columns - 1;
  const { labels, classNames } = classesOf(table, path, column);
  const all: Split = { count, inputs: numbersOf(table, path, column), labels };
  const sizes = sizesOf(count, path, options);
  const order = stratifiedOrder(labels, Random.stream(seed, "data/csv/split"));
  return {
    name: "csv",
    description: `${count} rows of ${features} features, classes from column ${columnName(table, column)}`,
    shape: [features],
    features,
    ...(table.header ? { featureNames: distinctNames(table).filter((_, c) => c !== column) } : {}),
    classNames,
    // From the two ends, so that the test rows stay the same when only --train changes.
    train: pick(all, features, order.slice(count - sizes.train).reverse()),
    test: pick(all, features, order.subarray(0, sizes.test)),
    source: `CSV file ${path}, split by class with seed ${seed}`,
    ...(dropped > 0 ? { dropped } : {}),
    notes: [
      ...copiesNotes([[path, `${path}.gz`].filter((copy) => existsSync(copy))]),
      ...table.notes,
      ...duplicateNotes(table),
    ],
  };
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
          `csv: line ${line} of ${path}, column ${columnName(table, c)}: found ${quote(cells[c]!)}, expected a finite ` +
            "number. Mend or remove that line, or if this column holds the classes name it with --label.",
        );
      }
      inputs[at++] = value;
    }
  }
  return inputs;
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

/** The task `csv`. */
export const csvTask: Task = {
  name: "csv",
  summary: "a table of numbers with one column of classes, from --file (gzip or not), split 80 to 20",
  needsData: true,
  takes: ["dataDir", "file", "label", "header", "encoding", "missing"],
  load: loadCsv,
};
