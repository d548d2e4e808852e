/** Whatever stands in the data cannot become part of the page's own markup. */
import fc from "fast-check";
import { dataIsland, escapeText, markup, trusted } from "../../../lab/report/markup.ts";

const hostile = fc.string({
  unit: fc.constantFrom("<", ">", "&", '"', "'", "/", "!", "-", "script", "\u2028", "a"),
});

/** What a browser reads from escaped text. */
function unescape(source: string): string {
  const names: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
  return source.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => names[name]!);
}

describe("markup", () => {
  it("escapes strings so that a browser reads them back as they were", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const source = escapeText(text);
        expect(source).not.toMatch(/[<>"']/);
        expect(unescape(source)).toBe(text);
        expect(markup`<b title="${text}">${text}</b>`.source).toBe(`<b title="${source}">${source}</b>`);
      }),
    );
  });

  it("leaves markup inside markup alone, joins lists and drops null", () => {
    const items = ["<", "b"].map((text) => markup`<li>${text}</li>`);
    expect(markup`<ul>${items}${null}${trusted("<hr>")}${3}</ul>`.source).toBe(
      "<ul><li>&lt;</li><li>b</li><hr>3</ul>",
    );
  });
});

describe("a data island", () => {
  it("holds any JSON value, and nothing in it ends the element", () => {
    fc.assert(
      fc.property(fc.jsonValue(), hostile, (value, text) => {
        const { source } = dataIsland("x", { value, text });
        const inside = /^<script type="application\/json" id="x">([^]*)<\/script>$/.exec(source)![1]!;
        expect(inside).not.toContain("<");
        expect(JSON.parse(inside)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      }),
    );
  });
});
