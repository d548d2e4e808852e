import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { golden } from "../../../lab/golden/command.ts";
import { denseCase, expCase } from "./sample.ts";

describe("golden", () => {
  let folder: string;
  let out: string;
  let err: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "golden-"));
    [out, err] = ["", ""];
    jest.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
    jest.spyOn(process.stderr, "write").mockImplementation((text) => ((err += String(text)), true));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const run = (...args: readonly string[]): number => golden(["node", "golden", ...args]);
  const file = (content: unknown): string => {
    const path = join(folder, "golden.json");
    writeFileSync(path, JSON.stringify(content));
    return path;
  };

  it("prints the worst error of every row and exits 0 where all pass", () => {
    expect(run(file({ ops: [expCase()], bnp: [denseCase("paper")] }))).toBe(0);
    expect(out).toMatch(/^ok +exp +\S+e-?\+?\d+ +1 case$/m);
    expect(out).toMatch(/2 rows passed, 0 failed\n$/);
  });

  it("shows on --help a file that passes", () => {
    expect(run("--help")).toBe(0);
    const example = JSON.parse(/^\{"ops"[^]*?"bnp": \[\]\}$/m.exec(out)![0]) as unknown;
    expect(run(file(example))).toBe(0);
    expect(out).toMatch(/1 rows? passed, 0 failed\n$/);
  });

  it("exits 1 where an operation is not known", () => {
    expect(run(file({ ops: [{ ...expCase(), op: "frobnicate" }], bnp: [] }))).toBe(1);
    expect(out).toMatch(/^FAIL +frobnicate +not known/m);
  });

  it("prints exactly one JSON value with --json", () => {
    expect(run(file({ ops: [expCase()], bnp: [] }), "--json")).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ name: "exp", cases: 1, passed: true }]);
  });

  it.each([
    [
      "a file that is not there",
      (): string[] => [join(folder, "none.json")],
      /there is no such file or folder/,
    ],
    ["a folder", (): string[] => [folder], /it is a folder/],
    ["no file", (): string[] => [], /missing required argument/],
    ["an unknown flag", (): string[] => [file({ ops: [], bnp: [] }), "--jsn"], /unknown option/],
  ])("exits 2 with one sentence for %s", (_, args, sentence) => {
    expect(run(...args())).toBe(2);
    expect(err).toMatch(sentence);
  });
});
