/**
 * Every TypeScript block of README.md and docs/guide/ is type-checked and run, and prints what it says it
 * prints. How a page becomes a program is told in pages.ts.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Block, blocksOf, runPage, typeErrors } from "./pages.ts";
import { filesBelow, root, textOf } from "./sources.ts";

const hasReadme = existsSync(join(root, "README.md"));
const guide = existsSync(join(root, "docs/guide")) ? filesBelow("docs/guide", ".md") : [];
const pages = new Map<string, readonly Block[]>(
  [...(hasReadme ? ["README.md"] : []), ...guide].map((path) => [path, blocksOf(textOf(path))]),
);
const withBlocks = [...pages].filter(([, blocks]) => blocks.length > 0);
const entry = join(root, "index.ts");
const config = join(root, "tsconfig.json");

const fromNode = createRequire(__filename);
/** What an import of a page means: "bnp" is this tree, all else what Node finds. */
const load = (specifier: string): unknown =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the module is known by name only here
  specifier === "bnp" ? require(entry) : fromNode(specifier);

describe("the pages", () => {
  (hasReadme ? it : it.skip)("README.md shows code", () => {
    expect(pages.get("README.md")?.length).toBeGreaterThan(0);
  });

  (withBlocks.length > 0 ? it : it.skip)(
    "have blocks whose types are right",
    () => {
      expect(typeErrors(new Map(withBlocks), config, entry)).toEqual([]);
    },
    60_000,
  );

  for (const [path, blocks] of withBlocks) {
    it(`${path} runs and prints what it says`, async () => {
      expect((await runPage(blocks, load)).differences).toEqual([]);
    }, 60_000);
  }
});

describe("the reader of pages", () => {
  const page = (...lines: readonly string[]): readonly Block[] => blocksOf(lines.join("\n"));

  it("runs blocks in order in one scope, and neither other languages nor no-run", async () => {
    const blocks = page(
      "```ts",
      "const a = 1;",
      "```",
      "```sh",
      "exit 1",
      "```",
      "```ts no-run",
      "throw 0;",
      "```",
      "```ts",
      "console.log(a + 1); // → 2",
      "```",
    );
    expect(blocks.map(({ line, runs }) => [line, runs])).toEqual([
      [2, true],
      [8, false],
      [11, true],
    ]);
    expect(await runPage(blocks, load)).toEqual({ compared: 1, differences: [] });
  });

  it("compares what is printed, over several lines and up to an ellipsis", async () => {
    const blocks = page(
      "```ts",
      "const a = [1, 2];",
      "```",
      "```ts",
      "console.log(a, 'x'); // → [ 1, 2 ] x",
      "console.log('one\\ntwo'); // prints: one",
      "//    two",
      "console.log(1 / 3); // → 0.333…",
      "console.log(9);",
      "```",
    );
    expect(await runPage(blocks, load)).toEqual({ compared: 3, differences: [] });
  });

  it("names what was printed otherwise, or never, by its line in the page", async () => {
    const blocks = page(
      "# title",
      "```ts",
      "console.log(2 + 2); // → 5",
      "if (1 > 2) console.log(1); // → 1",
      "```",
    );
    expect((await runPage(blocks, load)).differences).toEqual([
      "line 3: says 5, printed 4",
      "line 4: says 1, printed nothing",
    ]);
  });

  it("fails on a block that throws", async () => {
    await expect(runPage(page("```ts", "throw new Error('planted');", "```"), load)).rejects.toThrow(
      "planted",
    );
  });

  it("names type errors by page and line, in blocks that do not run too", () => {
    const blocks = page(
      "```ts",
      "const a: number = 1;",
      "```",
      "",
      "```ts no-run",
      "const b: string = a;",
      "```",
    );
    const errors = typeErrors(new Map([["page.md", blocks]]), config, entry);
    expect(errors).toEqual(["page.md:6: Type 'number' is not assignable to type 'string'."]);
  }, 60_000);
});
