import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { readBytes } from "../../../lab/data/bytes.ts";
import { DataError } from "../../../lib/index.ts";

const folder = mkdtempSync(join(tmpdir(), "bnp-bytes-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, bytes: Uint8Array): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

describe("readBytes", () => {
  it("gives back what was written, packed or not, whatever the name says", () => {
    const content = fc.uint8Array({ minLength: 1, maxLength: 300 }).filter((b) => b[0] !== 0x1f);
    fc.assert(
      fc.property(content, (bytes) => {
        expect([...readBytes("t", write("plain.gz", bytes))]).toEqual([...bytes]);
        expect([...readBytes("t", write("packed", gzipSync(bytes)))]).toEqual([...bytes]);
      }),
      { numRuns: 30 },
    );
  });

  const packed = gzipSync(Uint8Array.from({ length: 1000 }, (_, i) => (i * i) % 251));
  const broken = Uint8Array.from(packed);
  broken[20]! ^= 0xff;
  mkdirSync(join(folder, "folder"));
  const cases: readonly (readonly [string, () => string, RegExp])[] = [
    ["a missing file", () => join(folder, "none"), /does not exist.*Check the path/],
    ["a file taken for a folder", () => join(write("f", Uint8Array.of(1)), "x"), /does not exist/],
    ["a folder", () => join(folder, "folder"), /is a folder, expected a data file/],
    ["an empty file", () => write("empty", new Uint8Array(0)), /is empty \(0 bytes\)/],
    ["an empty file, packed", () => write("nothing.gz", gzipSync("")), /unpacks to nothing/],
    [
      "gzip cut short",
      () => write("cut.gz", packed.subarray(0, 100)),
      /100 bytes of gzip data are cut short/,
    ],
    ["two bytes of gzip", () => write("two.gz", packed.subarray(0, 2)), /cut short/],
    ["gzip with a flipped byte", () => write("flip.gz", broken), /do not unpack|cut short/],
  ];
  it.each(cases)("says in one sentence what is wrong with %s", (_, make, message) => {
    const path = make();
    const read = () => readBytes("task", path);
    expect(read).toThrow(DataError);
    expect(read).toThrow(message);
    expect(read).toThrow(`task: ${path}`);
  });

  it("stops a small file that would unpack without end", () => {
    const bomb = write("bomb.gz", gzipSync(new Uint8Array(2 ** 20)));
    expect(readBytes("t", bomb, 2 ** 20)).toHaveLength(2 ** 20);
    expect(() => readBytes("t", bomb, 2 ** 20 - 1)).toThrow(/unfolds to more than 1048575 bytes/);
    expect(() => readBytes("t", bomb, 2 ** 20 - 1)).toThrow(DataError);
  });
});
