/** What stands around the text of a page. */
import { parseHTML } from "linkedom";
import { layout } from "../../../scripts/docs/layout.ts";
import { pagesOf, sections } from "../../../scripts/docs/site.ts";

const many = ["# A <b>: long", "## One", "## Two & more", "## Three"].join("\n\n");
const sources = new Map([
  ["README.md", "# bnp\n\n## One"],
  ["docs/guide/1.md", many],
]);
const pages = pagesOf(sources);
const documentOf = (source: string) => {
  const page = pages.find((one) => one.source === source)!;
  return parseHTML(layout(page, pages, sections([...sources.keys()]))).document;
};

describe("layout", () => {
  it("lists all pages by the beginnings of their titles, the present one marked", () => {
    const links = [...documentOf("docs/guide/1.md").querySelectorAll("nav.wide a")];
    expect(links.map((a) => [a.getAttribute("href"), a.textContent, a.getAttribute("aria-current")])).toEqual(
      [
        ["../../index.html", "bnp", null],
        ["1.html", "A <b>", "page"],
      ],
    );
  });

  it("lists the parts of a page that has several", () => {
    const parts = [...documentOf("docs/guide/1.md").querySelectorAll("nav.parts a")];
    expect(parts.map((a) => [a.getAttribute("href"), a.textContent])).toEqual([
      ["#one", "One"],
      ["#two--more", "Two & more"],
      ["#three", "Three"],
    ]);
    expect(documentOf("README.md").querySelector("nav.parts")).toBeNull();
  });

  it("finds its style from wherever the page is", () => {
    const styles = [...documentOf("docs/guide/1.md").querySelectorAll("link[rel=stylesheet]")];
    expect(styles.map((link) => link.getAttribute("href"))).toEqual([
      "../../katex/katex.css",
      "../../style.css",
    ]);
  });
});
