/** Text in columns: no line is wider than asked, and no word that fits is lost. */
import fc from "fast-check";
import { cut, lengthOf, pad, plain, wrap } from "../../../lab/report/text.ts";

describe("wrapping", () => {
  it("keeps every word that fits, in order, within the width", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é"), minLength: 1, maxLength: 12 }));
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (list, width) => {
        const lines = wrap(list.join(" "), width, "  ");
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(
          lines
            .join(" ")
            .split(" ")
            .filter((w) => w !== ""),
        ).toEqual(list);
        expect(lines.slice(1).every((line) => line.startsWith("  "))).toBe(true);
      }),
    );
  });
});

it("cuts to the width, and pads to it on either side", () => {
  expect(cut("abcdef", 4)).toBe("abc…");
  expect(cut("abcd", 4)).toBe("abcd");
  expect(pad("ab", 4, true)).toBe("ab  ");
  expect(pad("ab", 4, false)).toBe("  ab");
  expect(lengthOf("κ*")).toBe(2);
});

it("lets nothing through that steers a terminal", () => {
  expect(plain("a\u001b[31mb\u0007\rc\u202e 97.1\u00a0%")).toBe("a[31mbc 97.1 %");
});

it("measures what a terminal gives: two columns to a wide character, none to a mark over a letter", () => {
  expect(["日本語", "e\u0301", "κ*", "Ĥ", "–"].map(lengthOf)).toEqual([6, 1, 2, 1, 1]);
  expect(cut("日本語", 6)).toBe("日本語");
  expect(cut("日本語", 5)).toBe("日本…");
  expect(pad("日本", 6, true)).toBe("日本  ");
  expect(wrap("日本 日本 日本", 9, "  ")).toEqual(["日本 日本", "  日本"]);
});
