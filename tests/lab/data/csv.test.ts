import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { csvTask } from "../../../lab/data/csv.ts";
import type { Dataset, TaskOptions } from "../../../lab/data/dataset.ts";
import { DataError, UserError } from "../../../lib/index.ts";

const folder = mkdtempSync(join(tmpdir(), "bnp-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: string | Uint8Array, options: Partial<TaskOptions> = {}): Dataset {
  writeFileSync(join(folder, "f.csv"), content);
  return csvTask.load({ seed: 1, dataDir: folder, file: "f.csv", ...options });
}

/** 40 rows: two features that name their row, a word for the class, then a number. */
const rows = Array.from(
  { length: 40 },
  (_, i) => `${i},${-i / 8},${["tin", "gold", "iron"][i % 3]},${i % 2}`,
);
const headed = ["index,depth,metal,deep", ...rows].join("\r\n");

/** Every example as text, sorted: the rows without their order. */
function examples(d: Dataset): string[] {
  return [d.train, d.test]
    .flatMap(({ count, inputs, labels }) =>
      Array.from({ length: count }, (_, i) => {
        const features = [...inputs.subarray(i * d.features, (i + 1) * d.features)];
        return [...features, d.classNames[labels[i]!]].join(" ");
      }),
    )
    .sort();
}

describe("csv", () => {
  it("splits all rows 80 to 20, each in one split, by the seed alone", () => {
    const numbers = rows.map((row) => row.replace(/[a-z]+/, (metal) => String(metal.length))).join("\n");
    const d = load(numbers);
    expect([d.train.count, d.test.count]).toEqual([32, 8]);
    const expected = numbers
      .split("\n")
      .map((row) => row.split(",").map(Number).join(" ").replace("-0 ", "0 "));
    expect(examples(d).map((e) => e.replace("-0 ", "0 "))).toEqual(expected.sort());
    expect(load(numbers)).toEqual(d);
    expect([...load(numbers, { seed: 2 }).train.inputs]).not.toEqual([...d.train.inputs]);
  });

  it("takes the label column by name, by place, and by place from the end", () => {
    const table = headed.replace(/,deep/, ",deep").split("\r\n").map((row) => row.split(",").filter((_, c) => c !== 3).join(",")).join("\n"); // prettier-ignore
    const byName = load(table, { label: "metal" });
    expect(byName.classNames).toEqual(["gold", "iron", "tin"]);
    expect(byName.featureNames).toEqual(["index", "depth"]);
    for (const label of ["2", "-1"]) expect(examples(load(table, { label }))).toEqual(examples(byName));
    expect(examples(load(gzipSync(table)))).toEqual(examples(byName));
    // A row names its own class: 0 tin, 1 gold, 2 iron.
    byName.train.labels.forEach((label, i) => {
      expect(byName.classNames[label]).toBe(["tin", "gold", "iron"][byName.train.inputs[2 * i]! % 3]);
    });
  });

  it("puts numeric classes in numeric order, however they are written", () => {
    const text = Array.from(
      { length: 12 },
      (_, i) => `${i},${["10", "9.0", "-1", "9", "1e1", "-1.00"][i % 6]}`,
    );
    expect(load(text.join("\n")).classNames).toEqual(["-1", "9", "10"]);
  });

  it("keeps the test rows when only --train changes, and takes sizes as asked", () => {
    const text = rows.map((_, i) => `${i},${i % 2}`).join("\n");
    const [all, some] = [load(text), load(text, { train: 10 })];
    expect(some.test).toEqual(all.test);
    expect(some.train.count).toBe(10);
    expect(load(text, { train: 39 }).test.count).toBe(1);
    expect(load(text, { test: 30 }).train.count).toBe(10);
    expect(() => load(text, { train: 30, test: 20 })).toThrow(/make 50 rows, but .* holds 40/);
    expect(() => load(text, { train: 40 })).toThrow(UserError);
  });

  const good = "1,2,0\n3,4,1\n5,6,0\n";
  const cases: readonly (readonly [string, string, Partial<TaskOptions>, RegExp])[] = [
    ["a word among numbers", `${good}7,tall,1\n`, {}, /line 4 .*, column 1: found "tall", expected a finite number/],
    ["NaN", `a,b,c\n${good}NaN,8,1\n`, {}, /line 5 .*, column 0 \("a"\): found "NaN"/],
    ["an infinity", `${good}1e999,8,1\n`, {}, /found "1e999"/],
    ["an empty cell", `${good}7,,1\n`, {}, /found ""/],
    ["an empty label", `${good}7,8,\n`, {}, /line 4 .*, column 2: found "", a missing value/],
    ["one class", "1,2\n3,2\n", {}, /one value only \("2"\), expected at least two classes/],
    ["a target that is no class", rows.map((_, i) => `1,${i / 7}`).join("\n"), {}, /40 different values in 40 rows/],
    ["a label past the named classes", "3,2,no,yes\n1,2,0\n3,4,2\n5,6,1\n", {}, /holds "2" on line 3, expected a label from 0 to 1/],
    ["one row", "1,2,a", {}, /holds one row/],
    ["a column that is not there", good, { label: "3" }, /--label 3 is not a column of .*from 0 to 2/],
    ["a place too far from the end", good, { label: "-4" }, /--label -4/],
    ["a name without a header", good, { label: "kind" }, /"kind" is a name, but .* has no header/],
    ["a misspelt name", `size,age,kind\n${good}`, { label: "knid" }, /no column "knid". Did you mean "kind"\?/],
  ]; // prettier-ignore
  it.each(cases)("refuses %s in one sentence", (_, text, options, message) => {
    expect(() => load(text, options)).toThrow(UserError);
    expect(() => load(text, options)).toThrow(message);
  });

  it("keeps the header of a table whose names are numbers out of the data", () => {
    const numbers = ["0,1,2,label", "4,5,6,0", "7,8,9,1", "1,2,3,0"].join("\n");
    expect(load(numbers)).toMatchObject({ featureNames: ["0", "1", "2"], classNames: ["0", "1"] });
    const years = ["2019,2020,class", "1,2,x", "3,4,y", "5,6,x"].join("\n");
    expect(load(years)).toMatchObject({ featureNames: ["2019", "2020"], classNames: ["x", "y"] });
    const left = ["label,0,1", "a,5,6", "b,7,8", "a,9,9"].join("\n");
    expect(load(left, { label: "label" })).toMatchObject({
      featureNames: ["0", "1"],
      classNames: ["a", "b"],
    });
    expect(() => load(left, { label: "0" })).toThrow(/Give --label -3 or --label -2\./);
    expect(load(numbers, { header: "no" }).classNames).toEqual(["0", "1", "label"]);
    expect(load("0,0,1\n5,6,1\n7,8,0\n", { header: "yes" }).featureNames).toEqual([
      "0 (column 0)",
      "0 (column 1)",
    ]);
  });

  it("keeps classes apart that differ in one byte, once it knows the encoding", () => {
    const cafes = Buffer.from("1,caf\xe9\n2,caf\xe8\n3,caf\xe9\n", "latin1");
    expect(() => load(cafes)).toThrow(/line 1 of .*: byte 5 of the file, 0xe9 .*--encoding latin1/);
    expect(load(cafes, { encoding: "latin1" }).classNames).toEqual(["cafè", "café"]);
  });

  it("leaves out rows with missing values when told to, and counts them", () => {
    const holes = "a,kind\n1,x\n2,NaN\nNA,y\n4,y\n5,x\n6,?\n7,\n8,inf\n";
    expect(() => load(holes)).toThrow(/line 3 of .*, column 1 \("kind"\): found "NaN".*; 5 of 8 rows/);
    const d = load(holes, { missing: "drop" });
    expect(d).toMatchObject({ classNames: ["x", "y"], dropped: 5 });
    expect(examples(d)).toEqual(["1 x", "4 y", "5 x"]);
    expect(d.notes!.join()).toMatch(/5 of 8 rows with a missing value left out/);
    expect(load("1,x\n2,y\n")).not.toHaveProperty("dropped");
  });

  it("has every class of two rows in both splits, and trains on the one row of a class", () => {
    const text = Array.from(
      { length: 60 },
      (_, i) => `${i},${i === 30 ? "one" : i % 20 === 7 ? "three" : "many"}`,
    );
    for (let seed = 0; seed < 20; seed++) {
      const d = load(text.join("\n"), { seed });
      const inSplit = ({ labels }: Dataset["train"]) =>
        [...new Set(labels)].sort().map((k) => d.classNames[k]);
      expect(inSplit(d.train)).toEqual(["many", "one", "three"]);
      expect(inSplit(d.test)).toEqual(["many", "three"]);
    }
  });

  it("tells which of two copies it reads", () => {
    writeFileSync(join(folder, "f.csv.gz"), gzipSync("5,x\n6,y\n"));
    expect(load("1,x\n2,y\n").notes!.join()).toMatch(/f\.csv is read, not f\.csv\.gz beside it/);
    rmSync(join(folder, "f.csv.gz"));
    expect(load("1,x\n2,y\n").notes!.join()).not.toMatch(/beside/);
  });

  it("asks for a file, and says when it is missing or a folder", () => {
    expect(() => csvTask.load({ seed: 0 })).toThrow(/no file is given. Name one with --file/);
    expect(() => csvTask.load({ seed: 0, file: join(folder, "none.csv") })).toThrow(DataError);
    expect(() => csvTask.load({ seed: 0, dataDir: folder, file: "." })).toThrow(/is a folder/);
  });

  it("escapes what a file holds before it is printed", () => {
    expect(() => load(`${good}\u001b[2J,8,1\n`)).toThrow(/found "\\u001b\[2J"/);
  });
});
