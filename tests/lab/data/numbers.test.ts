import fc from "fast-check";
import { isDecimal, toNumber, toWholeNumber } from "../../../lab/data/numbers.ts";

describe("toNumber", () => {
  it("reads every finite double back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(toNumber(String(x))).toBe(Number(String(x)));
      }),
    );
  });

  it.each(["", " ", "NaN", "inf", "-Infinity", "0x10", "1e999", "1,5", "1 2", "1e", ".", "+", "²"])(
    "takes %j for no number",
    (cell) => expect(toNumber(cell)).toBeUndefined(),
  );
});

it("tells a decimal that no Float64 can be from a word", () => {
  expect([isDecimal("1e999"), isDecimal("inf"), toNumber("1e999")]).toEqual([true, false, undefined]);
});

it("reads whole numbers in digits alone, as far as they are exact", () => {
  fc.assert(fc.property(fc.maxSafeNat(), (n) => toWholeNumber(String(n)) === n));
  for (const text of ["", "-1", "+1", "1.0", "1e3", " 1", "9007199254740993", "0x1"]) {
    expect(toWholeNumber(text)).toBeUndefined();
  }
});
