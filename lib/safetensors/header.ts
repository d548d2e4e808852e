/**
 * The header of a safetensors file, between text and meaning (github.com/huggingface/safetensors, README, "Format"):
 *
 *     {"__metadata__": {string: string, …}, NAME: {"dtype": "F64", "shape": [n, …], "data_offsets": [begin, end]}, …}
 *
 * The arrays must fill the data from its first byte to its last in the order of the header, without hole or overlap,
 * and each must be as long as its shape says. Only F64 is read, and nothing else is written. Knows no bytes.
 */
import { Malformed, quoted, Scanner } from "./scanner.ts";

export interface Extent {
  readonly shape: readonly number[];
  /** Bytes of the data, from `begin` to before `end`. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly metadata: ReadonlyMap<string, string>;
  readonly extents: ReadonlyMap<string, Extent>;
}

const metadataKey = "__metadata__";

/** @throws Malformed for anything but a header of `dataBytes` bytes of data */
export function parseHeader(text: string, dataBytes: number): Header {
  let metadata: ReadonlyMap<string, string> = new Map<string, string>();
  const extents = new Map<string, Extent>();
  let covered = 0;
  if (!text.startsWith("{"))
    throw new Malformed(`it begins with ${JSON.stringify(text.slice(0, 1))} and not with '{'`);
  const scanner = new Scanner(text);
  scanner.object((name) => {
    if (name === metadataKey) {
      metadata = readMetadata(scanner);
      return;
    }
    const extent = readExtent(scanner, name);
    checkPlace(name, extent, covered, dataBytes);
    covered = extent.end;
    extents.set(name, extent);
  });
  scanner.end();
  if (covered < dataBytes) {
    throw new Malformed(`${dataBytes - covered} bytes after the last array belong to none`);
  }
  return { metadata, extents };
}

function readMetadata(scanner: Scanner): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  scanner.object((key) => {
    metadata.set(key, scanner.string());
  });
  return metadata;
}

interface Fields {
  dtype?: string;
  shape?: readonly number[];
  data_offsets?: readonly number[];
}

function readExtent(scanner: Scanner, name: string): Extent {
  const who = `the array ${quoted(name)}`;
  const fields: Fields = {};
  scanner.object((field) => {
    if (field === "dtype") fields.dtype = scanner.string();
    else if (field === "shape" || field === "data_offsets") fields[field] = scanner.wholeNumbers();
    else throw new Malformed(`${who} has a field ${quoted(field)}, which the format does not know`);
  });
  const { dtype, shape, data_offsets: offsets } = fields;
  if (dtype === undefined) throw new Malformed(`${who} has no dtype`);
  if (shape === undefined) throw new Malformed(`${who} has no shape`);
  if (offsets === undefined) throw new Malformed(`${who} has no data_offsets`);
  if (dtype !== "F64") {
    throw new Malformed(
      `${who} is of type ${quoted(dtype)}, and only F64 is read`,
      "Give a file that save() wrote here.",
    );
  }
  if (offsets.length !== 2) throw new Malformed(`${who} has ${offsets.length} data_offsets and not 2`);
  const [begin, end] = offsets as [number, number];
  return { shape, begin, end };
}

/** That the array goes on where the one before it ended, lies within the data, and is as long as its shape says. */
function checkPlace(name: string, { shape, begin, end }: Extent, covered: number, dataBytes: number): void {
  const who = `the array ${quoted(name)}`;
  if (end < begin) throw new Malformed(`${who} ends at byte ${end}, before it begins at ${begin}`);
  if (begin > covered) throw new Malformed(`bytes ${covered} to ${begin} before ${who} belong to none`);
  if (begin < covered)
    throw new Malformed(`${who} begins at byte ${begin}, before byte ${covered}, where the last one ended`);
  if (end > dataBytes) throw new Malformed(`${who} ends at byte ${end} of the data, which has ${dataBytes}`);
  let bytes = 8;
  for (const length of shape) {
    bytes *= length;
    if (bytes > Number.MAX_SAFE_INTEGER) throw new Malformed(`the shape of ${who} is beyond 2^53 bytes`);
  }
  if (bytes !== end - begin) {
    throw new Malformed(`${who} needs ${bytes} bytes by its shape and has ${end - begin}`);
  }
}

/** The header as the reference implementation writes it, without blanks. */
export function headerText({ metadata, extents }: Header): string {
  const entry = (key: string, value: unknown): string => `${JSON.stringify(key)}:${JSON.stringify(value)}`;
  const texts = [...metadata].map(([key, value]) => entry(key, value));
  const arrays = [...extents].map(([name, { shape, begin, end }]) =>
    entry(name, { dtype: "F64", shape, data_offsets: [begin, end] }),
  );
  const all = metadata.size > 0 ? [`${JSON.stringify(metadataKey)}:{${texts.join(",")}}`, ...arrays] : arrays;
  return `{${all.join(",")}}`;
}
