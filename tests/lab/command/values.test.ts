import { InvalidArgumentError } from "commander";
import fc from "fast-check";
import {
  decimal,
  grid,
  hiddenSizes,
  listOf,
  oneOf,
  rateOrTune,
  seeds,
  splits,
  wholeNumber,
} from "../../../lab/command/values.ts";

const refused = (read: (text: string) => unknown, texts: readonly string[]): void => {
  for (const text of texts) expect([text, outcome(read, text)]).toEqual([text, "refused"]);
};

function outcome(read: (text: string) => unknown, text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgumentError);
    return "refused";
  }
}

it("reads whole numbers in digits alone", () => {
  expect(wholeNumber(1)("60")).toBe(60);
  refused(wholeNumber(1), ["0", "-1", "1.5", "6e1", "0x10", "", " 6", "sixty", "99999999999999999999"]);
});

it("reads every number that JavaScript prints, and nothing that is not one", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(decimal()(String(x)) === x).toBe(true); // -0 prints as 0
    }),
  );
  refused(decimal(), ["", "1,5", "0.1.2", "1e", "Infinity", "NaN", "0x1", "1 ", "--1", "1e999"]);
  refused(decimal({ above: 0 }), ["0", "-1"]);
  refused(decimal({ least: 0, below: 1 }), ["-0.1", "1"]);
  expect(decimal({ least: 0, below: 1 })("0")).toBe(0);
});

it("reads lists, and refuses an empty place in one", () => {
  expect(listOf(wholeNumber(1))("60, 6,1")).toEqual([60, 6, 1]);
  refused(listOf(wholeNumber(1)), ["", "60,", ",1", "60;6"]);
});

it("reads seeds as numbers and ranges with both ends", () => {
  expect(seeds("0,1,2")).toEqual([0, 1, 2]);
  expect(seeds("3..5,9")).toEqual([3, 4, 5, 9]);
  expect(seeds("4..4")).toEqual([4]);
  refused(seeds, ["", "5..3", "0..", "..3", "0..1..2", "-1", "0..99999999", "a"]);
});

it("reads a name, or suggests the nearest", () => {
  expect(oneOf(["relu", "tanh"])("tanh")).toBe("tanh");
  expect(() => oneOf(["relu", "tanh"])("thanh")).toThrow('"thanh" is not known. Did you mean "tanh"?');
});

it("reads hidden layers, rates and grids", () => {
  expect(hiddenSizes("none")).toEqual([]);
  expect(hiddenSizes("100,50")).toEqual([100, 50]);
  expect(rateOrTune("tune")).toBe("tune");
  expect(rateOrTune("1e-3")).toBe(0.001);
  refused(rateOrTune, ["0", "auto", "-0.1", "0.1,0.2"]);
  expect(grid("0.003..3")).toEqual({ from: 0.003, to: 3, perDecade: 2 });
  expect(grid("1e-4..10/4")).toEqual({ from: 1e-4, to: 10, perDecade: 4 });
  refused(grid, ["0.1", "..3", "0.1..", "0..1", "1..2/0", "1..2/x"]);
});

it("reads splits as how many or as which", () => {
  expect(["1", "3", "0,4", "2..3"].map(splits)).toEqual([[0], [0, 1, 2], [0, 4], [2, 3]]);
  refused(splits, ["0", "", "-1", "1.5", "3..2", "a"]);
});
