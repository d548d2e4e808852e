/**
 * IDX, the format of MNIST: a magic word, one length for each axis (32-bit, big-endian), then the bytes.
 *
 * A header is only a claim: every size is checked against the bytes that are really there before anything is
 * made of it. This file knows images and labels; which files belong together is in mnist.ts.
 */
import { DataError } from "../../lib/index.ts";

/** Magic words: 0x0000, then 0x08 (unsigned bytes), then the number of axes. */
const imageMagic = 0x00000803;
const labelMagic = 0x00000801;
const kinds: ReadonlyMap<number, string> = new Map([
  [imageMagic, "an image file"],
  [labelMagic, "a label file"],
]);

export interface IdxImages {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** count × rows × columns, 0 … 255. */
  readonly pixels: Uint8Array;
}

/** The images in `bytes`, read from `path`; the pixels are a view, not a copy. */
export function parseImages(who: string, path: string, bytes: Uint8Array): IdxImages {
  const { axes, body } = parse(who, path, bytes, imageMagic, 3);
  const [count, rows, columns] = [axes[0]!, axes[1]!, axes[2]!];
  return { count, rows, columns, pixels: body };
}

/** The labels in `bytes`, each checked to be below `classes`. */
export function parseLabels(who: string, path: string, bytes: Uint8Array, classes: number): Uint8Array {
  const { body } = parse(who, path, bytes, labelMagic, 1);
  const bad = body.findIndex((label) => label >= classes);
  if (bad < 0) return body;
  throw new DataError(
    `${who}: label ${bad} (counted from 0) of ${path} is ${body[bad]}, expected 0 to ${classes - 1}. ` +
      "Fetch the file again, or check that it belongs to this task.",
  );
}

function parse(who: string, path: string, bytes: Uint8Array, magic: number, rank: number) {
  const header = 4 + 4 * rank;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expected = `expected ${hex(magic)}, the mark of ${kinds.get(magic)}`;
  if (bytes.length >= 4 && view.getUint32(0) !== magic) {
    const found = view.getUint32(0);
    const known = kinds.get(found);
    const cure = known === undefined ? "Is it an IDX file?" : "Have the files been exchanged?";
    throw new DataError(
      `${who}: ${path} begins with ${hex(found)}${known ? `, the mark of ${known}` : ""}; ${expected}. ${cure}`,
    );
  }
  if (bytes.length < header) {
    throw new DataError(
      `${who}: ${path} holds ${bytes.length} bytes, expected at least the ${header} bytes of an IDX header. ` +
        "Fetch the file again.",
    );
  }
  const axes = Array.from({ length: rank }, (_, k) => view.getUint32(4 + 4 * k));
  // Three 32-bit lengths may multiply past 2⁵³, but then no file has that size and the comparison still fails.
  const claimed = axes.reduce((product, axis) => product * axis, 1);
  const there = bytes.length - header;
  if (claimed === 0) {
    throw new DataError(
      `${who}: ${path} says it holds ${axes.join(" × ")} bytes, that is nothing. Fetch the file again.`,
    );
  }
  if (claimed !== there) {
    throw new DataError(
      `${who}: ${path} says it holds ${axes.join(" × ")} = ${claimed} bytes, but ${there} follow its header: ` +
        `it ${there < claimed ? "is cut short" : "has bytes too many"}. Fetch the file again.`,
    );
  }
  return { axes, body: bytes.subarray(header) };
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, "0")}`;
}
