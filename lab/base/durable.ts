/**
 * Files that are there whole or not at all, wherever the program or the machine stops.
 *
 * A file is written under another name, brought to the disk, read back, and only then given its name; then the folder is
 * brought to the disk too, for the name is in there. Two things can go wrong, and they are not the same: nothing was
 * written and what was there stands, or the new file is there and only a loss of power could still undo it.
 *
 * Knows nothing of what is in the files.
 */
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../lib/index.ts";

/** What is asked of the file system: Node's own, or one that fails on purpose. */
export type Files = Pick<
  typeof fs,
  | "openSync"
  | "writeFileSync"
  | "fsyncSync"
  | "closeSync"
  | "readFileSync"
  | "renameSync"
  | "rmSync"
  | "mkdirSync"
  | "readdirSync"
  | "statSync"
>;

/** The file was not written; what was there before is unchanged. */
export class NotWritten extends UserError {
  override readonly name: string = "NotWritten";
}

/** The file is written and can be read, but the system does not vouch that it outlasts a loss of power. */
export class NotDurable extends UserError {
  override readonly name: string = "NotDurable";
}

/**
 * Writes a file so that readers see the old one or the new one and nothing between.
 * @throws NotWritten or NotDurable
 */
export function writeWhole(path: string, content: string | Uint8Array, files: Files = fs): void {
  const bytes =
    typeof content === "string"
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    withOpen(temporary, "w", files, (handle) => {
      files.writeFileSync(handle, bytes);
      files.fsyncSync(handle);
    });
    if (!bytes.equals(files.readFileSync(temporary))) throw new Error("it does not read as it was written");
    files.renameSync(temporary, path);
  } catch (error) {
    try {
      files.rmSync(temporary, { force: true });
    } catch {
      // A left-over file does no harm, and the first error says more.
    }
    throw new NotWritten(
      `${path}: cannot be written (${reasonOf(error)}). What was there is unchanged. ` +
        "Mend that, or choose another place.",
    );
  }
  try {
    syncFolder(dirname(path), files);
  } catch (error) {
    throw new NotDurable(
      `${path}: is written, but may not outlast a loss of power (${reasonOf(error)}). Look after the disk.`,
    );
  }
}

/** The bytes of a file, or of a pipe; a device could go on for ever. @throws UserError if it cannot be read */
export function readWhole(path: string, files: Files = fs): Buffer {
  try {
    const status = files.statSync(path);
    if (status.isCharacterDevice() || status.isBlockDevice()) throw new Error("it is a device");
    return files.readFileSync(path);
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${reasonOf(error)}). Check the path.`);
  }
}

/**
 * Makes a folder to write in, with those above it that are missing; one that is there already will do.
 * @param who begins the error
 * @param flag what named the folder
 * @param made gets the folders that were not there before, each after the one it is in
 * @throws UserError if it cannot be made, or cannot be written to
 */
export function makeFolder(folder: string, who: string, flag = "--out", made: string[] = []): void {
  const refuse = (what: string, error: unknown): never => {
    throw new UserError(`${who}: ${folder} cannot be ${what} (${reasonOf(error)}). Give another ${flag}.`);
  };
  try {
    makeUpTo(folder, made);
  } catch (error) {
    refuse("made", error);
  }
  const trial = join(folder, `trial.${process.pid}.tmp`);
  try {
    fs.writeFileSync(trial, "");
    fs.rmSync(trial);
  } catch (error) {
    refuse("written to", error);
  }
}

/**
 * Refuses a folder that holds anything but what we write there.
 * @param record the file by which ours is known; what a killed process left half-written of it counts for nothing
 * @param what it is a record of
 * @throws UserError if the folder holds anything, and not that file
 */
export function checkOurs(folder: string, who: string, record: string, what: string): void {
  if (!fs.existsSync(folder) || fs.existsSync(join(folder, record))) return;
  const isOthers = (name: string): boolean => !(name.startsWith(`${record}.`) && temporaryName.test(name));
  let names: readonly string[] | undefined;
  try {
    names = fs.readdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== "ENOTDIR")
      throw new UserError(`${who}: ${folder} cannot be read (${reasonOf(error)}). Give another --out.`);
  }
  if (names === undefined || names.some(isOthers))
    throw new UserError(`${who}: ${folder} holds no ${what} and is no empty folder. Give another --out.`);
}

/**
 * From the first folder that is missing downwards. Node's own `recursive` never returns where the system says ENOENT of a
 * folder whose parent is there, as /proc does.
 */
function makeUpTo(folder: string, made: string[]): void {
  const isThere = (path: string): boolean =>
    fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isThere(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder && !fs.existsSync(parent)) makeUpTo(parent, made);
  try {
    fs.mkdirSync(folder);
    made.push(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!isThere(folder)) throw error;
  }
}

const temporaryName = /\.\d+\.tmp$/;
/** Milliseconds after which a temporary file was left by a dead process: writing one takes a few. */
const stray = 60_000;

/** Removes from a folder what killed processes left half-written; what may be under way, here or elsewhere, stays. */
export function sweep(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (!temporaryName.test(name)) continue;
    const path = join(folder, name);
    const status = fs.statSync(path, { throwIfNoEntry: false });
    if (status?.isFile() === true && Date.now() - status.mtimeMs > stray) fs.rmSync(path, { force: true });
  }
}

/** File systems that keep names safe by themselves refuse to be asked; Windows cannot be asked at all. */
function syncFolder(folder: string, files: Files): void {
  if (process.platform === "win32") return;
  withOpen(folder, "r", files, (handle) => {
    try {
      files.fsyncSync(handle);
    } catch (error) {
      if (!["EINVAL", "ENOTSUP"].includes(codeOf(error) ?? "")) throw error;
    }
  });
}

function withOpen(path: string, flags: string, files: Files, use: (handle: number) => void): void {
  const handle = files.openSync(path, flags);
  try {
    use(handle);
  } finally {
    files.closeSync(handle);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** The commonest of what a system says, in words. */
const words: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of the path is no folder",
  EISDIR: "it is a folder",
  EEXIST: "something else has that name",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EFBIG: "it is larger than a file may be here",
  EACCES: "there is no permission",
  EPERM: "it is not permitted",
  EROFS: "the file system is read-only",
  ELOOP: "links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  ERR_FS_FILE_TOO_LARGE: "it is larger than 2 GiB",
};

/** What the system says went wrong. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return code in words ? `${words[code]!}, ${code}` : code;
}
