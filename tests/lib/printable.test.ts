/**
 * A result prints as a sentence wherever it is printed, and is a plain record otherwise.
 */
import { inspect } from "node:util";
import { printable } from "../../lib/index.ts";

const record = printable({ kappa: 3, list: Float64Array.of(1, 2) }, ({ kappa }) => `κ = ${kappa}`);

it("prints as its sentence: in a template, in the console, inside of another record", () => {
  const { toString } = record as { toString: () => string };
  expect(`result: ${toString()}`).toBe("result: κ = 3");
  expect(inspect(record)).toBe("κ = 3");
  expect(inspect({ a: [record] })).toBe("{ a: [ κ = 3 ] }");
});

it("is the plain record in JSON, in comparisons and in copies", () => {
  expect(JSON.stringify(record)).toBe('{"kappa":3,"list":{"0":1,"1":2}}');
  expect(Object.keys(record)).toEqual(["kappa", "list"]);
  expect({ ...record }).toStrictEqual({ kappa: 3, list: Float64Array.of(1, 2) });
  expect(structuredClone(record)).toEqual({ kappa: 3, list: Float64Array.of(1, 2) });
});
