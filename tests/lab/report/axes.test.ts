/** Ranges in whole decades, and ticks with or without numbers. */
import { decades } from "../../../lab/report/axes.ts";

it("takes whole decades around what is positive", () => {
  expect(decades([0.02, 300, -5, 0, NaN])).toEqual([-2, 3]);
  expect(decades([1])).toEqual([0, 1]);
  expect(decades([-1, 0])).toBeUndefined();
});
