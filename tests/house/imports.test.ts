/**
 * The import order of the project holds, and the checker that says so is itself shown wrong imports.
 */
import { violations } from "./imports.ts";
import { typescriptFiles } from "./sources.ts";

/** Violations of one file that holds one line. */
const planted = (path: string, line: string): readonly string[] => violations(new Map([[path, line]]));

describe("imports", () => {
  it("obey the order of the folders throughout the tree", () => {
    expect(violations(typescriptFiles())).toEqual([]);
  });

  it("reach several files of the engine, so that the walk is known to walk", () => {
    expect([...typescriptFiles().keys()]).toEqual(expect.arrayContaining(["lib/errors.ts", "lib/random.ts"]));
  });
});

describe("the checker of imports", () => {
  it.each([
    ["lib/a.ts", 'import { x } from "../tensor/index.ts";', "lib comes before tensor"],
    ["tensor/a.ts", 'export * from "../autograd/index.ts";', "tensor comes before autograd"],
    ["autograd/ops/a.ts", 'import type { X } from "../../layers/index.ts";', "autograd comes before layers"],
    ["layers/a.ts", 'const x = await import("../optim/index.ts");', "layers comes before optim"],
    ["layers/a.ts", 'type X = import("../optim/index.ts").X;', "layers comes before optim"],
    [
      "preconditioners/a.ts",
      'const x = require("../layers/index.ts");',
      "preconditioners comes before layers",
    ],
    ["optim/a.ts", 'import "../lab/data/index.ts";', "optim comes before lab/data"],
    ["lab/data/a.ts", 'import { x } from "../training/index.ts";', "lab/data comes before lab/training"],
    ["lab/training/a.ts", 'import { x } from "../report/index.ts";', "lab/training comes before lab/report"],
    ["lab/report/a.ts", 'import { x } from "../cli/index.ts";', "lab/report comes before lab/cli"],
    ["lib/a.ts", 'import { x } from "../index.ts";', "lib comes before index.ts"],
    ["lib/a.ts", 'import { x } from "../tests/support/x.ts";', "neither tests nor"],
    ["tensor/a.ts", 'import { x } from "../lib/errors.ts";', "across folders import lib/index.ts"],
    [
      "lab/report/a.ts",
      'import { x } from "../../autograd/ops/add.ts";',
      "across folders import autograd/index.ts",
    ],
    ["lab/report/a.ts", 'import { x } from "../training/train.ts";', "import lab/training/index.ts"],
    ["lab/theory/a.ts", 'import { x } from "../compare/index.ts";', "a slice imports no other slice"],
    ["lib/a.ts", 'import { x } from "./errors";', "does not end in .ts"],
    ["tests/lib/a.test.ts", 'import { x } from "../../lib/errors";', "does not end in .ts"],
    ["lib/a.ts", "export default function f() {}", "default export"],
    ["lib/a.ts", "const x = 1;\nexport default x;", "default export"],
    ["lib/a.ts", "const x = 1;\nexport { x as default };", "default export"],
    ["lib/a.ts", 'import { readFileSync } from "node:fs";', "must run in a browser"],
    ["layers/a.ts", 'import path from "path";', "must run in a browser"],
    ["lab/playground/a.ts", 'import { join } from "node:path";', "must run in a browser"],
    ["lib/a.ts", 'import ndarray from "ndarray";', "belongs to tensor, autograd"],
    ["tensor/a.ts", 'import * as ops from "ndarray-ops";', 'import name from "ndarray-ops"'],
    ["optim/a.ts", 'import { z } from "zod";', "belongs to lab/base"],
    ["lab/playground/a.ts", 'import { z } from "zod";', "belongs to lab/base"],
    ["tensor/a.ts", 'import { mat3 } from "gl-matrix";', "belongs to lab/data"],
    ["lab/data/a.ts", 'import { Command } from "commander";', "belongs to lab/command"],
    ["lab/cli/a.ts", 'import lodash from "lodash/fp";', "package lodash, which no folder"],
  ])("names what is wrong in %s: %s", (path, line, sentence) => {
    const found = planted(path, line);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(path);
    expect(found[0]).toContain(sentence);
  });

  it.each([
    ["tensor/a.ts", 'import { UserError } from "../lib/index.ts";\nimport ndarray from "ndarray";'],
    ["autograd/ops/a.ts", 'import { pullback } from "../pullback.ts";'],
    ["lab/cli/a.ts", 'import { Tensor } from "../../index.ts";\nimport { join } from "node:path";'],
    ["lab/report/a.ts", 'import type { Arm } from "../training/index.ts";'],
    ["lab/golden/main.ts", 'import "../command/uncaught-exceptions.ts";'],
    ["index.ts", 'export * from "./lib/index.ts";'],
    [
      "lib/a.ts",
      '// import { x } from "../tensor/index.ts";\nexport const s = "from \\"../tensor/index.ts\\"";',
    ],
  ])("finds nothing wrong in %s: %s", (path, line) => {
    expect(planted(path, line)).toEqual([]);
  });

  it("names a cycle with all its files, once", () => {
    const files = new Map([
      ["lib/a.ts", 'import { b } from "./b.ts";'],
      ["lib/b.ts", 'import { c } from "./c.ts";'],
      ["lib/c.ts", 'import type { A } from "./a.ts";'],
    ]);
    expect(violations(files)).toEqual(["cycle: lib/a.ts → lib/b.ts → lib/c.ts → lib/a.ts"]);
  });
});
