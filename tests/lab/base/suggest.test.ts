import { suggestion } from "../../../lab/base/suggest.ts";

it("names the nearest, and lists a few names but not many", () => {
  expect(suggestion("rleu", ["relu", "tanh"])).toBe(' Did you mean "relu"? There is: relu, tanh.');
  const many = Array.from({ length: 13 }, (_, i) => `name${i}`);
  expect(suggestion("name12x", many)).toBe(' Did you mean "name12"?');
});
