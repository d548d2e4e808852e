import fc from "fast-check";
import { isMissing, isWord } from "../../../lab/data/csv-cells.ts";
import { toNumber } from "../../../lab/data/numbers.ts";

describe("a cell", () => {
  it("is a number, missing or a word, and one of these only", () => {
    const text = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom("", "NA", "inf", "1e999", "?"),
    );
    fc.assert(
      fc.property(text, (cell) => {
        const kinds = [toNumber(cell) !== undefined, isMissing(cell), isWord(cell)];
        expect(kinds.filter((kind) => kind)).toHaveLength(1);
      }),
    );
  });

  it.each([
    "",
    "?",
    "NA",
    "na",
    "N/A",
    "#N/A",
    "<NA>",
    "nan",
    "NaN",
    "-nan",
    "null",
    "inf",
    "+Inf",
    "-Infinity",
    "1e999",
    "-1e400",
  ])("is missing if it is %j", (cell) => expect(isMissing(cell)).toBe(true));

  it.each(["nano", "information", "none", "-", "nul", "n", "0", "1e-999", "??"])(
    "is not missing if it is %j",
    (cell) => expect(isMissing(cell)).toBe(false),
  );
});
