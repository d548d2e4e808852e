import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { cifar10Task } from "../../../lab/data/cifar10.ts";
import type { TaskOptions } from "../../../lab/data/dataset.ts";
import { DataError, UserError } from "../../../lib/index.ts";
import { cifarFile, pixelOf } from "./cifar-files.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function folderWith(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bnp-cifar-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const packed = name.endsWith(".gz") ? gzipSync(content) : content;
    writeFileSync(join(folder, name), packed);
  }
  return folder;
}
const load = (dataDir: string, more: Partial<TaskOptions> = {}) =>
  cifar10Task.load({ seed: 0, dataDir, ...more });

/** The official six, two images in each, numbered throughout; batch 3 is packed. */
const official = Object.fromEntries(
  ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin.gz", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"].map(
    (name, k) => [name, cifarFile([k, k + 1], 2 * k)],
  ),
); // prettier-ignore
const firstPixels = (inputs: Float64Array) =>
  Array.from({ length: inputs.length / 3072 }, (_, i) => inputs[i * 3072]! * 255);
const expectedPixels = (from: number, count: number) =>
  Array.from({ length: count }, (_, k) => pixelOf(from + k, 0));

describe("cifar10 from the official files", () => {
  it("is the five batches in order, and the test batch", () => {
    const d = load(folderWith(official));
    expect(d).toMatchObject({ name: "cifar10", shape: [3, 32, 32], features: 3072 });
    expect([...d.train.labels]).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
    expect([...d.test.labels]).toEqual([5, 6]);
    expect(firstPixels(d.train.inputs)).toEqual(expectedPixels(0, 10));
    expect(firstPixels(d.test.inputs)).toEqual(expectedPixels(10, 2));
    expect(d.classNames).toHaveLength(10);
    expect(d.classNames[9]).toBe("truck");
  });

  it("takes the first examples when limited, across files", () => {
    const d = load(folderWith(official), { train: 3, test: 1 });
    expect(firstPixels(d.train.inputs)).toEqual(expectedPixels(0, 3));
    expect(d.test.count).toBe(1);
    expect(() => load(folderWith(official), { train: 11 })).toThrow(UserError);
    expect(() => load(folderWith(official), { test: 3 })).toThrow(/--test 3, but the test files hold 2/);
  });

  it("leaves other files alone, and names what is missing", () => {
    const folder = folderWith({ ...official, "more.bin": "not looked at" });
    expect(load(folder).train.count).toBe(10);
    unlinkSync(join(folder, "data_batch_3.bin.gz"));
    expect(() => load(folder)).toThrow(DataError);
    expect(() => load(folder)).toThrow(/lacks data_batch_3\.bin\. Put the six files/);
  });
});

describe("cifar10 from one part", () => {
  const twelve = cifarFile([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);

  it.each(["some.bin", "some.bin.gz", "data_batch_2.bin"])("splits %s in order, three to one", (name) => {
    const d = load(folderWith({ [name]: twelve }));
    expect([d.train.count, d.test.count]).toEqual([9, 3]);
    expect(firstPixels(d.train.inputs)).toEqual(expectedPixels(0, 9));
    expect(firstPixels(d.test.inputs)).toEqual(expectedPixels(9, 3));
    expect(d.source).toContain(name);
  });

  it("takes a file and its packed copy for one", () => {
    const d = load(folderWith({ "some.bin.gz": twelve, "some.bin": cifarFile([3, 4]) }));
    expect(d.train.count + d.test.count).toBe(2);
    expect(d.notes!.join()).toMatch(/some\.bin is read, not some\.bin\.gz beside it/);
  });

  const sizes: readonly (readonly [Partial<TaskOptions>, number, number])[] = [
    [{ train: 4 }, 4, 3],
    [{ train: 11 }, 11, 1],
    [{ test: 2 }, 9, 2],
    [{ test: 5 }, 7, 5],
    [{ train: 5, test: 7 }, 5, 7],
  ];
  it.each(sizes)("%j are the first ones and the next ones", (asked, train, test) => {
    const d = load(folderWith({ "some.bin": twelve }), asked);
    expect(firstPixels(d.train.inputs)).toEqual(expectedPixels(0, train));
    expect(firstPixels(d.test.inputs)).toEqual(expectedPixels(train, test));
  });

  const tooMany = [{ train: 12 }, { test: 12 }, { train: 10, test: 3 }, { train: 0 }, { test: 1.5 }];
  it.each(tooMany)("refuses %j of twelve", (asked) => {
    const folder = folderWith({ "some.bin": twelve });
    expect(() => load(folder, asked)).toThrow(UserError);
    expect(() => load(folder, asked)).toThrow(/^cifar10: --(train|test)/);
  });

  it("refuses one image, two parts and none", () => {
    expect(() => load(folderWith({ "a.bin": cifarFile([1]) }))).toThrow(/holds one image/);
    expect(() => load(folderWith({ "a.bin": twelve, "b.bin": twelve }))).toThrow(/holds 2 \.bin files/);
    expect(() => load(folderWith({ "a.txt": "" }))).toThrow(/holds no \.bin file/);
    expect(() => cifar10Task.load({ seed: 0 })).toThrow(/^cifar10: .*test_batch\.bin.*--data-dir DIR/);
  });

  it("says so when gzip data ends in the middle", () => {
    const folder = folderWith({});
    writeFileSync(join(folder, "a.bin.gz"), gzipSync(twelve).subarray(0, 60));
    expect(() => load(folder)).toThrow(DataError);
    expect(() => load(folder)).toThrow(/a\.bin\.gz ends in the middle/);
  });
});

describe("class names of cifar10", () => {
  const part = { "a.bin": cifarFile([1, 2]) };
  const ten = Array.from({ length: 10 }, (_, k) => `name ${k}`);

  it("are those of batches.meta.txt, whatever its line ends", () => {
    for (const end of ["\n", "\r\n"]) {
      expect(load(folderWith({ ...part, "batches.meta.txt": ten.join(end) + end + end })).classNames).toEqual(
        ten,
      );
    }
  });

  it("must be ten", () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode(ten.slice(1).join("\n")), 10, 0xe9]);
    const write = folderWith({ ...part, "batches.meta.txt": "x" });
    writeFileSync(join(write, "batches.meta.txt"), bytes);
    expect(() => load(write)).toThrow(
      /line 10 of .*0xe9 after "", is not utf-8\. Mend the file or take it away\./,
    );
    const folder = folderWith({ ...part, "batches.meta.txt": ten.slice(1).join("\n") });
    expect(() => load(folder)).toThrow(DataError);
    expect(() => load(folder)).toThrow(/batches\.meta\.txt holds 9 names, expected 10/);
  });
});

// The real files are not part of the project: BNP_CIFAR_DIR names the folder that holds them.
const real = process.env["BNP_CIFAR_DIR"];
(real === undefined ? it.skip : it)("cifar10 reads the real files (needs BNP_CIFAR_DIR)", () => {
  const { train } = load(real!, { train: 3000 });
  expect(new Set(train.labels).size).toBe(10);
  expect(train.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
  // The mean colour of CIFAR-10 is known to everyone who has standardized it: 0.491, 0.482, 0.447.
  [0.491, 0.482, 0.447].forEach((mean, c) => {
    let sum = 0;
    train.inputs.forEach((x, i) => (sum += Math.floor(i / 1024) % 3 === c ? x : 0));
    expect(Math.abs(sum / (3000 * 1024) - mean)).toBeLessThan(0.01);
  });
});
