/**
 * A table as plain text for a terminal: columns side by side, two blanks between them. Where it is too wide, columns move
 * together, and then those that do not fit stand below, beside the names of the rows again. Knows text and nothing of
 * numbers.
 */
import { lengthOf, pad } from "./text.ts";

export interface Grid {
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
}

/**
 * @param words the heads of the columns of words, which go to the left; numbers go to the right. Those that stand first
 * name the rows.
 * @param width how many columns the terminal has
 */
export function gridText({ head, body }: Grid, words: readonly string[], width = Infinity): string {
  const all = [head, ...body];
  const widths = widthsOf(all);
  const isWord = head.map((name) => words.includes(name));
  const total = (columns: readonly number[], gap: number): number =>
    margin.length + columns.reduce((sum, i) => sum + widths[i]! + gap, -gap);
  const gap = total([...head.keys()], 2) <= width ? 2 : 1;
  const line = (row: readonly string[], columns: readonly number[]): string => {
    const cells = columns.map((i) => pad(row[i]!, widths[i]!, isWord[i]!));
    return `${margin}${cells.join(" ".repeat(gap))}`.trimEnd();
  };
  return folded([...head.keys()], isWord.indexOf(false), (columns) => total(columns, gap) <= width)
    .map((columns) => all.map((row) => line(row, columns)).join("\n"))
    .join("\n\n");
}

/** The width of every column: that of its widest cell. */
function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  return rows[0]!.map((_, i) => Math.max(...rows.map((row) => lengthOf(row[i]!))));
}

/** Rows of equal width, cells padded to their column, `gap` blanks between them; words to the left, numbers to the right. */
export function alignedText(
  rows: readonly (readonly string[])[],
  isWord: readonly boolean[],
  gap: number,
): readonly string[] {
  const widths = widthsOf(rows);
  return rows.map((row) => row.map((cell, i) => pad(cell, widths[i]!, isWord[i]!)).join(" ".repeat(gap)));
}

const margin = "  ";

/** Columns in groups that fit, each with as many of the first `names` as leave room for the widest of the others. */
function folded(
  columns: readonly number[],
  names: number,
  fits: (columns: readonly number[]) => boolean,
): readonly (readonly number[])[] {
  if (names < 1 || fits(columns)) return [columns];
  const others = columns.slice(names);
  let kept = columns.slice(0, names);
  while (kept.length > 1 && !others.every((i) => fits([...kept, i]))) kept = kept.slice(0, -1);
  const groups: number[][] = [[...columns.slice(0, names)]];
  for (const i of others) {
    const last = groups.at(-1)!;
    if (fits([...last, i])) last.push(i);
    else groups.push([...kept, i]);
  }
  return groups;
}
