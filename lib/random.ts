/**
 * Seeded random streams: Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror, Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3", SC 2011).
 *
 * Each stream is keyed by (seed, name), so data, initial weights, batch order and dropout draw from streams that
 * do not disturb one another: adding a draw to one leaves the others as they were. The state is the key, a
 * counter and the words not yet handed out; it can be saved and restored exactly.
 * This file knows nothing of distributions beyond uniform and normal, and never reads a clock.
 */
import { UserError } from "./errors.ts";
import { checkArgument, objectWith } from "./arguments.ts";

// Looked up once: a global is slow to reach from inside a loop where scripts run in a sandbox, as under jest.
const { imul } = Math;

/** The whole state of a stream, as plain JSON: restoring it continues the sequence exactly. */
export interface RandomState {
  /** The two 32-bit words that the seed and the name of the stream are hashed to. */
  readonly key: readonly [number, number];
  /** Number of 128-bit blocks drawn so far. */
  readonly counter: number;
  /** 32-bit words of the last block that are still to be handed out. */
  readonly words: readonly number[];
  /** The second value of the last normal pair, if it has not been handed out. */
  readonly spareNormal: number | null;
}

const stateKind = objectWith("what random.state() returned. Make a new stream by Random.stream(seed, name)", {
  key: "object",
  counter: "number",
  words: "object",
});

/**
 * A stream of random numbers that is determined by a seed and a name: Philox4x32-10, a counter-based generator.
 * Streams of different names do not disturb each other.
 * @see Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011
 * @example
 * const random = Random.stream(0, "weights");
 * random.uniform() < 1; // → true
 * Random.from(random.state()).normal() === random.normal(); // → true
 */
export class Random {
  readonly #key: readonly [number, number];
  #counter: number;
  #words: number[];
  #spareNormal: number | null;

  private constructor(state: RandomState) {
    checkArgument("Random", "the state", state, stateKind);
    this.#key = state.key;
    this.#counter = state.counter;
    this.#words = [...state.words];
    this.#spareNormal = state.spareNormal;
  }

  /** The stream called `name` under `seed`, from its beginning. `seed` is an integer from 0 to 2⁵³ − 1. */
  static stream(seed: number, name: string): Random {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new UserError(`Random: seed ${seed} is not a whole number from 0 to 2^53 - 1.`);
    }
    const [low, high] = [seed >>> 0, Math.floor(seed / 2 ** 32)];
    // The name enters through one Philox block under the seed as key, so that unequal names give unrelated keys.
    const mixed = philox(hash(name, 0), hash(name, 1), name.length, 0, low, high);
    return new Random({ key: [mixed[0]!, mixed[1]!], counter: 0, words: [], spareNormal: null });
  }

  /**
   * A stream that continues where the state was taken.
   * @throws UserError for a value that `state()` did not return
   */
  static from(state: RandomState): Random {
    return new Random(state);
  }

  /** The state at present, as plain JSON. Drawing from the stream afterwards does not change it. */
  state(): RandomState {
    return {
      key: this.#key,
      counter: this.#counter,
      words: [...this.#words],
      spareNormal: this.#spareNormal,
    };
  }

  /** A whole number from 0 to 2³² − 1. */
  word(): number {
    if (this.#words.length === 0) {
      const [low, high] = [this.#counter >>> 0, Math.floor(this.#counter / 2 ** 32)];
      this.#words = philox(low, high, 0, 0, this.#key[0], this.#key[1]).reverse();
      this.#counter++;
    }
    return this.#words.pop()!;
  }

  /** Uniform on [0, 1), with 53 random bits. */
  uniform(): number {
    const high = this.word() >>> 5; // 27 bits
    const low = this.word() >>> 6; // 26 bits
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Uniform on [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.uniform();
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const u = this.between(-1, 1);
      const v = this.between(-1, 1);
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spareNormal = v * scale;
        return u * scale;
      }
    }
  }

  /** A whole number from 0 to n − 1, each equally likely (draws that would favour small values are rejected). */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new UserError(`Random: integer(${n}) needs a whole number from 1 to 2^32.`);
    }
    const usable = 2 ** 32 - (2 ** 32 % n);
    for (;;) {
      const word = this.word();
      if (word < usable) return word % n;
    }
  }

  /** A permutation of 0 … n − 1, by Fisher and Yates. */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }
}

/** Ten rounds of Philox4x32: a 128-bit counter (c0 … c3) and a 64-bit key (k0, k1) to 128 random bits. */
// prettier-ignore
export function philox(c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): number[] {
  for (let round = 0; round < 10; round++) {
    const high0 = highWord(0xd2511f53, c0), low0 = imul(0xd2511f53, c0) >>> 0;
    const high1 = highWord(0xcd9e8d57, c2), low1 = imul(0xcd9e8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c1 = low1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** The upper 32 bits of a 32 × 32 bit product: by 16-bit halves, since no partial product may pass 2⁵³. */
function highWord(a: number, b: number): number {
  const aHigh = a >>> 16, aLow = a & 0xffff, bHigh = b >>> 16, bLow = b & 0xffff; // prettier-ignore
  const middle = aHigh * bLow + ((aLow * bLow) / 65536 >>> 0); // prettier-ignore
  const carry = aLow * bHigh + (middle % 65536);
  return (aHigh * bHigh + (middle / 65536 >>> 0) + (carry / 65536 >>> 0)) >>> 0; // prettier-ignore
}

/** FNV-1a over the UTF-16 units of a name, started from one of two bases. */
function hash(name: string, base: 0 | 1): number {
  let h = base === 0 ? 0x811c9dc5 : 0x050c5d1f;
  for (let i = 0; i < name.length; i++) h = imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}
