/**
 * The folder that --data-dir names: that it is one, and which of several spellings of a file it holds.
 *
 * This file knows no data format and opens no file.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
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

/** The path of the first name that is there, as it is or with .gz. */
export function findIn(folder: string, ...names: readonly string[]): string | undefined {
  return names
    .flatMap((name) => [name, `${name}.gz`])
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
}
