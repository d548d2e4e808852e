import { checkNumber, ranges, UserError, type NumberRange } from "../../lib/index.ts";

const refusal = (value: unknown, range: NumberRange): string | undefined => {
  try {
    checkNumber("Adam", "eps", value, range);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
};

it.each<[NumberRange, string, readonly number[], readonly unknown[]]>([
  [ranges.nonNegative, "a finite number from 0", [0, 1e-300, 2], [-1e-300, NaN, Infinity, -Infinity]],
  [ranges.positive, "a finite number above 0", [1e-300, 2], [0, -0, -1, NaN, Infinity]],
  [ranges.memory, "a finite number from 0 and below 1", [0, 0.999], [1, -0.1, NaN, Infinity]],
  [ranges.count, "a whole number from 1", [1, 7], [0, 1.5, NaN, Infinity]],
  [{ from: 0, to: 1 }, "a finite number from 0 to 1", [0, 1], [1.1, -0.1, NaN]],
  [{ above: 0, infinite: true }, "a number above 0", [1, Infinity], [0, NaN, -Infinity]],
  [{}, "a finite number", [-1, 0], [NaN, Infinity, "1", null, undefined]],
])("%j is %s", (range, words, inside, outside) => {
  for (const value of inside) expect(refusal(value, range)).toBeUndefined();
  for (const value of outside) {
    const found = typeof value === "number" ? String(value) : JSON.stringify(value);
    expect(refusal(value, range)).toBe(`Adam: eps is ${found}: ${words} is needed.`);
  }
});
