/**
 * The folder that --data-dir names: that it is one, and which of several spellings of a file it holds.
 *
 * This file knows no data format and opens no file.
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../lib/index.ts";

/** The folder as given, if there is one; `wanted` says in words which files it should hold. */
export function checkFolder(who: string, dataDir: string | undefined, wanted: string): string {
  if (dataDir === undefined) {
    throw new DataError(
      `${who}: the data files are not part of this project. Put ${wanted} in a folder and name it: --data-dir DIR.`,
    );
  }
  if (!existsSync(dataDir) || !statSync(dataDir).isDirectory()) {
    const found = existsSync(dataDir) ? "is not a folder" : "does not exist";
    throw new DataError(`${who}: --data-dir ${dataDir} ${found}. Name the folder that holds ${wanted}.`);
  }
  return dataDir;
}

/** The path of the first name that is there, as it is or with .gz. */
export function findIn(folder: string, ...names: readonly string[]): string | undefined {
  return names
    .flatMap((name) => [name, `${name}.gz`])
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
}
