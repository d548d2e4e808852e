import fc from "fast-check";
import { decodeText, encodings } from "../../../lab/data/decode.ts";
import { DataError, UserError } from "../../../lib/index.ts";

const decode = (bytes: Uint8Array | readonly number[], encoding?: string) =>
  decodeText("csv", "f.csv", Uint8Array.from(bytes), encoding);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return [...(little ? bytes : bytes.swap16())];
};
const text = fc.string({ unit: "binary", maxLength: 60 }).filter((t) => !/\0|\uFEFF/.test(t));

describe("decodeText", () => {
  it("reads Unicode with and without a byte order mark, and takes the mark away", () => {
    fc.assert(
      fc.property(text, (t) => {
        expect(decode(utf8(t))).toBe(t);
        expect(decode(utf8(`\uFEFF${t}`))).toBe(t);
        for (const little of [true, false]) {
          expect(decode(utf16(`\uFEFF${t}`, little))).toBe(t);
          expect(decode(utf16(t, little), little ? "utf-16le" : "utf-16be")).toBe(t);
        }
      }),
    );
  });

  it("gives every byte of windows-1252 a character of its own, in every Node", () => {
    const bytes = Array.from({ length: 255 }, (_, i) => i + 1);
    expect(new Set(decode(bytes, "latin1")).size).toBe(255);
    expect(decode([0x80, 0x93, 0xe9, 0x9f], "latin1")).toBe("€“éŸ");
    expect(decode([0x80], "cp1252")).toBe("€");
  });

  it.each(encodings)("knows %s, and reads in it what it lists", (encoding) => {
    const plain = "a,b\n1,2\n";
    const bytes = encoding.startsWith("utf-16") ? utf16(plain, encoding.endsWith("le")) : utf8(plain);
    expect(decode(bytes, encoding)).toBe(plain);
    expect(decode(bytes, encoding.toUpperCase())).toBe(plain);
  });

  it("names line and place of the first byte that is no UTF-8, wherever it is", () => {
    const bad = fc.constantFrom([0xe9], [0xff], [0xc3], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80], [0xc0, 0x80]);
    fc.assert(
      fc.property(text, bad, text, (before, bytes, after) => {
        const head = utf8(before);
        // What follows begins with a byte that does not go on with the broken character.
        const all = Uint8Array.from([...head, ...bytes, 0x2c, ...utf8(after)]);
        const line = before.split(/\r\n|\r|\n/).length;
        const hex = bytes[0].toString(16);
        expect(() => decode(all)).toThrow(DataError);
        expect(() => decode(all)).toThrow(
          `csv: line ${line} of f.csv: byte ${head.length} of the file, 0x${hex} after`,
        );
        expect(() => decode(Uint8Array.from([...head, ...bytes]))).toThrow(`byte ${head.length} of the file`);
      }),
    );
  });

  const wrong: readonly (readonly [readonly number[], string | undefined, RegExp])[] = [
    [
      [...utf8("a,b\n1,caf"), 0xe9, 10],
      undefined,
      /^csv: line 2 of f\.csv: byte 9 of the file, 0xe9 after "1,caf", is not utf-8\. Name the encoding of the file, such as --encoding latin1\.$/,
    ],
    [[0x61, 0x82], "shift_jis", /byte 1 of the file, 0x82 after "a", is not shift_jis/],
    [
      utf16("a,b\n", true),
      undefined,
      /holds NUL characters, expected text \(utf-8\)\. If it is UTF-16 .*--encoding utf-16le/,
    ],
    [[0x61, 0], "latin1", /holds NUL characters/],
    [
      [0xef, 0xbb, 0xbf, 0x61],
      "latin1",
      /begins with the byte order mark of utf-8, but --encoding says latin1\. Leave/,
    ],
    [
      [0x61],
      "latin7x",
      /^csv: --encoding "latin7x" is not known\. Did you mean "latin1"\? There is: utf-8, /,
    ],
    [[0x61], "", /--encoding "" is not known/],
  ];
  it.each(wrong)("refuses %j as %p in one sentence", (bytes, encoding, message) => {
    expect(() => decode(bytes, encoding)).toThrow(UserError);
    expect(() => decode(bytes, encoding)).toThrow(message);
  });
});
