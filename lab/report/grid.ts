/**
 * A table as plain text for a terminal: columns side by side, two blanks between them. Where it is too wide, columns move
 * together, and then those that do not fit stand below, beside the names of the rows again. Knows text and nothing of
 * numbers.
 */
export interface Grid {
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
}

/** Marks that stand over a letter take no place of their own. */
const lengthOf = (text: string): number => Array.from(text.replace(/\p{Mn}/gu, "")).length;

/**
 * @param words the heads of the columns of words, which go to the left; numbers go to the right. Those that stand first
 * name the rows.
 * @param width how many columns the terminal has
 */
export function gridText({ head, body }: Grid, words: readonly string[], width = Infinity): string {
  const all = [head, ...body];
  const widths = head.map((_, i) => Math.max(...all.map((row) => lengthOf(row[i]!))));
  const isWord = head.map((name) => words.includes(name));
  const total = (columns: readonly number[], gap: number): number =>
    margin.length + columns.reduce((sum, i) => sum + widths[i]! + gap, -gap);
  const gap = total([...head.keys()], 2) <= width ? 2 : 1;
  const line = (row: readonly string[], columns: readonly number[]): string => {
    const cells = columns.map((i) => {
      const blanks = " ".repeat(widths[i]! - lengthOf(row[i]!));
      return isWord[i] ? row[i]! + blanks : blanks + row[i]!;
    });
    return `${margin}${cells.join(" ".repeat(gap))}`.trimEnd();
  };
  return folded([...head.keys()], isWord.indexOf(false), (columns) => total(columns, gap) <= width)
    .map((columns) => all.map((row) => line(row, columns)).join("\n"))
    .join("\n\n");
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
