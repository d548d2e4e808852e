/**
 * Every operation of the package, called as a user without types might: a sentence each time, never a bare TypeError.
 */
import * as bnp from "../../index.ts";
import { UserError } from "../../lib/index.ts";
import type { Operation } from "../../autograd/index.ts";

const { tensor, zeros } = bnp;

type Call = (...args: readonly unknown[]) => unknown;

/** Every export that is an operation, found in the package: a new one is tried the moment it exists. */
const operations = Object.entries(bnp).flatMap(([name, value]: [string, unknown]) => {
  const { operation } = value as { readonly operation?: Operation };
  return operation === undefined ? [] : [{ name, call: value as Call, operation }];
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
  expect(operations.length).toBeGreaterThan(50);
});

it.each(operations)("$name: an input that is no tensor is told by its name", ({ call, operation }) => {
  const { inputs, about } = operation;
  const { shapes, params } = about.samples[0]!;
  inputs.forEach((input, i) => {
    for (const bad of wrong) {
      const given = shapes.map((shape, at) => (at === i ? bad : zeros(shape)));
      expect(() => call(...given, params)).toThrow(UserError);
      expect(() => call(...given, params)).toThrow(`${input} is `);
    }
  });
});

it.each(operations)("$name: parameters of another form give no TypeError", ({ call, operation }) => {
  const given = operation.about.samples.at(-1)!.shapes.map((shape) => zeros(shape));
  for (const bad of [...wrong, 2, NaN, -1, [[0, 8]], tensor([1])]) {
    expect(fault(() => call(...given, bad))).toBe("");
  }
});
