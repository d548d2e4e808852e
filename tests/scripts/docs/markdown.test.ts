/** Markdown with formulas as HTML. */
import { parseHTML } from "linkedom";
import { render, slug } from "../../../scripts/docs/markdown.ts";

const find = (markdown: string, selector: string): readonly Element[] => [
  ...parseHTML(`<main>${render(markdown).html}</main>`).document.querySelectorAll(selector),
];

describe("render", () => {
  it("sets formulas in a line and on lines of their own, readable for those who listen too", () => {
    const markdown = "Let $x_1 < y$.\n\n$$\nU = \\begin{pmatrix} 1 & 0 \\cr 0 & 1 \\end{pmatrix}\n$$\n";
    expect(find(markdown, "p .katex math annotation").map((e) => e.textContent)).toEqual(["x_1 < y"]);
    expect(find(markdown, ".formula .katex-display math mtr")).toHaveLength(2);
  });

  it.each(["$\\nosuch$", "$$\n\\begin{pmatrix} 1\n$$", "| a |\n| - |\n| $x_$ |"])(
    "refuses %j",
    (markdown) => {
      expect(() => render(markdown)).toThrow(/KaTeX parse error/);
    },
  );

  it("leaves dollars in code and in prose alone", () => {
    expect(find("`$x$` costs 5$ or $6", ".katex")).toEqual([]);
    expect(find("```sh\necho $HOME $PATH\n```", ".katex")).toEqual([]);
  });

  it("keeps the words of a command whole, where lines break after hyphens, and its text as it is", () => {
    const command = "npm run -s x -- --widths 8 <RUN> # a\n";
    const [code] = find(`\`\`\`sh\n${command}\`\`\``, "pre code.language-sh");
    expect(code!.textContent).toBe(command);
    expect([...code!.querySelectorAll("span")].map((e) => e.textContent)).toEqual(["-s", "--", "--widths"]);
    expect(find("```ts\nx--;\n```", "pre span")).toEqual([]);
  });

  it("puts tables, which may be wide, into boxes that scroll", () => {
    expect(find("| a | b |\n| - | -: |\n| 1 | 2 |", "div.scroll > table td")).toHaveLength(2);
  });

  it("gives headings their anchors, and a second of the same name another", () => {
    const { html, headings } = render("# The *theory*: κ(Ĥ) & `P Pᵀ`\n\n## A part\n\n## A part");
    expect(headings.map(({ id }) => id)).toEqual(["the-theory-κĥ--p-pᵀ", "a-part", "a-part-1"]);
    expect(headings.map(({ level }) => level)).toEqual([1, 2, 2]);
    expect(headings[0]!.text).toBe("The theory: κ(Ĥ) & P Pᵀ");
    expect(html).toContain('<h2 id="a-part-1">');
  });

  it("tells links and images as they are written, and moves them", () => {
    const { html, links } = render(
      "[a](x.md#y) ![b](c.png) <https://example.org>",
      (address) => `to/${address}`,
    );
    expect(links).toEqual(["x.md#y", "c.png", "https://example.org"]);
    for (const address of links) expect(html).toContain(`="to/${address}"`);
  });
});

describe("slug", () => {
  it.each([
    ["How the rates are measured", "how-the-rates-are-measured"],
    ["Relation to K-FAC's input factor", "relation-to-k-facs-input-factor"],
    ["784-100-10, SGD", "784-100-10-sgd"],
    ["snake_case (twice)", "snake_case-twice"],
  ])("of %j is %j, as on GitHub", (text, anchor) => {
    expect(slug(text)).toBe(anchor);
  });
});
