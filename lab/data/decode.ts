/**
 * Bytes to text. The encoding is the one that was named, or the one that a byte order mark names, or else UTF-8.
 *
 * A byte that the encoding has no character for is refused, with its line: a decoder that puts U+FFFD in its place makes
 * one word of two, and one class of two classes. This file knows no data format.
 */
import { DataError, UserError } from "../../lib/index.ts";
import { nearest, quote } from "./text.ts";

/** The encodings by their usual names. Others that Node's TextDecoder knows, and other spellings, are taken too. */
// prettier-ignore
export const encodings = [
  "utf-8", "utf-16le", "utf-16be", "latin1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-15",
  "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1257",
  "koi8-r", "koi8-u", "macintosh", "shift_jis", "euc-jp", "gbk", "gb18030", "big5", "euc-kr",
] as const;

const marks: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The text in `bytes`, without its byte order mark. `advice` says what to do about bytes that are no text. */
export function decodeText(
  who: string,
  path: string,
  bytes: Uint8Array,
  encoding?: string,
  advice = "Name the encoding of the file, such as --encoding latin1.",
): string {
  const named = encoding === undefined ? undefined : standardName(who, encoding);
  const marked = marks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0];
  if (named !== undefined && marked !== undefined && named !== marked) {
    throw new DataError(
      `${who}: ${path} begins with the byte order mark of ${marked}, but --encoding says ${encoding}. Leave --encoding out.`,
    );
  }
  const used = named ?? marked ?? "utf-8";
  const text = decode(bytes, used);
  if (text === undefined) throw new DataError(`${who}: ${complaint(path, bytes, used)}. ${advice}`);
  if (!text.includes("\0")) return text;
  throw new DataError(
    `${who}: ${path} holds NUL characters, expected text (${used}). ` +
      (used === "utf-8"
        ? "If it is UTF-16 without a byte order mark, say --encoding utf-16le; else give a text file."
        : "Give a text file, or its true --encoding."),
  );
}

/** The one name of an encoding that has several: "utf-8" of "UTF8", "windows-1252" of "latin1". */
function standardName(who: string, encoding: string): string {
  try {
    return new TextDecoder(encoding).encoding;
  } catch {
    throw new UserError(
      `${who}: --encoding ${quote(encoding)} is not known. Did you mean "${nearest(encoding, encodings)}"? ` +
        `There is: ${encodings.join(", ")}.`,
    );
  }
}

/** What stands in windows-1252 where Latin-1 has control characters, 0x80 to 0x9f. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The text, or undefined where the bytes are none. With `more` they may end in the middle of a character. */
function decode(bytes: Uint8Array, encoding: string, more = false): string | undefined {
  if (encoding === "windows-1252") {
    // Some releases of Node decode it as Latin-1, without these 27 characters.
    const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    return latin.replace(/[\x80-\x9f]/g, (c) => windows[c.charCodeAt(0) - 0x80]!);
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: more });
  } catch {
    return undefined;
  }
}

function complaint(path: string, bytes: Uint8Array, encoding: string): string {
  const at = firstBad(bytes, encoding);
  const before = decode(bytes.subarray(0, at), encoding)!;
  const line = before.split(/\r\n|\r|\n/);
  const hex = bytes[at]!.toString(16).padStart(2, "0");
  return `line ${line.length} of ${path}: byte ${at} of the file, 0x${hex} after ${quote(line.at(-1)!.slice(-20))}, is not ${encoding}`;
}

/** The place of the first byte that belongs to no character. */
function firstBad(bytes: Uint8Array, encoding: string): number {
  // What follows a bad byte makes nothing good, so the longest good beginning is found by halving.
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const half = Math.floor((good + bad) / 2);
    if (decode(bytes.subarray(0, half), encoding, true) === undefined) bad = half;
    else good = half;
  }
  // It may end in the middle of a character: then the fault is in that one.
  while (decode(bytes.subarray(0, good), encoding) === undefined) good--;
  return good;
}
