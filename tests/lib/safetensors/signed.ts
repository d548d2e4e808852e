/**
 * A safetensors file put together by hand from the specification, with Node's own tools: what ours is compared with, and
 * how files are made that ours would never write.
 */
import { createHash } from "node:crypto";

/** Stands in a header for its 64 digits. */
export const digestPlace = "0".repeat(64);
/** The metadata that a file needs to be read at all. */
export const bare = `"__metadata__":{"sha256":"${digestPlace}"}`;

/** Length, header and data, with the digest of the whole in its place; the header padded to a multiple of 8. */
export function signed(header: string | Buffer, data: Buffer = Buffer.alloc(0), length?: bigint): Buffer {
  const raw = Buffer.from(header);
  const text = Buffer.concat([raw, Buffer.alloc((8 - (raw.length % 8)) % 8, " ")]);
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(text.length));
  const file = Buffer.concat([start, text, data]);
  const at = file.indexOf(digestPlace);
  if (at >= 0) file.write(createHash("sha256").update(file).digest("hex"), at);
  return file;
}

/** Float64 numbers as the format stores them. */
export function float64s(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * numbers.length);
  numbers.forEach((x, i) => bytes.writeDoubleLE(x, 8 * i));
  return bytes;
}
