/** Exports and their examples, as the sources have them. */
import { join } from "node:path";
import { exportsOf, imports } from "../../../scripts/docs/examples.ts";

const root = join(__dirname, "fixture");

it("finds the exports behind index files, and their examples with their lines", () => {
  const exports = exportsOf(root, "index.ts");
  expect(exports.map(({ name, path, isFunctionOrClass }) => [name, path, isFunctionOrClass])).toEqual([
    ["area", "shapes/square.ts", true],
    ["doubled", "shapes/square.ts", true],
    ["Square", "shapes/square.ts", true],
    ["unit", "shapes/square.ts", false],
    ["Figure", "shapes/square.ts", false],
    ["Unary", "shapes/square.ts", false],
  ]);
  expect(exports[0]!.examples).toEqual([{ code: "area(new Square(2)); // → 4", line: 29 }]);
});

it("tells what has no doc comment", () => {
  const exports = exportsOf(root, "undocumented.ts");
  expect(exports.map(({ name, isDocumented }) => [name, isDocumented])).toEqual([
    ["bare", false],
    ["shown", true],
  ]);
});

it("imports what an example uses, and not what it calls a property or a key", () => {
  const names = new Set(["add", "tensor", "at", "probes"]);
  expect(imports("add(tensor([1]), 2).at(0); ({ probes: 1 });", names)).toBe(
    'import { add, tensor } from "bnp";',
  );
  expect(imports("Math.sqrt(4);", names)).toBe("");
});
