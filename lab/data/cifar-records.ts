/**
 * The binary records of CIFAR-10: one label byte, then 32 × 32 bytes of red, as many of green and as many of blue,
 * row after row. There is no header, so the size of a file is all that can speak against it, and the labels.
 *
 * This file knows one file's bytes; which files belong together is in cifar10.ts.
 */
import { DataError } from "../../lib/index.ts";

export const cifarShape = [3, 32, 32] as const;
export const cifarClasses = 10;
const pixels = 3 * 32 * 32;
const record = 1 + pixels;

/** Some records of one file, in its order; `bytes` is a view, not a copy. */
export interface CifarRecords {
  readonly path: string;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** The records in `bytes`, read from `path`; every label is checked. */
export function parseRecords(who: string, path: string, bytes: Uint8Array): CifarRecords {
  const count = Math.floor(bytes.length / record);
  const over = bytes.length - count * record;
  if (over !== 0 || count === 0) {
    // CIFAR-100 has two label bytes in a record, and is easily taken for its sister.
    const sister = bytes.length % (record + 1) === 0;
    throw new DataError(
      `${who}: ${path} holds ${bytes.length} bytes, that is ${count} records of ${record} bytes and ${over} bytes ` +
        `more: it ${sister ? "has the size of a file of CIFAR-100" : "is cut short or no file of CIFAR-10"}. ` +
        `${sister ? "Give the binary version of CIFAR-10" : "Fetch the file again"}.`,
    );
  }
  for (let i = 0; i < count; i++) {
    const label = bytes[i * record]!;
    if (label < cifarClasses) continue;
    throw new DataError(
      `${who}: record ${i} (counted from 0) of ${path} has label ${label}, expected 0 to ${cifarClasses - 1}. ` +
        "Fetch the file again, or check that it is a binary file of CIFAR-10.",
    );
  }
  return { path, count, bytes };
}

/** Records `from` to `from + count − 1`. */
export function sliceRecords(records: CifarRecords, from: number, count: number): CifarRecords {
  return { ...records, count, bytes: records.bytes.subarray(from * record, (from + count) * record) };
}

/** Copies every record to its place from example `at` on: pixels / 255, and the label. */
export function unpackRecords(
  { count, bytes }: CifarRecords,
  inputs: Float64Array,
  labels: Int32Array,
  at: number,
): void {
  for (let i = 0; i < count; i++) {
    labels[at + i] = bytes[i * record]!;
    const from = i * record + 1;
    const to = (at + i) * pixels;
    for (let p = 0; p < pixels; p++) inputs[to + p] = bytes[from + p]! / 255;
  }
}
