/**
 * The `@example` of every function and class that the package exports is there, is type-checked, runs, and gives what
 * its comments say.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Example, exportsOf, imports } from "../../scripts/docs/examples.ts";
import { type Block, runPage, typeErrors } from "./pages.ts";
import { root } from "./sources.ts";

const entry = join(root, "index.ts");
const exported = exportsOf(root, "index.ts");
const names = new Set(exported.map(({ name }) => name.split(".")[0]!));

const fromNode = createRequire(__filename);
const load = (specifier: string): unknown =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the module is known by name only here
  specifier === "bnp" ? require(entry) : fromNode(specifier);

/** The import stands on the line before the example's, so that lines are those of the source. */
const blockOf = ({ code, line }: Example): Block => ({
  code: `${imports(code, names)}\n${code}`,
  runs: true,
  line: line - 1,
});

const examples = new Map<string, readonly Block[]>();
for (const { name, path, examples: own } of exported) {
  for (const one of own) examples.set(`${path} ${examples.size} ${name}`, [blockOf(one)]);
}

describe("the exports of the package", () => {
  it("have a doc comment each", () => {
    expect(exported.filter(({ isDocumented }) => !isDocumented).map(({ name }) => name)).toEqual([]);
  });

  it("have an example each, if they are functions or classes", () => {
    const without = exported.filter((one) => one.isFunctionOrClass && one.examples.length === 0);
    expect(without.map(({ name, path }) => `${path}: ${name}`)).toEqual([]);
  });

  it("are found with their names and namespaces", () => {
    const found = new Map(exported.map((one) => [one.name, one]));
    expect(found.get("probes.hessian")?.path).toBe("probes/hessian.ts");
    expect(found.get("hessian")?.path).toBe("autograd/jacobians.ts");
    expect(found.size).toBe(exported.length);
  });
});

describe("examples", () => {
  it("have the right types", () => {
    expect(typeErrors(examples, join(root, "tsconfig.json"), entry)).toEqual([]);
  }, 60_000);

  it("run, and give what they say", async () => {
    const faults: string[] = [];
    let compared = 0;
    for (const [name, blocks] of examples) {
      try {
        const run = await runPage(blocks, load);
        compared += run.compared;
        faults.push(...run.differences.map((difference) => `${name}: ${difference}`));
        if (run.compared === 0) faults.push(`${name}: says no value`);
      } catch (error) {
        faults.push(`${name}: ${String(error)}`);
      }
    }
    expect(faults).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(examples.size);
  }, 60_000);
});
