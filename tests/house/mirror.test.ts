/**
 * Every source file with code has the test file that mirrors its path, or stands in the table below beside the
 * file that tests it. All missing ones are named at once.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { engine, root, typescriptFiles } from "./sources.ts";

/** Source → the test file that covers it, where that is not its mirror image. */
const coveredBy: Readonly<Record<string, string>> = {
  // What a caller gives to what is tested there.
  "autograd/pullback-arguments.ts": "tests/autograd/pullback.test.ts",
  "preconditioners/bnp-choice.ts": "tests/preconditioners/bnp.test.ts",
  // Compiled to the module that simd.ts loads.
  "lib/kernels/simd.as.ts": "tests/lib/kernels/simd-products.test.ts",
  "lib/kernels/logistic.as.ts": "tests/lib/kernels/simd-maps.test.ts",
  "lib/kernels/descent.as.ts": "tests/lib/kernels/simd-products.test.ts",
  "lib/kernels/rectifier.as.ts": "tests/lib/kernels/simd-maps.test.ts",
  "lib/kernels/moments.as.ts": "tests/lib/kernels/simd-maps.test.ts",
};

const mirrorOf = (source: string): string => `tests/${source.replace(/\.ts$/, ".test.ts")}`;
const exists = (path: string): boolean => existsSync(join(root, path));

/** Whether anything runs in the file: types, imports and re-exports alone are no code. */
function hasCode(path: string, text: string): boolean {
  const isIdle = (s: ts.Statement): boolean =>
    ts.isImportDeclaration(s) ||
    ts.isInterfaceDeclaration(s) ||
    ts.isTypeAliasDeclaration(s) ||
    ts.isModuleDeclaration(s) ||
    ts.isExportDeclaration(s);
  return !ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false).statements.every(isIdle);
}

const folders: readonly string[] = [...engine, "lab"];
const withCode = [...typescriptFiles()]
  .filter(([path, text]) => folders.some((f) => path.startsWith(`${f}/`)) && hasCode(path, text))
  .map(([path]) => path);

describe("tests mirror the tree", () => {
  it("with a test for every source file that has code", () => {
    const missing = withCode.filter((path) => !exists(mirrorOf(path)) && !(path in coveredBy));
    expect(missing.map((path) => `${path} has no ${mirrorOf(path)}`)).toEqual([]);
  });

  it("and a table without stale rows", () => {
    const stale = Object.entries(coveredBy).flatMap(([source, test]) => [
      ...(withCode.includes(source) ? [] : [`${source} is not a source file with code`]),
      ...(exists(test) ? [] : [`${test}, said to cover ${source}, is not there`]),
      ...(exists(mirrorOf(source)) ? [`${source} has its own ${mirrorOf(source)}`] : []),
    ]);
    expect(stale).toEqual([]);
  });

  it("where code means something that runs", () => {
    expect(
      hasCode("a.ts", 'import { x } from "./x.ts";\nexport type { X } from "./x.ts";\ninterface A {}'),
    ).toBe(false);
    expect(hasCode("a.ts", "export type A = number;\nexport const a = 1;")).toBe(true);
    expect(hasCode("a.ts", "export function f(): void {}")).toBe(true);
    expect(withCode).toContain("lib/random.ts");
  });
});
