/** The order of the pages, and where their links lead. */
import * as fc from "fast-check";
import { pagesOf, placeOf, relative, sections, target } from "../../../scripts/docs/site.ts";

const sources = new Map([
  [
    "README.md",
    "# bnp\n\n[theory](docs/theory.md#notation), [results](docs/results/), ![](docs/images/a.png)",
  ],
  ["docs/theory.md", "# The theory\n\n## Notation\n\n[start](../README.md) [speed](results/speed.md)"],
  ["docs/results/speed.md", "# Speed\n\n[here](#speed) [away](https://example.org/a.md)"],
  ["docs/results/cifar10.md", "# CIFAR-10: plain and BN"],
]);
const pages = new Map(pagesOf(sources).map((page) => [page.path, page]));
const hrefs = (path: string): readonly string[] =>
  [...pages.get(path)!.html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1]!);

describe("the site", () => {
  it("leads from page to page as the Markdown does", () => {
    expect(hrefs("index.html")).toEqual([
      "docs/theory.html#notation",
      "docs/results/index.html",
      "docs/images/a.png",
    ]);
    expect(hrefs("docs/theory.html")).toEqual(["../index.html", "results/speed.html"]);
    expect(hrefs("docs/results/speed.html")).toEqual(["speed.html#speed", "https://example.org/a.md"]);
  });

  it("has a page for a folder that is linked to, with what is in it", () => {
    expect(pages.get("docs/results/index.html")!.title).toBe("Results");
    expect(hrefs("docs/results/index.html")).toEqual(["speed.html", "cifar10.html"]);
  });

  it("has each page in one section, whatever it is called", () => {
    const name = fc.constantFrom(
      "docs/guide/1.md",
      "docs/theory.md",
      "docs/new.md",
      "CHANGELOG.md",
      "README.md",
    );
    fc.assert(
      fc.property(fc.uniqueArray(name), (paths) => {
        const listed = sections(paths).flatMap((section) => section.sources);
        expect([...listed].sort()).toEqual([...paths].sort());
      }),
    );
  });
});

describe("addresses", () => {
  const path = fc
    .array(fc.constantFrom("a", "b", "docs"), { maxLength: 3 })
    .map((folders) => [...folders, "page.md"].join("/"));

  it("lead back: what is relative to a page is found from it", () => {
    fc.assert(
      fc.property(path, path, (from, to) => {
        expect(target(placeOf(from), relative(from, to))).toEqual([placeOf(to), ""]);
      }),
    );
  });

  it("outside the tree have no place in it", () => {
    expect(target("README.md", "https://example.org/#a")).toBeUndefined();
    expect(target("README.md", "mailto:a@example.org")).toBeUndefined();
    expect(target("docs/a.md", "../b.md#c")).toEqual(["b.md", "c"]);
  });
});
