/**
 * safetensors, byte by byte against the specification, and against everything that a file should not be.
 */
import fc from "fast-check";
import {
  DataError,
  type NamedArrays,
  Random,
  readSafetensors,
  UserError,
  writeSafetensors,
} from "../../../lib/index.ts";
import { reversedInEights } from "../../../lib/safetensors/safetensors.ts";
import { bare, digestPlace, float64s, signed } from "./signed.ts";

const bits = (values: Float64Array): Uint8Array => new Uint8Array(values.buffer);

/** The same names in the same order, shapes, bits of all numbers, and texts. */
function expectSame(
  bytes: Uint8Array,
  arrays: NamedArrays,
  metadata: ReadonlyMap<string, string> = new Map(),
): void {
  const read = readSafetensors(bytes);
  expect([...read.arrays.keys()]).toEqual([...arrays.keys()]);
  for (const [name, { shape, values }] of arrays) {
    expect(read.arrays.get(name)!.shape).toEqual(shape);
    expect(bits(read.arrays.get(name)!.values)).toEqual(bits(values));
  }
  expect([...read.metadata]).toEqual([...metadata]);
}

const some: NamedArrays = new Map([
  ["weight", { shape: [2, 3], values: Float64Array.of(1, -2, 3, 0.5, 1e-300, 6) }],
  ["steps", { shape: [], values: Float64Array.of(7) }],
]);

describe("a file", () => {
  it("is, byte for byte, what the specification says", () => {
    const bytes = Buffer.from(
      writeSafetensors(new Map([["a", { shape: [2], values: Float64Array.of(1, -2) }]])),
    );
    const digest = "2c0bfb75187f39aa221e23260a61f999a61ff0aa2aeafc3331231dbb3183e949";
    const header = `{"__metadata__":{"sha256":"${digest}"},"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}`;
    expect(bytes.subarray(0, 8).toString("hex")).toBe("9800000000000000");
    expect(bytes.subarray(8, 160).toString()).toBe(header.padEnd(152));
    expect(bytes.subarray(160).toString("hex")).toBe("000000000000f03f" + "00000000000000c0");
  });

  it("is the one that is put together by hand", () => {
    const header =
      `{"__metadata__":{"sha256":"${digestPlace}","made by":"\\"me\\", ü"},` +
      `"weight":{"dtype":"F64","shape":[2,3],"data_offsets":[0,48]},"steps":{"dtype":"F64","shape":[],"data_offsets":[48,56]}}`;
    const data = float64s(1, -2, 3, 0.5, 1e-300, 6, 7);
    const metadata = new Map([["made by", '"me", ü']]);
    expect(Buffer.from(writeSafetensors(some, metadata)).equals(signed(header, data))).toBe(true);
    expectSame(signed(header, data), some, metadata);
  });

  it("keeps every bit: NaN with its payload, -0, subnormals, infinities", () => {
    const patterns = [
      0x7ff8000000000000n,
      0x7ff0000000000001n,
      0xfff8dead0000beefn,
      1n << 63n,
      1n,
      0x7ff0000000000000n,
    ];
    const values = new Float64Array(BigUint64Array.from(patterns).buffer);
    const bytes = writeSafetensors(new Map([["x", { shape: [6], values }]]));
    expect([...new BigUint64Array(readSafetensors(bytes).arrays.get("x")!.values.buffer)]).toEqual(patterns);
  });

  it("gives back whatever was written, names and texts of any characters, arrays of any shape", () => {
    const word = fc
      .string({ unit: "binary" })
      .filter((w) => !["__metadata__", "__proto__", "sha256"].includes(w));
    const array = fc.array(fc.nat({ max: 3 }), { maxLength: 3 }).chain((shape) => {
      const size = shape.reduce((n, length) => n * length, 1);
      return fc.float64Array({ minLength: size, maxLength: size }).map((values) => ({ shape, values }));
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, array)), fc.array(fc.tuple(word, word)), (arrays, texts) => {
        const [a, t] = [new Map(arrays), new Map(texts)];
        expectSame(writeSafetensors(a, t), a, t);
      }),
    );
  });

  it("is read from a piece of a larger buffer, which stays as it was", () => {
    const file = writeSafetensors(some);
    const around = Buffer.concat([Buffer.alloc(3, 1), file, Buffer.alloc(5, 2)]);
    const before = Buffer.from(around);
    expectSame(around.subarray(3, 3 + file.length), some);
    expect(around.equals(before)).toBe(true);
  });

  it("can be written and read with another sha256", () => {
    const bytes = writeSafetensors(some, new Map(), () => "f".repeat(64));
    expect(readSafetensors(bytes, "x", () => "f".repeat(64)).arrays.size).toBe(2);
    expect(() => readSafetensors(bytes)).toThrow(DataError);
  });

  it("is in the order of little-endian machines on others too", () => {
    expect([...reversedInEights(Uint8Array.from({ length: 16 }, (_, i) => i))]).toEqual([
      7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8,
    ]);
  });

  it.each(["__metadata__", "__proto__", "\ud800"])("cannot hold an array called %j", (name) => {
    const write = () => writeSafetensors(new Map([[name, { shape: [], values: Float64Array.of(1) }]]));
    expect(write).toThrow(UserError);
  });

  it.each([
    ["sha256", "x"],
    ["__proto__", "x"],
    ["x", "\udc00"],
  ])("cannot hold the text %j: %j", (key, value) => {
    expect(() => writeSafetensors(new Map(), new Map([[key, value]]))).toThrow(UserError);
  });

  it("cannot hold an array that is not as long as its shape", () => {
    const write = () => writeSafetensors(new Map([["x", { shape: [2], values: Float64Array.of(1) }]]));
    expect(write).toThrow('safetensors: "x" of shape [2] has 1 values.');
  });
});

describe("a damaged file", () => {
  const random = Random.stream(0, "damage");
  const file = writeSafetensors(
    new Map([
      ...some,
      ["0.weight", { shape: [10, 10], values: Float64Array.from({ length: 100 }, () => random.normal()) }],
    ]),
    new Map([["step", "1200"]]),
  );

  it("is refused when cut short anywhere, or longer than it was", () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => readSafetensors(file.subarray(0, length))).toThrow(DataError);
    }
    expect(() => readSafetensors(Buffer.concat([file, Buffer.alloc(1)]))).toThrow(
      "1 bytes after the last array",
    );
  });

  it("is refused when any one of its bits is turned", () => {
    let refused = 0;
    const damaged = Uint8Array.from(file);
    for (let bit = 0; bit < 8 * file.length; bit++) {
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      try {
        readSafetensors(damaged);
      } catch (error) {
        if (error instanceof DataError) refused++;
        else throw error;
      }
      damaged[bit >> 3]! ^= 1 << (bit & 7);
    }
    expect(file.length * 8).toBeGreaterThan(9_000);
    expect(refused).toBe(file.length * 8);
    expect([...damaged]).toEqual([...file]);
  });

  it("is refused when several bits are turned, bytes are replaced, or pieces are moved", () => {
    for (let round = 0; round < 2_000; round++) {
      const damaged = Uint8Array.from(file);
      const [at, to, length] = [
        random.integer(file.length),
        random.integer(file.length),
        1 + random.integer(64),
      ];
      const kind = random.integer(3);
      if (kind === 0)
        for (let i = 0; i < 2; i++) damaged[random.integer(file.length)]! ^= 1 << random.integer(8);
      if (kind === 1) damaged.fill(random.integer(256), at, at + length);
      if (kind === 2) damaged.copyWithin(to, at, at + length);
      if (damaged.every((byte, i) => byte === file[i])) continue;
      expect(() => readSafetensors(damaged)).toThrow(DataError);
    }
  });
});

describe("a hostile file", () => {
  const array = `{"dtype":"F64","shape":[1],"data_offsets":[0,8]}`;
  const one = float64s(1);

  it.each([
    ["nothing", Buffer.alloc(0), "it has 0 bytes"],
    ["seven bytes", Buffer.alloc(7), "it has 7 bytes"],
    ["an empty header", signed(""), "it begins with"],
    [
      "a header of 2^64 - 1",
      signed(`{${bare}}`, one, 2n ** 64n - 1n),
      "its header claims 18446744073709551615 bytes, and at most",
    ],
    ["a header of 2^53 + 1", signed(`{${bare}}`, one, 2n ** 53n + 1n), "claims 9007199254740993 bytes"],
    [
      "a header of 2 GiB",
      signed(`{${bare}}`, one, 2n ** 31n),
      "claims 2147483648 bytes, and at most 100000000",
    ],
    ["a header of all allowed bytes", signed(`{${bare}}`, one, 100_000_000n), "and the file ends after"],
    ["a header that takes in the data", signed(`{${bare}}`, Buffer.from("AAAAAAAA"), 104n), "its end"],
    ["bytes that are no UTF-8", signed(Buffer.from([0x7b, 0xff, 0x7d])), "its header is not UTF-8"],
    ["an overlong character", signed(Buffer.from([0x7b, 0xc0, 0x80, 0x7d])), "its header is not UTF-8"],
    [
      "half of a surrogate pair in UTF-8",
      signed(Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22])),
      "not UTF-8",
    ],
    ["a byte order mark", signed(`\ufeff{${bare}}`), "it begins with"],
    ["UTF-16", signed(Buffer.from(`{${bare}}`, "utf16le")), "expected a string"],
    ["a pickle", Buffer.from("80049528000000000000007d", "hex"), "its header claims"],
    ["a name twice", signed(`{${bare},"a":${array},"a":${array}}`, one), 'the name "a" stands twice'],
    ["__proto__", signed(`{${bare},"__proto__":${array}}`, one), '"__proto__" is not allowed'],
    [
      "a text that is none",
      signed(`{"__metadata__":{"sha256":"${digestPlace}","step":1}}`),
      "expected a string",
    ],
    [
      "a hole",
      signed(`{${bare},"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}`, float64s(1, 2)),
      "bytes 0 to 8",
    ],
    ["bytes of no array", signed(`{${bare},"a":${array}}`, float64s(1, 2)), "8 bytes after the last array"],
    [
      "too few bytes",
      signed(`{${bare},"a":${array}}`, one.subarray(1)),
      "ends at byte 8 of the data, which has 7",
    ],
    ["no digest", signed(`{"a":${array}}`, one), "it does not begin with a sha256 of itself"],
    ["a digest that is not first", signed(`{"a":${array},${bare}}`, one), "does not begin with a sha256"],
    [
      "a digest elsewhere",
      signed(`{"__metadata__":{"x":"","sha256":"${digestPlace}"}}`),
      "does not begin with",
    ],
    ["a short digest", signed(`{"__metadata__":{"sha256":"${"0".repeat(63)}"}}`), "do not have the sha256"],
    [
      "an endless digest",
      signed(`{"__metadata__":{"sha256":"${"0".repeat(9000)}"}}`),
      "do not have the sha256",
    ],
    [
      "a digest of others' making",
      signed(`{"__metadata__":{"sha256":"${"ab".repeat(32)}"}}`),
      "do not have the sha256",
    ],
  ])("with %s is refused in a sentence that names the file", (_, bytes, words) => {
    const read = () => readSafetensors(bytes, "run.safetensors");
    expect(read).toThrow(DataError);
    expect(read).toThrow(words);
    expect(read).toThrow(
      /^run\.safetensors: .*\. (Use a whole and unchanged file, or save it again|Give a file that save\(\) wrote here)\.$/,
    );
  });

  it("is refused, of whatever bytes it is", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readSafetensors(bytes)).toThrow(DataError);
      }),
      { numRuns: 100 },
    );
    const token = fc.constantFrom(
      ...'{}[]:,"0 1 8 a F64 dtype shape data_offsets sha256 __metadata__'.split(" "),
      "{",
      "}",
      '"',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
        expect(() => readSafetensors(signed(`{${tokens.join("")}`))).toThrow(DataError);
      }),
      { numRuns: 300 },
    );
  });
});
