/**
 * Every link and image of every page leads to a file, a folder or a heading that is there, and every formula is one
 * that KaTeX can set. Addresses outside the tree are not visited.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Page, render } from "../../scripts/docs/markdown.ts";
import { target } from "../../scripts/docs/site.ts";
import { filesBelow, root, textOf } from "./sources.ts";

const paths = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...filesBelow("docs", ".md")];

function rendered(path: string): Page {
  try {
    return render(textOf(path));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

/** What is wrong with an address on a page, if anything is. */
function fault(pages: ReadonlyMap<string, Page>, from: string, address: string): string | undefined {
  const to = target(from, address);
  if (to === undefined) return undefined;
  const [path, anchor] = to;
  if (!existsSync(join(root, path))) return `${from}: ${address} is not there`;
  const headings = pages.get(path)?.headings ?? [];
  return anchor === "" || headings.some(({ id }) => id === anchor)
    ? undefined
    : `${from}: ${address} names no heading of ${path}`;
}

describe("the pages", () => {
  const pages = new Map(paths.map((path) => [path, rendered(path)]));

  it("have formulas that can be set, and links that lead somewhere", () => {
    const faults = [...pages].flatMap(([path, { links }]) =>
      links.flatMap((address) => fault(pages, path, address) ?? []),
    );
    expect(faults).toEqual([]);
  });

  it("name files that are there, in CONTRIBUTING.md", () => {
    const named = [...textOf("CONTRIBUTING.md").matchAll(/`((?:[\w-]+\/)+(?:[\w.-]+)?)`/g)].map(
      (match) => match[1]!,
    );
    const files = named.filter((path) => !path.startsWith("dist/"));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("have both, so that this is known to look", () => {
    expect([...pages.values()].flatMap(({ links }) => links).length).toBeGreaterThan(20);
    expect(pages.get("docs/theory.md")!.html.match(/class="katex"/g)!.length).toBeGreaterThan(100);
  });

  it("would be caught with a wrong file, a wrong anchor or a wrong formula", () => {
    const page = render("# One & two\n\n## Three\n\n## Three");
    const those = new Map([["README.md", page]]);
    const at = (address: string) => fault(those, "README.md", address);
    expect(["#one--two", "#three-1", "README.md#three", "docs/", "https://example.org/none"].map(at)).toEqual(
      Array(5).fill(undefined),
    );
    expect(at("docs/none.md")).toContain("is not there");
    expect(at("#four")).toContain("names no heading");
    expect(() => render("$\\frac{1}$")).toThrow(/KaTeX/);
  });
});
