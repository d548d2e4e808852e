/** The style sheet fetches nothing and knows every colour in light and in dark. */
import { tones } from "../../../lab/report/palette.ts";
import { pageStyle } from "../../../lab/report/style.ts";

describe("the style sheet", () => {
  it("fetches nothing: no address, no import, no font file", () => {
    expect(pageStyle()).not.toMatch(/https?:|url\(|@import|@font-face/);
  });

  it("defines every property that it uses, and every look twice", () => {
    const used = new Set([...pageStyle().matchAll(/var\((--[\w-]+)\)/g)].map((m) => m[1]!));
    expect(used.size).toBeGreaterThan(5);
    for (const name of used) expect(pageStyle().split(`${name}:`).length - 1).toBe(2);
    for (let i = 0; i < tones.length; i++) expect(pageStyle().split(`--look-${i}:`)).toHaveLength(3);
  });

  it("has as many closing braces as opening ones", () => {
    expect(pageStyle().split("{").length).toBe(pageStyle().split("}").length);
  });

  it("answers the reader's theme and paper", () => {
    expect(pageStyle()).toContain("prefers-color-scheme: dark");
    expect(pageStyle()).toContain("@media print");
  });
});
