/**
 * JSON files that are none, or of another form: one sentence that names the place.
 */
import { ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { checkedBy, readJson } from "../../../lab/base/json.ts";
import { DataError } from "../../../lib/index.ts";

let place: string;
beforeEach(() => (place = mkdtempSync(join(tmpdir(), "json-"))));
afterEach(() => {
  rmSync(place, { recursive: true });
});

it("reads a value, and says what is wrong with a file that is missing or no JSON", () => {
  const path = join(place, "x.json");
  expect(() => readJson(path)).toThrow(
    /x\.json: cannot be read \(there is no such file or folder, ENOENT\)\. Check/,
  );
  writeFileSync(path, '{"a": [1, null]}');
  expect(readJson(path)).toEqual({ a: [1, null] });
  writeFileSync(path, '{"a": ');
  expect(() => readJson(path)).toThrow(DataError);
  expect(() => readJson(path)).toThrow(
    /x\.json: is not JSON \(.*\)\. Give a whole file, or write it again\.$/,
  );
});

it("shows no control characters of what it was given", () => {
  const path = join(place, "x.json");
  writeFileSync(path, "\u001b[2Jx");
  expect(() => readJson(path)).toThrow(/is not JSON/);
  expect(() => readJson(path)).not.toThrow(/\p{Cc}/u);
});

it("refuses a text that no string can hold", () => {
  const path = join(place, "x.json");
  ftruncateSync(openSync(path, "w"), 2 ** 28 + 1);
  expect(() => readJson(path)).toThrow(
    /x\.json: has 268435457 bytes, and a JSON file here has at most 268435456\./,
  );
});

const schema = z.object({ a: z.array(z.number()), b: z.string(), c: z.int(), d: z.boolean() });
const right = { a: [1], b: "x", c: 3, d: true };

it.each<[unknown, string]>([
  [null, "it is null and not an object"],
  [[], "it is a list and not an object"],
  ["x", "it is a string and not an object"],
  [{ ...right, a: undefined }, "a is missing"],
  [{ ...right, a: {} }, "a is an object and not a list"],
  [{ ...right, a: [1, "2"] }, "a.1 is a string and not a finite number"],
  [{ ...right, a: [Infinity] }, "a.0 is Infinity and not a finite number"],
  [{ ...right, a: [NaN] }, "a.0 is NaN and not a finite number"],
  [{ ...right, b: 7 }, "b is 7 and not a string"],
  [{ ...right, c: 0.5 }, "c is 0.5 and not a whole number"],
  [{ ...right, d: "yes" }, "d is a string and not true or false"],
])("says of %j that %s", (value, misfit) => {
  expect(() => checkedBy(schema, value, (wrong) => `f: ${wrong}.`)).toThrow(new DataError(`f: ${misfit}.`));
});

it("gives back what fits", () => {
  expect(checkedBy(schema, right, String)).toEqual(right);
});
