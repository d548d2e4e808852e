/**
 * Every source file says at its top what it knows, none grows beyond 300 lines, and every folder of the engine
 * and the lab has a table of contents.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { engine, filesBelow, isSource, lab, root, textOf, typescriptFiles } from "./sources.ts";

const mostLines = 300;

const lineCount = (text: string): number => text.replace(/\n$/, "").split("\n").length;

/** Whether the text begins with a doc comment of at least one word (a #! line may stand before it). */
const opensWithDocComment = (text: string): boolean => /^(#!.*\n)?\/\*\*[\s*]*[^\s*/]/.test(text);

describe("every source file", () => {
  const scripts = new Map(["scripts", "bin"].flatMap((f) => filesBelow(f, ".js")).map((p) => [p, textOf(p)]));
  const files = new Map([...typescriptFiles(), ...scripts]);

  it("opens with a doc comment", () => {
    const bare = [...files].filter(([path, text]) => isSource(path) && !opensWithDocComment(text));
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  it(`has at most ${mostLines} lines, tests too`, () => {
    const long = [...files].filter(([, text]) => lineCount(text) > mostLines);
    expect(long.map(([path, text]) => `${path}: ${lineCount(text)} lines`)).toEqual([]);
  });

  it("is found by these tests", () => {
    expect(files.size).toBeGreaterThan(20);
    expect(opensWithDocComment("import x;")).toBe(false);
    expect(opensWithDocComment("/** */\nimport x;")).toBe(false);
    expect(opensWithDocComment("/**\n * What it knows.\n */")).toBe(true);
  });
});

/** Programs: nothing imports them, and what they begin with is their main.ts. */
const programs: readonly string[] = ["lab/golden", "lab/cli", "lab/playground"];

describe("every folder of the engine and the lab that others import", () => {
  it("has an index.ts", () => {
    const imported = [...engine, ...lab].filter((folder) => !programs.includes(folder));
    const filled = imported.filter((folder) => {
      const path = join(root, folder);
      return existsSync(path) && readdirSync(path).some((name) => name.endsWith(".ts"));
    });
    expect(filled).toContain("lib");
    expect(filled.filter((folder) => !existsSync(join(root, folder, "index.ts")))).toEqual([]);
  });
});
