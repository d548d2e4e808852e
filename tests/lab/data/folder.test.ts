import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkFolder, copiesNotes, findIn } from "../../../lab/data/folder.ts";
import { DataError } from "../../../lib/index.ts";

const folder = mkdtempSync(join(tmpdir(), "bnp-folder-"));
for (const name of ["plain", "both", "both.gz", "packed.gz"]) writeFileSync(join(folder, name), "x");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("checkFolder", () => {
  it("gives back a folder that is one", () => {
    expect(checkFolder("t", folder, "a file")).toBe(folder);
  });

  const cases: readonly (readonly [string | undefined, RegExp])[] = [
    [
      undefined,
      /^t: the data files are not part of this project\. Put a file in a folder .*--data-dir DIR\.$/,
    ],
    [join(folder, "none"), /^t: --data-dir .*none does not exist\. Name the folder that holds a file\.$/],
    [join(folder, "plain"), /plain is not a folder/],
  ];
  it.each(cases)("refuses %p in one sentence that says what is wanted", (path, message) => {
    expect(() => checkFolder("t", path, "a file")).toThrow(DataError);
    expect(() => checkFolder("t", path, "a file")).toThrow(message);
  });
});

describe("findIn", () => {
  it("finds a name as it is first, then with .gz, then the next name", () => {
    const found = (...names: readonly string[]) => findIn(folder, ...names);
    expect(found("both")).toEqual([join(folder, "both"), join(folder, "both.gz")]);
    expect(found("packed")).toEqual([join(folder, "packed.gz")]);
    expect(found("none", "packed", "plain")).toEqual([join(folder, "packed.gz"), join(folder, "plain")]);
    expect(found("none")).toEqual([]);
  });

  it("has a note for each file of which there are copies", () => {
    expect(copiesNotes([["d/a"], [], ["d/b", "d/b.gz"], ["d/c", "d/c.gz", "d/c2"]])).toEqual([
      "d/b is read, not b.gz beside it",
      "d/c is read, not c.gz or c2 beside it",
    ]);
  });
});
