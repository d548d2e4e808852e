import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { TaskOptions } from "../../../lab/data/dataset.ts";
import { mnistTasks } from "../../../lab/data/mnist.ts";
import { DataError, UserError } from "../../../lib/index.ts";

const [mnist, fashion] = [mnistTasks[0]!, mnistTasks[1]!];
const big = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const images = (count: number, side: number) =>
  Uint8Array.from([
    ...big(0x803),
    ...big(count),
    ...big(side),
    ...big(side),
    ...pixelsOf(count * side * side),
  ]);
const labels = (values: readonly number[]) =>
  Uint8Array.from([...big(0x801), ...big(values.length), ...values]);
const pixelsOf = (n: number) => Array.from({ length: n }, (_, i) => (51 * i) % 256);

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder with four good small files, some of them replaced. */
function folderWith(changed: Readonly<Record<string, Uint8Array | undefined>> = {}, suffix = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "bnp-mnist-"));
  folders.push(folder);
  const files = {
    "train-images-idx3-ubyte": images(5, 2),
    "train-labels-idx1-ubyte": labels([0, 9, 1, 2, 3]),
    "t10k-images-idx3-ubyte": images(3, 2),
    "t10k-labels-idx1-ubyte": labels([4, 5, 6]),
    ...changed,
  } as Readonly<Record<string, Uint8Array | undefined>>;
  for (const [name, bytes] of Object.entries(files)) {
    if (bytes) writeFileSync(join(folder, name + suffix), suffix === ".gz" ? gzipSync(bytes) : bytes);
  }
  return folder;
}
const load = (dataDir: string, more: Partial<TaskOptions> = {}) => mnist.load({ seed: 0, dataDir, ...more });

describe("mnist", () => {
  it.each(["", ".gz"])("reads the four files (suffix %j), pixels / 255", (suffix) => {
    const d = load(folderWith({}, suffix));
    expect(d).toMatchObject({ shape: [1, 2, 2], features: 4, train: { count: 5 }, test: { count: 3 } });
    expect([...d.train.inputs]).toEqual(pixelsOf(20).map((p) => p / 255));
    expect([...d.train.labels]).toEqual([0, 9, 1, 2, 3]);
    expect([...d.test.labels]).toEqual([4, 5, 6]);
    expect(d.classNames).toHaveLength(10);
  });

  it("takes the first examples when limited, and the spelling images.idx3 too", () => {
    const folder = folderWith({
      "t10k-images-idx3-ubyte": undefined,
      "t10k-images.idx3-ubyte": images(3, 2),
    });
    const [all, some] = [load(folder), load(folder, { train: 2, test: 1 })];
    expect([...some.train.inputs]).toEqual([...all.train.inputs.subarray(0, 8)]);
    expect([...some.train.labels]).toEqual([0, 9]);
    expect(some.test.count).toBe(1);
    expect(() => load(folder, { train: 6 })).toThrow(UserError);
    expect(() => load(folder, { test: 4 })).toThrow(/--test 4, but the test files hold 3 examples/);
    expect(() => load(folder, { train: 0 })).toThrow(/--train 0/);
  });

  it("tells which of two copies or spellings it reads", () => {
    const folder = folderWith();
    expect(load(folder).notes).toEqual([]);
    writeFileSync(join(folder, "train-labels-idx1-ubyte.gz"), gzipSync(labels([1, 1, 1, 1, 1])));
    expect([...load(folder).train.labels]).toEqual([0, 9, 1, 2, 3]);
    expect(load(folder).notes!.join()).toMatch(
      /train-labels-idx1-ubyte is read, not train-labels-idx1-ubyte\.gz beside it$/,
    );
  });

  it("names all four files and the flag when no folder is given", () => {
    const files = [
      "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte",
    ];
    for (const task of [mnist, fashion]) {
      for (const part of [...files, "--data-dir", `${task.name}:`]) {
        expect(() => task.load({ seed: 0 })).toThrow(part);
      }
      expect(() => task.load({ seed: 0 })).toThrow(DataError);
    }
  });

  it("names what a folder lacks, and a folder that is none", () => {
    const folder = folderWith();
    expect(() => load(join(folder, "none"))).toThrow(/--data-dir .*none does not exist/);
    expect(() => load(join(folder, "t10k-labels-idx1-ubyte"))).toThrow(/is not a folder/);
    unlinkSync(join(folder, "t10k-labels-idx1-ubyte"));
    expect(() => load(folder)).toThrow(/lacks t10k-labels-idx1-ubyte\. Put/);
  });

  const cases: readonly (readonly [string, Readonly<Record<string, Uint8Array>>, RegExp])[] = [
    ["fewer labels than images", { "train-labels-idx1-ubyte": labels([1, 2, 3]) }, /holds 5 images, but .* holds 3 labels/],
    ["test images of another size", { "t10k-images-idx3-ubyte": images(3, 3) }, /training images are 2×2, the test images 3×3/],
    ["a label out of range", { "t10k-labels-idx1-ubyte": labels([1, 2, 47]) }, /label 2 .* is 47, expected 0 to 9/],
    ["exchanged files", { "train-images-idx3-ubyte": labels([1]) }, /the mark of a label file/],
    ["a truncated file", { "train-images-idx3-ubyte": images(5, 2).subarray(0, 30) }, /cut short/],
    ["an empty file", { "train-images-idx3-ubyte": new Uint8Array(0) }, /is empty/],
  ]; // prettier-ignore
  it.each(cases)("refuses %s", (_, changed, message) => {
    const folder = folderWith(changed);
    expect(() => load(folder)).toThrow(DataError);
    expect(() => load(folder)).toThrow(message);
  });

  it("has its own class names for fashion-mnist", () => {
    const d = fashion.load({ seed: 0, dataDir: folderWith() });
    expect(new Set(d.classNames).size).toBe(10);
    expect(d.classNames[9]).toBe("Ankle boot");
  });

  // The real files are not part of the project: BNP_DATA_DIR names the folder that holds them.
  const real = process.env["BNP_DATA_DIR"];
  (real === undefined ? it.skip : it)("reads the real files (needs BNP_DATA_DIR)", () => {
    const d = load(real!, { train: 10_000 });
    expect(d).toMatchObject({ shape: [1, 28, 28], train: { count: 10_000 }, test: { count: 10_000 } });
    expect(new Set(d.train.labels).size).toBe(10);
    expect(d.train.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
    // The mean grey of MNIST, 0.1307, is known to everyone who has normalized it.
    expect(d.train.inputs.reduce((sum, x) => sum + x, 0) / d.train.inputs.length).toBeCloseTo(0.131, 2);
  });
});
