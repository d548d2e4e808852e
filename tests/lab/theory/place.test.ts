import { combination, dot, length, moveTo, placeOf } from "../../../lab/theory/place.ts";
import { Parameter } from "../../../layers/index.ts";
import { tensor } from "../../../tensor/index.ts";

it("a place is all parameters one after another, and moving there and back leaves what was", () => {
  const parameters = [new Parameter("w", tensor([[1, 2], [3, 4]])), new Parameter("b", tensor([5, 6]))]; // prettier-ignore
  const home = placeOf(parameters);
  expect([...home]).toEqual([1, 2, 3, 4, 5, 6]);
  moveTo(parameters, home.map((x) => 10 * x)); // prettier-ignore
  expect([...parameters[0]!.elements]).toEqual([10, 20, 30, 40]);
  expect(parameters[1]!.shape).toEqual([2]);
  moveTo(parameters, home);
  expect(placeOf(parameters)).toEqual(home);
  expect([...home]).toEqual([1, 2, 3, 4, 5, 6]);
});

it("sums of vectors", () => {
  const [a, b] = [Float64Array.of(3, 4), Float64Array.of(-1, 2)];
  expect(dot(a, b)).toBe(5);
  expect(length(a)).toBe(5);
  expect([...combination([a, b], [2, -1])]).toEqual([7, 6]);
});
