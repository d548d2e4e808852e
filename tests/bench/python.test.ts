import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { interpreters, pythonWith } from "../../bench/python.ts";

describe("the interpreters", () => {
  const folder = mkdtempSync(join(tmpdir(), "bnp-python-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are every python3 of the path, in its order and once", () => {
    const [first, second, empty] = ["first", "second", "empty"].map((name) => join(folder, name));
    for (const place of [first!, second!]) {
      mkdirSync(place);
      writeFileSync(join(place, "python3"), "");
    }
    mkdirSync(empty!);
    const path = ["", second!, empty!, first!, second!].join(delimiter);
    expect(interpreters({ PATH: path })).toEqual([join(second!, "python3"), join(first!, "python3")]);
  });

  it("are the one that BENCH_PYTHON names, if it names one", () => {
    expect(interpreters({ PATH: folder, BENCH_PYTHON: "mine" })).toEqual(["mine"]);
    expect(interpreters({ BENCH_PYTHON: "" })).toEqual([]);
  });
});

describe("a library that nobody has", () => {
  it("is not found", () => {
    expect(pythonWith("no_such_library_anywhere")).toBeUndefined();
  }, 60_000);
});
