/**
 * Runs a row of the table, in this process: in a folder of its own, as a user without privileges where a row forbids
 * something, and with a picture of the folder before and after.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../../../lab/cli/main.ts";
import { golden } from "../../../../lab/golden/command.ts";
import { type Ended, listen } from "../program.ts";
import type { Content, Row } from "./row.ts";

/** Puts the content of a row at its path. */
function put(path: string, content: Content): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(path, content);
  else if ("folder" in content) mkdirSync(path);
  else if ("link" in content) symlinkSync(content.link, path);
  else {
    const handle = openSync(path, "w");
    ftruncateSync(handle, content.zeros);
    closeSync(handle);
  }
}

/** Everything below a folder: names, kinds and contents. */
export function picture(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) return `${path}/`;
      if (entry.isSymbolicLink()) return `${path} → ${readlinkSync(path)}`;
      const { size } = lstatSync(path);
      const digest = size > 1e6 ? "" : createHash("sha256").update(readFileSync(path)).digest("hex");
      return `${path} ${size} ${digest}`;
    })
    .sort();
}

export interface Told extends Ended {
  /** stderr without what a comparison announces and without the pointer to --help. */
  readonly sentence: string;
  /** What changed in the folder: nothing, if all is well. */
  readonly changes: readonly string[];
}

/** Root may do anything, so a row about permissions is run as nobody. */
const nobody = 65534;

export async function runRow(row: Row): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), "bad-"));
  const home = process.cwd();
  const isRoot = process.geteuid?.() === 0;
  const { command, files = {}, forbidden = [], env = {} } = row;
  try {
    for (const [path, content] of Object.entries(files)) put(join(folder, path), content);
    const before = picture(folder);
    process.chdir(folder);
    Object.assign(process.env, env);
    chmodSync(folder, 0o777);
    for (const path of forbidden) chmodSync(join(folder, path), 0);
    if (forbidden.length > 0 && isRoot) process.seteuid?.(nobody);
    const ended = await listen(() => start(command)).finally(() => {
      if (forbidden.length > 0 && isRoot) process.seteuid?.(0);
      for (const path of forbidden) chmodSync(join(folder, path), 0o755);
    });
    const after = picture(folder);
    return {
      ...ended,
      sentence: sentenceOf(ended.err),
      changes: [...after.filter((x) => !before.includes(x)), ...before.filter((x) => !after.includes(x))],
    };
  } finally {
    for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
}

function start(command: string): number | Promise<number> {
  const words = command.split(" ").map((word) => (word === "''" ? "" : word));
  return words[0] === "golden" ? golden(["node", ...words]) : main(["node", "bnp", ...words]);
}

const announcement = /^[\w-]+: .* at batch size .*, into .*\n/;
/** What a comparison says every ten seconds while it waits, on a slow machine. */
const waiting = /^(run|tuning) \d+\/\d+, .*\n/gm;
const pointer = /\n\(--help lists what there is\)$/;

function sentenceOf(err: string): string {
  return err.trimEnd().replace(announcement, "").replace(waiting, "").replace(pointer, "");
}
