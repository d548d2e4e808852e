import { parseRecords, sliceRecords, unpackRecords } from "../../../lab/data/cifar-records.ts";
import { DataError } from "../../../lib/index.ts";
import { cifarFile, pixelOf } from "./cifar-files.ts";

const parse = (bytes: Uint8Array) => parseRecords("t", "a.bin", bytes);

describe("records of CIFAR-10", () => {
  it("are a label and then red, green and blue, row after row", () => {
    const records = parse(cifarFile([3, 0, 9]));
    expect(records.count).toBe(3);
    const [inputs, labels] = [new Float64Array(4 * 3072), new Int32Array(4)];
    unpackRecords(records, inputs, labels, 1);
    expect([...labels]).toEqual([0, 3, 0, 9]);
    expect(inputs.subarray(0, 3072).every((x) => x === 0)).toBe(true);
    for (let i = 0; i < 3; i++) {
      for (let p = 0; p < 3072; p++) expect(inputs[(i + 1) * 3072 + p]).toBe(pixelOf(i, p) / 255);
    }
  });

  it("can be taken from the middle", () => {
    const all = [5, 6, 7, 8];
    expect(sliceRecords(parse(cifarFile(all)), 1, 2)).toEqual(parse(cifarFile([6, 7], 1)));
  });

  const good = cifarFile([1, 2]);
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["a file cut short", good.subarray(0, 5000), /^t: a\.bin holds 5000 bytes, that is 1 records of 3073 bytes and 1927 bytes more: it is cut short/],
    ["bytes too many", Uint8Array.from([...good, 0]), /and 1 bytes more/],
    ["less than a record", good.subarray(0, 100), /0 records/],
    ["a file of CIFAR-100", new Uint8Array(2 * 3074), /size of a file of CIFAR-100\. Give the binary version of CIFAR-10\.$/],
    ["a label out of range", cifarFile([9, 0, 10]), /^t: record 2 \(counted from 0\) of a\.bin has label 10, expected 0 to 9\./],
  ]; // prettier-ignore
  it.each(cases)("refuse %s", (_, bytes, message) => {
    expect(() => parse(bytes)).toThrow(DataError);
    expect(() => parse(bytes)).toThrow(message);
  });
});
