/**
 * How long a source file takes to read: its words, and minutes for prose and for code.
 *
 * Prose is what stands in comments, at 200 words a minute. Code goes by lines: 400 an hour, the middle of the 300 to 500
 * lines an hour up to which reviewers still find faults (J. Cohen, Best Kept Secrets of Peer Code Review, 2006). This
 * file knows no file by name.
 */
import ts from "typescript";

export interface Measure {
  /** Of code and comments, as `wc -w` counts them. */
  readonly words: number;
  readonly minutes: number;
}

const proseWordsAMinute = 200;
const codeLinesAMinute = 400 / 60;

export function measure(source: string): Measure {
  const comments = commentsOf(source);
  const prose = comments.reduce((sum, { pos, end }) => sum + wordsOf(source.slice(pos, end)), 0);
  const lines = codeOf(source, comments)
    .split("\n")
    .filter((line) => /\w/.test(line)).length;
  return { words: wordsOf(source), minutes: prose / proseWordsAMinute + lines / codeLinesAMinute };
}

/** Signs that draw a comment, such as the star of each line, are no words to read, but `wc` counts them too. */
const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

function codeOf(source: string, comments: readonly ts.TextRange[]): string {
  let code = "";
  let from = 0;
  for (const { pos, end } of comments) {
    code += source.slice(from, pos);
    from = end;
  }
  return code + source.slice(from);
}

/** All comments, in order. They lie before tokens, or behind them on the same line. */
function commentsOf(source: string): readonly ts.TextRange[] {
  const file = ts.createSourceFile("file.ts", source, ts.ScriptTarget.Latest);
  const found = new Map<number, ts.TextRange>();
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(source, node.end) ?? []),
    ];
    for (const range of ranges) found.set(range.pos, range);
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return [...found.values()].sort((a, b) => a.pos - b.pos);
}
