import { checkNumber, limit, splitSizes } from "../../../lab/data/options.ts";
import { UserError } from "../../../lib/index.ts";

describe("splitSizes", () => {
  const defaults = { train: 40, test: 10 };
  it("takes what is given and the defaults for the rest", () => {
    expect(splitSizes("t", { seed: 0 }, defaults, 2)).toEqual(defaults);
    expect(splitSizes("t", { seed: 0, test: 3 }, defaults, 2)).toEqual({ train: 40, test: 3 });
  });

  it.each([0, -1, 1.5, NaN, Infinity, 1e12])("refuses %p and names the flag", (count) => {
    expect(() => splitSizes("t", { seed: 0, train: count }, defaults, 2)).toThrow(UserError);
    expect(() => splitSizes("t", { seed: 0, test: count }, defaults, 2)).toThrow(
      `t: --test ${count} is out of range`,
    );
  });
});

describe("checkNumber", () => {
  it("gives the number back inside the range, its ends included", () => {
    for (const value of [0, 0.5, 1])
      expect(checkNumber("t", "--noise", value, { from: 0, to: 1 })).toBe(value);
  });

  it.each([-0.1, 1.1, NaN])("refuses %p", (value) => {
    expect(() => checkNumber("t", "--noise", value, { from: 0, to: 1 })).toThrow(/--noise .* from 0 to 1/);
  });
});

describe("limit", () => {
  it("is what was asked for, or all there is", () => {
    expect(limit("t", "train", undefined, 7)).toBe(7);
    expect(limit("t", "train", 7, 7)).toBe(7);
  });

  it.each([0, 8, 2.5, NaN])("refuses %p of 7", (asked) => {
    expect(() => limit("t", "test", asked, 7)).toThrow(/--test .*hold 7 examples/);
  });
});
