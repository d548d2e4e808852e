/**
 * safetensors: named arrays and texts as bytes that other programs read too, and that show any damage.
 *
 *     8 bytes     length of the header, little-endian
 *     header      JSON, padded with blanks so that the data begin at a multiple of 8
 *     data        the arrays one after another, Float64, little-endian, row-major
 *
 * The format itself carries no checksum. Ours stands first in its metadata: `sha256` is the digest of the whole file
 * with these 64 digits as zeros, so that it covers names, shapes and texts as it covers the numbers. What comes without
 * it, or does not agree with it, is not read.
 *
 * Works on bytes alone; files are somebody else's.
 */
import { ContractError, DataError, UserError } from "../errors.ts";
import type { NamedArrays, StoredArray } from "../named-arrays.ts";
import { sha256 } from "../sha256.ts";
import { checkArgument, kinds } from "../arguments.ts";
import { type Extent, headerText, parseHeader } from "./header.ts";
import { Malformed, quoted } from "./scanner.ts";

/** What a file holds. */
export interface Safetensors {
  /** The arrays by name. */
  readonly arrays: NamedArrays;
  /** Texts by name, without the digest. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** The sha256 of bytes in hexadecimal digits. */
export type Digest = (bytes: Uint8Array) => string;

/** As in the reference implementation: no header that anyone needs is longer, and a false one costs no memory. */
const longestHeader = 100_000_000;
const digestKey = "sha256";
const lead = `{"__metadata__":{"${digestKey}":"`;
const noDigest = "0".repeat(64);
const digestAt = 8 + lead.length;

/**
 * The bytes of a file. `digest` is another implementation of sha256, where there is a faster one.
 * @throws UserError for a name that no file can hold
 * @example
 * const bytes = writeSafetensors(new Map([["w", { shape: [2], values: Float64Array.of(1, 2) }]]));
 * readSafetensors(bytes).arrays.get("w")?.values; // → Float64Array(2) [ 1, 2 ]
 */
export function writeSafetensors(
  arrays: NamedArrays,
  metadata: ReadonlyMap<string, string> = new Map<string, string>(),
  digest: Digest = sha256,
): Uint8Array {
  checkArgument("writeSafetensors", "arrays", arrays, kinds.map);
  const extents = new Map<string, Extent>();
  let length = 0;
  for (const [name, { shape, values }] of arrays) {
    checkWord(name, ["__metadata__", "__proto__"]);
    if (shape.reduce((n, along) => n * along, 1) !== values.length) {
      throw new ContractError(
        `safetensors: ${quoted(name)} of shape [${shape.join(",")}] has ${values.length} values.`,
      );
    }
    extents.set(name, { shape, begin: length, end: (length += values.byteLength) });
  }
  for (const [key, value] of metadata) {
    checkWord(key, [digestKey, "__proto__"]);
    checkWord(value);
  }
  const text = headerText({ metadata: new Map([[digestKey, noDigest], ...metadata]), extents });
  const unpadded = new TextEncoder().encode(text);
  const header = Math.ceil(unpadded.length / 8) * 8;
  if (header > longestHeader) {
    throw new UserError(
      `safetensors: names and texts fill ${header} bytes, and a header has at most ${longestHeader}.`,
    );
  }

  const bytes = new Uint8Array(8 + header + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header), true);
  bytes.fill(0x20, 8, 8 + header);
  bytes.set(unpadded, 8);
  for (const [name, { values }] of arrays) {
    const own = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    bytes.set(inFileOrder(own), 8 + header + extents.get(name)!.begin);
  }
  bytes.set(new TextEncoder().encode(digest(bytes)), digestAt);
  return bytes;
}

/**
 * Reads what `writeSafetensors` wrote, and nothing else.
 * @param who how errors call the bytes: the path of a file
 * @throws DataError that says what is wrong with them
 * @example
 * const bytes = writeSafetensors(new Map(), new Map([["task", "glyphs"]]));
 * readSafetensors(bytes).metadata.get("task"); // → glyphs
 */
export function readSafetensors(
  bytes: Uint8Array,
  who = "safetensors",
  digest: Digest = sha256,
): Safetensors {
  checkArgument(who, "the file", bytes, Uint8Array);
  try {
    return read(bytes, digest);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new DataError(`${who}: ${error.message}. ${error.advice}`);
  }
}

function read(bytes: Uint8Array, digest: Digest): Safetensors {
  const header = headerLength(bytes);
  const data = bytes.subarray(8 + header);
  const { metadata, extents } = parseHeader(utf8(bytes.subarray(8, 8 + header)), data.length);
  checkDigest(bytes, metadata, digest);
  const arrays = new Map<string, StoredArray>();
  for (const [name, { shape, begin, end }] of extents) {
    const values = new Float64Array((end - begin) / 8);
    new Uint8Array(values.buffer).set(inFileOrder(data.subarray(begin, end)));
    arrays.set(name, { shape, values });
  }
  return { arrays, metadata: new Map([...metadata].filter(([key]) => key !== digestKey)) };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < 8) {
    throw new Malformed(
      `it has ${bytes.length} bytes, and a safetensors file begins with 8 that tell the length of its header`,
    );
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(longestHeader)) {
    throw new Malformed(`its header claims ${length} bytes, and at most ${longestHeader} are read`);
  }
  if (length > BigInt(bytes.length - 8)) {
    throw new Malformed(
      `its header claims ${length} bytes, and the file ends after ${bytes.length - 8} of them`,
    );
  }
  return Number(length);
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed("its header is not UTF-8");
  }
}

function checkDigest(bytes: Uint8Array, metadata: ReadonlyMap<string, string>, digest: Digest): void {
  const found = metadata.get(digestKey);
  const expectedLead = new TextEncoder().encode(lead);
  if (found === undefined || !expectedLead.every((byte, i) => bytes[8 + i] === byte)) {
    throw new Malformed(
      "it does not begin with a sha256 of itself, as files of other programs do not, and it cannot be checked for damage",
      "Give a file that save() wrote here.",
    );
  }
  const blank = new Uint8Array(bytes); // a copy, where slice() of a Node Buffer is none
  blank.fill(0x30, digestAt, digestAt + found.length);
  if (found !== digest(blank)) throw new Malformed("its bytes do not have the sha256 that it carries");
}

/** What a file can hold as name or text: nothing reserved, and no half characters. */
function checkWord(word: string, reserved: readonly string[] = []): void {
  if (reserved.includes(word) || /\p{Surrogate}/u.test(word)) {
    throw new UserError(`safetensors: ${quoted(word)} cannot stand there in a file. Choose another word.`);
  }
}

const ownOrderIsLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Numbers' bytes between the machine's order and the file's, which has the lowest first; bits of NaN included. */
function inFileOrder(bytes: Uint8Array): Uint8Array {
  return ownOrderIsLittle ? bytes : reversedInEights(bytes);
}

/** Each group of 8 bytes back to front: from one order to the other. */
export function reversedInEights(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, i) => bytes[i - (i % 8) + 7 - (i % 8)]!);
}
