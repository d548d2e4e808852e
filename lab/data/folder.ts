/**
 * The folder that --data-dir names: that it is one, and which of several spellings of a file it holds.
 *
 * This file knows no data format and opens no file.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { DataError } from "../../lib/index.ts";
import { codeOf } from "./bytes.ts";

/** The folder as given, if there is one; `wanted` says in words which files it should hold. */
export function checkFolder(who: string, dataDir: string | undefined, wanted: string): string {
  if (dataDir === undefined) {
    throw new DataError(
      `${who}: the data files are not part of this project. Put ${wanted} in a folder and name it: --data-dir DIR.`,
    );
  }
  try {
    readdirSync(dataDir);
    statSync(join(dataDir, ".")); // a folder that may be listed but not entered is of no use either
  } catch (error) {
    throw new DataError(`${who}: --data-dir ${dataDir} ${complaint(codeOf(error), wanted)}`);
  }
  return dataDir;
}

function complaint(code: string, wanted: string): string {
  if (code === "EACCES" || code === "EPERM") return "may not be read by this user. Check its permissions.";
  const words: Readonly<Record<string, string>> = { ENOENT: "does not exist", ENOTDIR: "is not a folder" };
  return `${words[code] ?? `cannot be read (${code})`}. Name the folder that holds ${wanted}.`;
}

/** The paths of the names that are there, each as it is and with .gz: copies of one file, of which the first is read. */
export function findIn(folder: string, ...names: readonly string[]): readonly string[] {
  return names
    .flatMap((name) => [name, `${name}.gz`])
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path));
}

/** Which of several copies is read, for every file that has some. */
export function copiesNotes(files: readonly (readonly string[])[]): readonly string[] {
  return files
    .filter((copies) => copies.length > 1)
    .map(
      ([read, ...others]) =>
        `${read!} is read, not ${others.map((path) => basename(path)).join(" or ")} beside it`,
    );
}
