/**
 * Kinds of arguments: what each admits, and the sentence that refuses the rest.
 */
import { checkArgument, checkList, describeValue, kinds, objectWith, UserError } from "../../lib/index.ts";

class Part {
  readonly size = 1;
}
const operator = objectWith("an operator", { size: "number", apply: "function" });

it.each([
  ["a function", kinds.function, () => 1, {}],
  ["a list", kinds.list, [], "text"],
  ["a Map", kinds.map, new Map(), {}],
  ["an object", kinds.object, [], null],
  ["an object of options", kinds.options, {}, []],
  ["a Float64Array", kinds.numbers, new Float64Array(1), "text"],
  ["a Part", Part, new Part(), {}],
  ["an operator", operator, { size: 2, apply: () => 0 }, { size: 2 }],
])("%s", (text, kind, right, wrong) => {
  expect(() => checkArgument("f", "x", right, kind)).not.toThrow();
  expect(() => checkArgument("f", "x", wrong, kind)).toThrow(
    new UserError(`f: x is ${describeValue(wrong)}, expected ${text}.`),
  );
});

it("names the entry of a list that is wrong", () => {
  expect(() => checkList("f", "parts", [new Part(), 3], Part)).toThrow("f: parts[1] is 3, expected a Part.");
  expect(() => checkList("f", "parts", undefined, Part)).toThrow("f: parts is undefined, expected a list.");
});
