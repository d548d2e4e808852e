/**
 * A table as plain text for a terminal: columns side by side, two blanks between them. Knows text and nothing of numbers.
 */
export interface Grid {
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
}

/** Marks that stand over a letter take no place of their own. */
const lengthOf = (text: string): number => Array.from(text.replace(/\p{Mn}/gu, "")).length;

/** @param words the heads of the columns of words, which go to the left; numbers go to the right */
export function gridText({ head, body }: Grid, words: readonly string[]): string {
  const all = [head, ...body];
  const widths = head.map((_, i) => Math.max(...all.map((row) => lengthOf(row[i]!))));
  const isWord = head.map((name) => words.includes(name));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const blanks = " ".repeat(widths[i]! - lengthOf(cell));
        return isWord[i] ? cell + blanks : blanks + cell;
      })
      .join("  ")
      .trimEnd();
  return all.map((row) => `  ${line(row)}`).join("\n");
}
