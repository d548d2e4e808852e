/**
 * Headers: what is written is read back, and each way of being wrong has its sentence.
 */
import fc from "fast-check";
import { headerText, parseHeader } from "../../../lib/safetensors/header.ts";
import { Malformed } from "../../../lib/safetensors/scanner.ts";

const array = (shape: string, offsets: string, dtype = "F64"): string =>
  `{"dtype":"${dtype}","shape":[${shape}],"data_offsets":[${offsets}]}`;

describe("a header", () => {
  it("is read as the reference implementation writes it", () => {
    const text = `{"__metadata__":{"k":"v"},"a":${array("2,3", "0,48")},"b":${array("", "48,56")}}`;
    const { metadata, extents } = parseHeader(text, 56);
    expect([...metadata]).toEqual([["k", "v"]]);
    expect([...extents]).toEqual([
      ["a", { shape: [2, 3], begin: 0, end: 48 }],
      ["b", { shape: [], begin: 48, end: 56 }],
    ]);
    expect(headerText({ metadata, extents })).toBe(text);
  });

  it("that is written is read back, whatever names, texts and shapes", () => {
    const word = fc.string({ unit: "binary" }).filter((w) => w !== "__metadata__" && w !== "__proto__");
    const shapes = fc.array(fc.nat({ max: 5 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.dictionary(word, word), fc.dictionary(word, shapes), (texts, arrays) => {
        let begin = 0;
        const extents = new Map(
          Object.entries(arrays).map(([name, shape]) => {
            const from = begin;
            begin += shape.reduce((n, length) => n * length, 8);
            return [name, { shape, begin: from, end: begin }];
          }),
        );
        const header = { metadata: new Map(Object.entries(texts)), extents };
        expect(parseHeader(headerText(header), begin)).toEqual(header);
      }),
    );
  });

  it("may have its metadata anywhere, its fields in any order, and blanks", () => {
    const text = `{ "a" : {"shape":[1], "data_offsets":[0,8] ,"dtype":"F64"}, "__metadata__" : {} }  `;
    expect(parseHeader(text, 8).extents.get("a")).toEqual({ shape: [1], begin: 0, end: 8 });
  });

  it("may hold arrays without elements, which take no bytes", () => {
    const text = `{"a":${array("0", "0,0")},"b":${array("3,0", "0,0")},"c":${array("1", "0,8")},"d":${array("0", "8,8")}}`;
    expect(parseHeader(text, 8).extents.size).toBe(4);
  });

  it.each([
    ["", 0, "it begins with"],
    [' {"a":1}', 0, "it begins with"],
    ["[]", 0, "it begins with"],
    ["{}", 8, "8 bytes after the last array belong to none"],
    [`{"a":${array("1", "0,8")}}`, 16, "8 bytes after the last array"],
    [`{"a":${array("1", "0,8")}}`, 7, '"a" ends at byte 8 of the data, which has 7'],
    [`{"a":${array("1", "8,16")}}`, 16, 'bytes 0 to 8 before the array "a" belong to none'],
    [`{"a":${array("1", "0,8")},"b":${array("1", "16,24")}}`, 24, "bytes 8 to 16 before"],
    [`{"a":${array("1", "0,8")},"b":${array("1", "0,8")}}`, 8, '"b" begins at byte 0, before byte 8'],
    [`{"a":${array("1", "8,16")},"b":${array("1", "0,8")}}`, 16, "bytes 0 to 8 before"],
    [`{"a":${array("2", "0,16")},"b":${array("1", "8,16")}}`, 16, '"b" begins at byte 8'],
    [`{"a":${array("1", "8,0")}}`, 8, "ends at byte 0, before it begins at 8"],
    [`{"a":${array("2", "0,8")}}`, 8, "needs 16 bytes by its shape and has 8"],
    [`{"a":${array("", "0,0")}}`, 0, "needs 8 bytes by its shape and has 0"],
    [`{"a":${array("0", "0,8")}}`, 8, "needs 0 bytes by its shape and has 8"],
    [`{"a":${array("1", "0,8,16")}}`, 16, "has 3 data_offsets and not 2"],
    [`{"a":${array("1", "0")}}`, 8, "has 1 data_offsets and not 2"],
    [`{"a":${array("9007199254740991,2", "0,8")}}`, 8, "beyond 2^53"],
    [`{"a":${array("9007199254740991,9007199254740991,0", "0,0")}}`, 0, "beyond 2^53"],
    [`{"a":${array("1", "0,9007199254740993")}}`, 8, "beyond 2^53"],
    [`{"a":${array("-1", "0,8")}}`, 8, "a whole number"],
    [`{"a":${array("1", "0,4", "F32")}}`, 4, 'of type "F32", and only F64 is read'],
    [`{"a":${array("1", "0,8", "F65")}}`, 8, 'of type "F65"'],
    [`{"a":{"shape":[1],"data_offsets":[0,8]}}`, 8, "has no dtype"],
    [`{"a":{"dtype":"F64","data_offsets":[0,8]}}`, 8, "has no shape"],
    [`{"a":{"dtype":"F64","shape":[1]}}`, 8, "has no data_offsets"],
    [`{"a":{"dtype":"F64","dtype":"F64","shape":[1],"data_offsets":[0,8]}}`, 8, '"dtype" stands twice'],
    [`{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8],"more":[]}}`, 8, 'has a field "more"'],
    [`{"a":${array("1", "0,8")},"a":${array("1", "8,16")}}`, 16, 'the name "a" stands twice'],
    [`{"__proto__":${array("1", "0,8")}}`, 8, '"__proto__" is not allowed'],
    [`{"__metadata__":{"__proto__":"x"}}`, 0, '"__proto__" is not allowed'],
    [`{"__metadata__":{"a":"1","a":"2"}}`, 0, '"a" stands twice'],
    [`{"__metadata__":{},"__metadata__":{}}`, 0, '"__metadata__" stands twice'],
    [`{"__metadata__":{"a":1}}`, 0, "expected a string"],
    [`{"__metadata__":{"a":{"b":"c"}}}`, 0, "expected a string"],
    [`{"__metadata__":null}`, 0, "expected '{'"],
    [`{"__metadata__":["a"]}`, 0, "expected '{'"],
    [`{"a":null}`, 0, "expected '{'"],
    ["{} x", 0, "its end"],
    ["{}\0", 0, "its end"],
    [`{"a":${"[".repeat(100_000)}`, 0, "expected '{'"],
    [`{"a":{"shape":${"[".repeat(100_000)}`, 0, "a whole number"],
  ])("%.90s of %i bytes is refused", (text, bytes, words) => {
    expect(() => parseHeader(text, bytes)).toThrow(Malformed);
    expect(() => parseHeader(text, bytes)).toThrow(words);
  });

  it("with a million axes or names takes no longer than it is long", () => {
    const ones = Array.from({ length: 1_000_000 }, () => "1").join(",");
    expect(parseHeader(`{"a":${array(ones, "0,8")}}`, 8).extents.get("a")!.shape.length).toBe(1_000_000);
    const names = Array.from({ length: 50_000 }, (_, i) => `"${i}":${array("0", "0,0")}`).join(",");
    expect(parseHeader(`{${names}}`, 0).extents.size).toBe(50_000);
  });
});
