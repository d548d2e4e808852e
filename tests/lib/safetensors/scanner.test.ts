/**
 * The scanner against JSON.parse: it reads no more than that does, and refuses what that lets pass in silence.
 */
import fc from "fast-check";
import { Malformed, quoted, Scanner } from "../../../lib/safetensors/scanner.ts";

const wholeText = <T>(text: string, read: (scanner: Scanner) => T): T => {
  const scanner = new Scanner(text);
  const value = read(scanner);
  scanner.end();
  return value;
};
const string = (text: string): string => wholeText(text, (s) => s.string());
const numbers = (text: string): number[] => wholeText(text, (s) => s.wholeNumbers());
const keys = (text: string): string[] =>
  wholeText(text, (s) => {
    const seen: string[] = [];
    s.object((key) => {
      seen.push(key);
      s.wholeNumbers();
    });
    return seen;
  });

describe("a string", () => {
  it("comes back from JSON as it was, whatever its characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(string(JSON.stringify(text))).toBe(text);
      }),
    );
  });

  it("is refused exactly where JSON.parse refuses it, or as half of a surrogate pair", () => {
    const pieces = fc.constantFrom(
      '"',
      "\\",
      "\\\\",
      '\\"',
      "\\u00e9",
      "\\u12",
      "\\ud800",
      "\\ud83d\\ude00",
      "\n",
      "é",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (middle) => {
        const text = `"${middle.join("")}"`;
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          parsed = undefined;
        }
        if (typeof parsed === "string" && !/\p{Surrogate}/u.test(parsed)) expect(string(text)).toBe(parsed);
        else expect(() => string(text)).toThrow(Malformed);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['"', '"abc', '"abc\\', '"abc\\"', "abc", ""])(
    "without an end or a beginning is refused: %j",
    (text) => {
      expect(() => string(text)).toThrow(Malformed);
    },
  );
});

describe("a list of whole numbers", () => {
  it("comes back from JSON as it was, blanks around the numbers or not", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: Number.MAX_SAFE_INTEGER })), (list) => {
        expect(numbers(JSON.stringify(list))).toEqual(list);
        expect(numbers(JSON.stringify(list, null, "\t"))).toEqual(list);
      }),
    );
  });

  it.each([
    ["[-1]", 'a whole number at character 1, found "-"'],
    ["[1.5]", "']' at character 2, found \".\""],
    ["[1e3]", "']' at character 2, found \"e\""],
    ["[01]", "a whole number at character 1"],
    ["[1,]", 'a whole number at character 3, found "]"'],
    ["[,1]", "a whole number at character 1"],
    ["[1 2]", "']' at character 3"],
    ["[1", "']' at character 2, found the end"],
    ["[9007199254740992]", "the number at character 1 is beyond 2^53"],
    ["[99999999999999999999999999999999]", "beyond 2^53"],
    ["[null]", "a whole number"],
    ["[[1]]", "a whole number"],
    ["{}", "'[' at character 0"],
    ["[1] x", "its end at character 4"],
  ])("refuses %s", (text, words) => {
    expect(() => numbers(text)).toThrow(Malformed);
    expect(() => numbers(text)).toThrow(words);
  });
});

describe("an object", () => {
  it("hands out its keys in order", () => {
    expect(keys("{}")).toEqual([]);
    expect(keys(' { "b" : [1] ,\n "a":[]} ')).toEqual(["b", "a"]);
  });

  it.each([
    ['{"a":[],"a":[]}', 'the name "a" stands twice'],
    ['{"a":[],"\\u0061":[]}', 'the name "a" stands twice'],
    ['{"__proto__":[]}', '"__proto__" is not allowed'],
    ['{"a":[]', "'}' at character 7, found the end"],
    ['{"a" []}', "':' at character 5"],
    ["{a:[]}", "a string at character 1"],
    ['{"a":[],}', "a string at character 8"],
    ['{"a":[]}}', "its end at character 8"],
  ])("refuses %s", (text, words) => {
    expect(() => keys(text)).toThrow(Malformed);
    expect(() => keys(text)).toThrow(words);
  });
});

it("a long name is shown cut short", () => {
  expect(quoted("a".repeat(1000)).length).toBeLessThan(70);
  expect(quoted('say "x"')).toBe('"say \\"x\\""');
});
