/**
 * What the sources say of themselves: the folders of index.ts in its order, the files that each exports, and the first
 * paragraph of every head comment.
 */
import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import ts from "typescript";
import type { Contents } from "./places.ts";

/** The first paragraph of the comment that opens a file, without the name it may begin with. */
export function headOf(text: string): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trim());
  const paragraph = lines
    .join("\n")
    .trim()
    .split(/\n(?:\n|@)/)[0]!;
  return paragraph
    .replace(/\s+/g, " ")
    .replace(/^[\w-]+: /, "")
    .replace(/^./, (c) => c.toUpperCase());
}

/** The modules that an index file exports from, as paths from the root, each once. */
export function exportedFrom(root: string, index: string): readonly string[] {
  const file = ts.createSourceFile(index, readFileSync(join(root, index), "utf8"), ts.ScriptTarget.ES2022);
  const paths = file.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined
      ? [posix.join(dirname(index), (statement.moduleSpecifier as ts.StringLiteral).text)]
      : [],
  );
  return [...new Set(paths)];
}

/** The files of an index file, those of index files that it exports in their place. */
function filesOf(root: string, index: string): readonly string[] {
  return exportedFrom(root, index).flatMap((path) =>
    posix.basename(path) === "index.ts" ? filesOf(root, path) : [path],
  );
}

/** The folders of the entry point, in its order. */
export function contentsOf(root: string, entry: string): readonly Contents[] {
  const head = (path: string): string => headOf(readFileSync(join(root, path), "utf8"));
  return exportedFrom(root, entry).map((index) => ({
    name: posix.basename(dirname(index)),
    path: dirname(index),
    summary: head(index),
    files: filesOf(root, index).map((path) => ({ path, summary: head(path) })),
  }));
}
