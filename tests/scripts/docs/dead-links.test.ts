/** Links that lead nowhere are found, whatever they lead to. */
import { deadLinks } from "../../../scripts/docs/dead-links.ts";

const page = (path: string, html: string) => ({ source: path, path, title: path, headings: [], html });

it("finds pages, files and anchors that are not there, and no others", () => {
  const pages = [
    page(
      "a.html",
      '<p id="one&lt;two"></p><a href="b/c.html#x">1</a><a href="#one&lt;two">2</a><img src="b/d.png"><a href="https://e.org/f">3</a>',
    ),
    page(
      "b/c.html",
      '<i id="x"></i><a href="../a.html">1</a><a href="#y">2</a><a href="a.html">3</a><img src="e.png">',
    ),
  ];
  expect(deadLinks(pages, ["b/d.png"])).toEqual(["b/c.html: #y", "b/c.html: a.html", "b/c.html: e.png"]);
});
