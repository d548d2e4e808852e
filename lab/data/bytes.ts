/**
 * Files to bytes: everything that can be wrong with a file before its content matters, in one sentence each.
 *
 * Compressed files are known by their first two bytes, not by their name. This file knows no data format.
 */
import { readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { DataError } from "../../lib/index.ts";

/** A compressed file may unfold to this much and no more: 1 GiB is 22 times the largest file of MNIST. */
const maxUnpacked = 2 ** 30;

/** The content of a regular file that is not empty, unpacked (to `most` bytes at most) if it is gzip. */
export function readBytes(who: string, path: string, most = maxUnpacked): Uint8Array {
  const status = asData(who, path, () => statSync(path));
  if (!status.isFile()) {
    const kind = status.isDirectory() ? "a folder" : "not a regular file";
    throw new DataError(
      `${who}: ${path} is ${kind}, expected a data file. Give the path of the file itself.`,
    );
  }
  if (status.size === 0) {
    throw new DataError(`${who}: ${path} is empty (0 bytes). Fetch or write the file again.`);
  }
  const bytes = asData(who, path, () => readFileSync(path));
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(who, path, bytes, most) : bytes;
}

function unpack(who: string, path: string, bytes: Uint8Array, most: number): Uint8Array {
  let unpacked: Uint8Array;
  try {
    unpacked = gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    const code = codeOf(error);
    const found =
      code === "Z_BUF_ERROR"
        ? `ends in the middle: its ${bytes.length} bytes of gzip data are cut short`
        : code === "ERR_BUFFER_TOO_LARGE"
          ? `unfolds to more than ${most} bytes, which no data file here does`
          : `begins like gzip, but its ${bytes.length} bytes do not unpack (${code})`;
    throw new DataError(`${who}: ${path} ${found}. Fetch the file again.`);
  }
  if (unpacked.length > 0) return unpacked;
  throw new DataError(`${who}: ${path} unpacks to nothing (0 bytes). Fetch or write the file again.`);
}

/** Runs a file operation and turns what the system says into a sentence. */
function asData<T>(who: string, path: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw new DataError(`${who}: ${path} ${reasonOf(codeOf(error))}.`);
  }
}

function reasonOf(code: string): string {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "does not exist, expected a data file. Check the path";
    case "EACCES":
    case "EPERM":
      return "may not be read by this user. Check its permissions";
    case "ERR_FS_FILE_TOO_LARGE":
      return "is larger than 2 GiB, more than can be read at once. Give a smaller file";
    default:
      return `cannot be read (${code}). Check the path`;
  }
}

/** The system's name for what went wrong, such as ENOENT. */
export function codeOf(error: unknown): string {
  // Not `instanceof Error`: the errors of the system may come from another realm.
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? code : String(error);
}
