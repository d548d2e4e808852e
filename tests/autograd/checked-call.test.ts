/**
 * Every operation of the package, called as a user without types might: always a UserError, never a TypeError.
 */
import * as bnp from "../../index.ts";
import { UserError } from "../../lib/index.ts";
import type { Operation } from "../../autograd/index.ts";
import { samplesOf } from "../support/samples/index.ts";

const { tensor, zeros } = bnp;

type Call = (...args: readonly unknown[]) => unknown;

/** Every export that is an operation, found in the package: a new one is tried the moment it exists. */
const operations = Object.entries(bnp).flatMap(([name, value]: [string, unknown]) => {
  const { operation } = value as { readonly operation?: Operation };
  if (operation === undefined) return [];
  const samples = samplesOf(operation);
  const count = samples[0]!.shapes.length;
  const isList = count !== operation.inputs.length; // of tensors, and then parameters
  const call: Call = (...given) =>
    isList ? (value as Call)(given.slice(0, count), given[count]) : (value as Call)(...given);
  return [{ name, call, operation, samples, isList }];
});

/** What the call does other than throwing a UserError; "" if nothing. */
function fault(call: () => unknown): string {
  try {
    call();
    return "";
  } catch (error) {
    const isSentence = error instanceof UserError && /\.$/.test(error.message) && error.message.length > 15;
    return isSentence ? "" : String(error);
  }
}

const wrong = [undefined, null, [1, 2], [[1], [2, 3]], "x", {}, Float64Array.of(1), () => 1];

it("finds the operations", () => {
  expect(operations.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["mul", "concat", "crossEntropy"]),
  );
});

const separate = operations.filter(({ isList }) => !isList);

it.each(separate)(
  "$name: the error names an input that is no tensor",
  ({ name, call, operation, samples }) => {
    const { shapes, params } = samples[0]!;
    operation.inputs.forEach((input, i) => {
      for (const bad of wrong) {
        if (bad === undefined && name === "conv2d" && input === "bias") continue; // it may be left out
        const given = shapes.map((shape, at) => (at === i ? bad : zeros(shape)));
        expect(() => call(...given, params)).toThrow(UserError);
        expect(() => call(...given, params)).toThrow(`${input} is `);
      }
    });
  },
);

it.each(operations)("$name: parameters of another form give no TypeError", ({ call, samples }) => {
  const given = samples.at(-1)!.shapes.map((shape) => zeros(shape));
  for (const bad of [...wrong, 2, NaN, -1, [[0, 8]], tensor([1])]) {
    expect(fault(() => call(...given, bad))).toBe("");
  }
});
