import fc from "fast-check";
import { parseImages, parseLabels } from "../../../lab/data/idx.ts";
import { DataError } from "../../../lib/index.ts";

/** An IDX file of a magic word, lengths and a body, true or not. */
function idx(magic: number, axes: readonly number[], body: number | Uint8Array): Uint8Array {
  const content = typeof body === "number" ? new Uint8Array(body) : body;
  const bytes = new Uint8Array(4 + 4 * axes.length + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  axes.forEach((axis, k) => view.setUint32(4 + 4 * k, axis));
  bytes.set(content, 4 + 4 * axes.length);
  return bytes;
}

const [images, labels] = [0x803, 0x801];

describe("IDX", () => {
  it("reads back images and labels of any size, from any place in a larger buffer", () => {
    const size = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 0, max: 7 }), (count, rows, columns, offset) => {
        const body = Uint8Array.from({ length: count * rows * columns }, (_, i) => (37 * i) % 256);
        const file = idx(images, [count, rows, columns], body);
        const within = new Uint8Array(offset + file.length);
        within.set(file, offset);
        const read = parseImages("t", "f", within.subarray(offset));
        expect(read).toMatchObject({ count, rows, columns });
        expect([...read.pixels]).toEqual([...body]);
        const classes = Uint8Array.from({ length: count }, (_, i) => i % 10);
        expect([...parseLabels("t", "f", idx(labels, [count], classes), 10)]).toEqual([...classes]);
      }),
    );
  });

  const huge = 2 ** 32 - 1;
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["a label file in place of images", idx(labels, [9], 9), /0x00000801, the mark of a label file; expected 0x00000803.*exchanged/],
    ["some other file", idx(0x89504e47, [1, 1, 1], 1), /begins with 0x89504e47; expected 0x00000803.*Is it an IDX file/],
    ["a header cut short", idx(images, [3, 2, 2], 0).subarray(0, 10), /holds 10 bytes, expected at least the 16 bytes/],
    ["three bytes", Uint8Array.of(0, 0, 8), /holds 3 bytes/],
    ["a body cut short", idx(images, [3, 2, 2], 11), /3 × 2 × 2 = 12 bytes, but 11 follow its header: it is cut short/],
    ["a body too long", idx(images, [3, 2, 2], 13), /but 13 follow its header: it has bytes too many/],
    ["no images", idx(images, [0, 28, 28], 0), /0 × 28 × 28 bytes, that is nothing/],
    ["a header that claims 2^96 bytes", idx(images, [huge, huge, huge], 8), /but 8 follow/],
  ]; // prettier-ignore
  it.each(cases)("refuses %s", (_, bytes, message) => {
    const read = () => parseImages("mnist", "dir/images", bytes);
    expect(read).toThrow(DataError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^mnist: dir\/images /);
  });

  it("refuses every proper prefix of a file, whatever its length", () => {
    const file = idx(images, [2, 3, 2], 12);
    for (let length = 0; length < file.length; length++) {
      expect(() => parseImages("t", "f", file.subarray(0, length))).toThrow(DataError);
    }
    expect(parseImages("t", "f", file).count).toBe(2);
  });

  it("refuses a label out of range, and says which", () => {
    const file = idx(labels, [4], Uint8Array.of(0, 9, 10, 3));
    expect(() => parseLabels("t", "f", file, 10)).toThrow(/label 2 .* is 10, expected 0 to 9/);
    expect(() => parseLabels("t", "f", idx(images, [1, 1, 1], 1), 10)).toThrow(/the mark of an image file/);
  });
});
