import fc from "fast-check";
import { UserError } from "../../lib/errors.ts";
import { philox, Random, type RandomState } from "../../lib/random.ts";

const hex = (words: readonly number[]): string =>
  words.map((word) => word.toString(16).padStart(8, "0")).join(" ");
const draws = (random: Random, n: number): number[] => Array.from({ length: n }, () => random.word());

/** Philox4x32-10 again, on BigInt, where no product needs to be taken apart. */
function philoxByBigInt(counter: readonly number[], key: readonly number[]): number[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const [p0, p1] = [0xd2511f53n * c0, 0xcd9e8d57n * c2];
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask];
    [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
  }
  return [c0, c1, c2, c3].map(Number);
}

type Block = [number, number, number, number, number, number];

describe("philox", () => {
  const all = 0xffffffff;
  // The known answers that its authors publish with Random123.
  it.each<[Block, string]>([
    [[0, 0, 0, 0, 0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [[all, all, all, all, all, all], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ])("of %j is %s", (input, answer) => {
    expect(hex(philox(...input))).toBe(answer);
  });

  it("equals itself computed in BigInt", () => {
    const word = fc.integer({ min: 0, max: all });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word, word, word), (input) => {
        expect(philox(...input)).toEqual(philoxByBigInt(input.slice(0, 4), input.slice(4)));
      }),
    );
  });
});

describe("a stream", () => {
  const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

  it("is the same for the same seed and name", () => {
    fc.assert(
      fc.property(seed, fc.string(), (s, name) => {
        expect(draws(Random.stream(s, name), 9)).toEqual(draws(Random.stream(s, name), 9));
      }),
    );
  });

  it("differs for another seed or name, also where the seeds agree in their lower 32 bits", () => {
    const seeds = [0, 1, 2 ** 32, 2 ** 32 + 1, 2 ** 52, Number.MAX_SAFE_INTEGER];
    const names = ["", "a", "b", "ab", "ba", "data", "weights", "weights ", "ω"];
    const firsts = seeds.flatMap((s) => names.map((name) => hex(draws(Random.stream(s, name), 2))));
    expect(new Set(firsts).size).toBe(seeds.length * names.length);
  });

  it("has a key of its own for each of thirty thousand names", () => {
    const keys = new Set<string>();
    for (let i = 0; i < 30_000; i++)
      keys.add(
        Random.stream(1, `layer ${i % 1000}/weight ${Math.floor(i / 1000)}`)
          .state()
          .key.join(),
      );
    expect(keys.size).toBe(30_000);
  });

  it("is not disturbed by draws from another", () => {
    const alone = draws(Random.stream(3, "data"), 20);
    const other = Random.stream(3, "dropout");
    const data = Random.stream(3, "data");
    const between = Array.from({ length: 20 }, () => {
      other.normal();
      return data.word();
    });
    expect(between).toEqual(alone);
  });

  it("is not correlated with another", () => {
    const n = 20_000;
    const [a, b] = [Random.stream(0, "a"), Random.stream(0, "b")];
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
    // The sum of n products has standard deviation √n/12.
    expect(Math.abs(sum)).toBeLessThan((5 * Math.sqrt(n)) / 12);
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])("refuses %d as a seed", (wrong) => {
    expect(() => Random.stream(wrong, "x")).toThrow(
      new UserError(`Random: seed ${wrong} is not a whole number from 0 to 2^53 - 1.`),
    );
  });
});

describe("the state", () => {
  type Draw = (random: Random) => unknown;
  const kinds: readonly Draw[] = [
    (r) => r.word(),
    (r) => r.uniform(),
    (r) => r.normal(),
    (r) => r.integer(10),
    (r) => [...r.permutation(4)],
  ];
  const draw = fc.constantFrom(...kinds);

  it("continues the sequence exactly, wherever it was saved and through JSON", () => {
    fc.assert(
      fc.property(fc.array(draw, { maxLength: 8 }), fc.array(draw, { maxLength: 12 }), (before, after) => {
        const random = Random.stream(11, "state");
        before.forEach((one) => one(random));
        const saved = JSON.parse(JSON.stringify(random.state())) as RandomState;
        const restored = Random.from(saved);
        expect(after.map((one) => one(restored))).toEqual(after.map((one) => one(random)));
        expect(restored.state()).toEqual(random.state());
      }),
    );
  });

  it("holds the second half of a normal pair", () => {
    const random = Random.stream(0, "pair");
    random.normal();
    const state = random.state();
    expect(state.spareNormal).not.toBeNull();
    expect(Random.from(state).normal()).toBe(random.normal());
    expect(random.state().spareNormal).toBeNull();
  });

  it("is a copy: drawing on leaves a saved state as it was", () => {
    const random = Random.stream(0, "copy");
    random.word();
    const state = random.state();
    const before = JSON.stringify(state);
    draws(random, 10);
    draws(Random.from(state), 10);
    expect(JSON.stringify(state)).toBe(before);
  });

  it("counts past 2^32 blocks", () => {
    const at = (counter: number): string =>
      hex(draws(Random.from({ key: [1, 2], counter, words: [], spareNormal: null }), 4));
    expect(at(2 ** 32 + 5)).toBe(hex(philox(5, 1, 0, 0, 1, 2)));
    expect(at(2 ** 32 + 5)).not.toBe(at(5));
  });
});

describe("draws", () => {
  const n = 40_000;
  const sample = (f: (random: Random) => number): number[] => {
    const random = Random.stream(5, "draws");
    return Array.from({ length: n }, () => f(random));
  };
  const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;

  it("uniform() lies in [0, 1) with the mean and variance of that interval", () => {
    const xs = sample((r) => r.uniform());
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThan(1);
    expect(Math.abs(mean(xs) - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(mean(xs.map((x) => x * x)) - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / n));
  });

  it("uniform() is made of two words: 27 bits of the first and 26 of the second", () => {
    const [bits, same] = [Random.stream(5, "bits"), Random.stream(5, "bits")];
    for (let i = 0; i < 100; i++) {
      const [high, low] = [BigInt(same.word() >>> 5), BigInt(same.word() >>> 6)];
      expect(bits.uniform() * 2 ** 53).toBe(Number((high << 26n) | low));
    }
  });

  it("between(a, b) is uniform() stretched", () => {
    const [a, b] = [Random.stream(5, "x"), Random.stream(5, "x")];
    for (let i = 0; i < 100; i++) expect(a.between(-3, 4)).toBe(-3 + 7 * b.uniform());
  });

  it("normal() has moments 0, 1, 0, 3", () => {
    const xs = sample((r) => r.normal());
    const moment = (k: number): number => mean(xs.map((x) => x ** k));
    // Variance of xᵏ over n draws: 1, 2, 15 and 96 for k = 1 … 4.
    [0, 1, 0, 3].forEach((expected, i) => {
      expect(Math.abs(moment(i + 1) - expected)).toBeLessThan(5 * Math.sqrt([1, 2, 15, 96][i]! / n));
    });
  });

  it.each([1, 2, 3, 7, 10, 100])("integer(%d) takes every value equally often", (count) => {
    const seen = new Array<number>(count).fill(0);
    for (const value of sample((r) => r.integer(count))) seen[value]!++;
    const expected = n / count;
    const chiSquare = seen.reduce((sum, k) => sum + (k - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(count + 6 * Math.sqrt(2 * count));
  });

  it("integer(n) rejects the words that would favour small values", () => {
    // Of 2^32 words, 2^32 mod n = 2^31 − 1 are one too many for n = 2^31 + 1: about half must be rejected. Without
    // rejection, every value below 2^31 − 1 would come up twice as often.
    const count = 2 ** 31 + 1;
    const random = Random.stream(5, "reject");
    const values = Array.from({ length: 4000 }, () => random.integer(count));
    expect(Math.max(...values)).toBeLessThan(count);
    expect(mean(values) / count).toBeCloseTo(0.5, 1);
    const blocks = random.state().counter;
    expect(blocks).toBeGreaterThan(1900); // 4000 accepted words need about 8000, four to a block
    expect(blocks).toBeLessThan(2100);
  });

  it("integer(2^32) uses every word as it is", () => {
    const [a, b] = [Random.stream(5, "w"), Random.stream(5, "w")];
    for (let i = 0; i < 50; i++) expect(a.integer(2 ** 32)).toBe(b.word());
  });

  it.each([0, -1, 1.5, NaN, 2 ** 32 + 1])("integer refuses %d", (wrong) => {
    expect(() => Random.stream(0, "x").integer(wrong)).toThrow(/^Random: integer\(.*from 1 to 2\^32\.$/);
  });

  it("permutation(n) permutes, and reaches all orders equally often", () => {
    const random = Random.stream(5, "permutation");
    expect([...random.permutation(0)]).toEqual([]);
    expect([...random.permutation(57)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 57 }, (_, i) => i),
    );
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = random.permutation(4).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
  });
});
