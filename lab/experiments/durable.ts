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
import { dirname } from "node:path";
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
      // It is in nobody's way, and the first error says more.
    }
    throw new NotWritten(`${path}: cannot be written (${reasonOf(error)}). What was there is unchanged.`);
  }
  try {
    syncFolder(dirname(path), files);
  } catch (error) {
    throw new NotDurable(
      `${path}: is written, but may not outlast a loss of power (${reasonOf(error)}). Look after the disk.`,
    );
  }
}

/** The bytes of a file. @throws UserError if it cannot be read */
export function readWhole(path: string, files: Files = fs): Buffer {
  try {
    return files.readFileSync(path);
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${reasonOf(error)}).`);
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

/** What the system says, with the commonest of it in words. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const words: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full",
    EDQUOT: "the quota is used up",
    EACCES: "there is no permission",
    EROFS: "the file system is read-only",
    EISDIR: "it is a folder",
  };
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return code in words ? `${words[code]!}, ${code}` : code;
}
