import fc from "fast-check";
import { editDistance, nearest, printable, quote, short } from "../../../lab/data/text.ts";

describe("editDistance", () => {
  const word = fc.string({ maxLength: 8 });
  it("is a metric", () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });

  it("counts one for one insertion, deletion or replacement", () => {
    for (const b of ["moon", "moonss", "moans"]) expect(editDistance("moons", b)).toBe(1);
  });
});

describe("nearest", () => {
  it("finds the name meant, in capitals too", () => {
    expect(nearest("GLYPH", ["moons", "glyphs"])).toBe("glyphs");
    expect(nearest("mnits", ["fashion-mnist", "mnist"])).toBe("mnist");
    expect(nearest("fashion", ["mnist", "fashion-mnist"])).toBe("fashion-mnist");
    expect(nearest("x", [])).toBeUndefined();
  });
});

describe("text for messages", () => {
  it("is short and without control characters", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "binary" }), (text) => {
        expect(printable(text)).not.toMatch(/\p{Cc}/u);
        expect((JSON.parse(quote(text)) as string).length).toBeLessThanOrEqual(40);
        // eslint-disable-next-line no-control-regex
        expect(quote(text)).not.toMatch(/[\u0000-\u001f]/);
      }),
    );
  });

  it("rounds numbers to four digits", () => {
    expect([1 / 3, 100, -2e-7, 123456].map(short)).toEqual(["0.3333", "100", "-2e-7", "123500"]);
  });
});
