/**
 * Whether the first line of a table holds the names of its columns or its first row, where the user does not say.
 *
 * The line is judged by what stands below it. In this order:
 *   1. it holds the name that --label gives: names;
 *   2. every cell of it is a word: names;
 *   3. a word in it that begins with a letter stands above numbers: names ("0x10" or "<5" is a faulty number);
 *   4. a word in it stands above other words that repeat, and is not among them: names;
 *   5. its cells count up by one, three or more, and its label is not among the labels below, which repeat: names, as
 *      tables without names of their own are written (0, 1, 2, …);
 *   6. anything else is data.
 * From 3 on a part of the line looks like data, so the decision is reported; so is 6 where the label is on no other line or
 * the cells count up.
 */
import { isMissing, isWord } from "./csv-cells.ts";
import { toNumber } from "./numbers.ts";
import { quote } from "./text.ts";

export const headerChoices = ["auto", "yes", "no"] as const;
export type HeaderChoice = (typeof headerChoices)[number];

/** The rule in a few words, for help. */
export const headerRule =
  "auto: yes if a word in it stands above numbers or above words that repeat, or if it counts up by one";

export interface Decision {
  readonly isHeader: boolean;
  /** What speaks for it, where something speaks against it. */
  readonly doubt?: string;
}

/** Judges `first` by the lines below it; `label` is the name or the place of the label column. */
export function decideHeader(
  first: readonly string[],
  below: readonly (readonly string[])[],
  label = "-1",
): Decision {
  if (!/^-?\d+$/.test(label) && first.includes(label)) return { isHeader: true };
  if (first.some(isWord) && first.every((cell) => cell === "" || isWord(cell))) return { isHeader: true };
  const columns = first.map((_, c) =>
    below.map((cells) => cells[c]).filter((cell) => cell !== undefined && !isMissing(cell)),
  );
  const find = (test: (cell: string, column: readonly (string | undefined)[]) => boolean) =>
    first.find((cell, c) => test(cell, columns[c]!));
  const aboveNumbers = find(
    (cell, column) => isName(cell) && column.length > 0 && column.every((x) => toNumber(x!) !== undefined),
  );
  if (aboveNumbers !== undefined) return named(`${quote(aboveNumbers)} stands above numbers`);
  const aboveWords = find(
    (cell, column) =>
      isWord(cell) && column.every((x) => isWord(x!)) && isNew(cell, column) && repeats(column),
  );
  if (aboveWords !== undefined) {
    return named(`${quote(aboveWords)} is not among the words below it, which repeat`);
  }
  const place = Number(label) + (label.startsWith("-") ? first.length : 0);
  const labels = columns[place] ?? columns.at(-1)!;
  const own = first[place] ?? first.at(-1)!;
  const fresh = below.length > 0 && !isMissing(own) && isNew(own, labels);
  const counts = countsUp(first);
  if (counts && fresh && repeats(labels)) return named("its cells count up by one");
  const doubt = fresh
    ? `its label ${quote(own)} is on no other line`
    : counts
      ? "its cells count up by one"
      : undefined;
  return doubt === undefined ? { isHeader: false } : { isHeader: false, doubt };
}

const named = (doubt: string): Decision => ({ isHeader: true, doubt });

function isName(cell: string): boolean {
  return isWord(cell) && /^[\p{L}_]/u.test(cell);
}

/** 1 and 1.0 are the same. */
function isNew(cell: string, column: readonly (string | undefined)[]): boolean {
  const value = toNumber(cell);
  return !column.some((x) => x === cell || (value !== undefined && toNumber(x!) === value));
}

function repeats(column: readonly unknown[]): boolean {
  return new Set(column).size < column.length;
}

/** 0, 1, 2 or 2019, 2020, 2021; an empty cell before them is the corner of a table with numbered rows. */
function countsUp(cells: readonly string[]): boolean {
  const numbers = cells[0] === "" ? cells.slice(1) : cells;
  const from = Number(numbers[0]);
  return numbers.length >= 3 && numbers.every((cell, i) => /^\d+$/.test(cell) && Number(cell) === from + i);
}
