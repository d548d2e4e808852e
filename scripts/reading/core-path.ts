/**
 * The core path of docs/reading-the-source.md: the files that its numbered list names, and what they take to read.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { measure, type Measure } from "./measure.ts";

export const page = "docs/reading-the-source.md";

export interface CorePath extends Measure {
  readonly files: readonly (Measure & { readonly file: string })[];
}

/** @param root the folder of the project */
export function corePath(root: string): CorePath {
  const files = filesOf(readFileSync(join(root, page), "utf8")).map((file) => ({
    file,
    ...measure(readFileSync(join(root, file), "utf8")),
  }));
  const total = (of: (file: Measure) => number): number => files.reduce((sum, file) => sum + of(file), 0);
  return { files, words: total(({ words }) => words), minutes: Math.round(total(({ minutes }) => minutes)) };
}

/** The first file of each point of the first numbered list. */
export function filesOf(text: string): readonly string[] {
  const [list] = /(?:^\d+\. .*\n(?:\n(?=\d+\. ))?)+/m.exec(text) ?? [""];
  return [...list.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file]) => file!);
}
