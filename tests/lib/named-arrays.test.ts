/**
 * Named arrays: the first place where two of them do not have the same names and shapes.
 */
import { firstMisfit, type NamedArrays, scalar } from "../../lib/index.ts";

const arrays = (shapes: Readonly<Record<string, readonly number[]>>): NamedArrays =>
  new Map(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      { shape, values: new Float64Array(shape.reduce((n, length) => n * length, 1)) },
    ]),
  );

describe("firstMisfit", () => {
  const wanted = arrays({ weight: [3, 2], bias: [3], steps: [] });

  it("is none between the same names and shapes in any order, whatever the numbers", () => {
    const found = new Map(
      [...wanted].reverse().map(([name, a]) => [name, { ...a, values: a.values.map(() => NaN) }]),
    );
    expect(firstMisfit(wanted, found)).toBeUndefined();
  });

  it.each([
    [{ weight: [3, 2], steps: [] }, '"bias" [3] is missing'],
    [{ weight: [2, 3], steps: [] }, '"weight" has shape [2,3], and [3,2] is wanted'],
    [{ weight: [3, 2], bias: [], steps: [] }, '"bias" has shape [], and [3] is wanted'],
    [{ weight: [3, 2], bias: [3], steps: [], more: [0] }, '"more" [0] has no place to go'],
  ])("of %j is told in words", (found, words) => {
    expect(firstMisfit(wanted, arrays(found))).toBe(words);
  });
});

it("a scalar has no axes and one number", () => {
  expect(scalar(7)).toEqual({ shape: [], values: Float64Array.of(7) });
});
