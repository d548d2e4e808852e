/**
 * The WebAssembly module that the .as.ts files compile to, as TypeScript sees it, and how its memory is shared out.
 *
 * Nothing is computed here. Addresses are in bytes.
 */
import { up } from "./task.ts";

/** Numbers of a matrix that are worth taking at once: 2 MB, an L2 cache. */
export const largest = 1 << 18;

export interface Module {
  readonly memory: WebAssembly.Memory;
  // simd.as.ts
  // prettier-ignore
  product(m: number, k: number, n: number, aRows: number, aColumns: number, bRows: number, bColumns: number,
    aPanel: number, bPanels: number, c: number, fresh: boolean): void;
  vector(k: number, n: number, x: number, bRows: number, bColumns: number, c: number): void;
  // prettier-ignore
  deliver(m: number, n: number, c: number, pitch: number, rows: number, columns: number, bias: number, down: number,
    right: number): void;
  addBias(m: number, n: number, c: number, bias: number): void;
  repeatTile(times: number, aPanel: number, bPanel: number, c: number): void;
  // descent.as.ts
  descend(count: number, gradient: number, weight: number, shrink: number, rate: number): void;
  // prettier-ignore
  descendOuter(m: number, n: number, x: number, y: number, weight: number, shrink: number, rate: number): void;
  // logistic.as.ts
  sigmoid(count: number, x: number, to: number, constants: number): void;
  sigmoidSlope(count: number, x: number, to: number, constants: number): void;
  // rectifier.as.ts
  relu(count: number, x: number, to: number): void;
  heaviside(count: number, x: number, to: number): void;
  // moments.as.ts
  columnSums(rows: number, columns: number, x: number, first: number, sum: number, squares: number): void;
  standardizeRows(rows: number, columns: number, x: number, mean: number, scale: number, along: number): void;
}

/** The module's memory. A call takes what it needs from the start of it on, and forgets it at the end. */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  #taken = 0;
  /** The memory seen as numbers and as table entries; made anew when it grows. */
  floats: Float64Array;
  places: Int32Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.floats = new Float64Array(memory.buffer);
    this.places = new Int32Array(memory.buffer);
  }

  /** Bytes taken so far by the call at hand. */
  get taken(): number {
    return this.#taken;
  }

  /** Forgets what was taken beyond; everything, if that is 0. */
  reset(taken = 0): void {
    this.#taken = taken;
  }

  /** The first room of a call. */
  begin(bytes: number): number {
    this.reset();
    return this.take(bytes);
  }

  /** Room that is there after the next `reserve`. */
  take(bytes: number): number {
    const at = this.#taken;
    this.#taken = up(at + bytes, 64);
    return at;
  }

  /** Makes the memory as large as what was taken. */
  reserve(): void {
    const missing = this.#taken - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    this.#memory.grow(Math.ceil(missing / 65536));
    this.floats = new Float64Array(this.#memory.buffer);
    this.places = new Int32Array(this.#memory.buffer);
  }

  /** Puts numbers where there is room for them, and returns where. */
  put(numbers: ArrayLike<number>): number {
    const at = this.take(8 * numbers.length);
    this.reserve();
    this.floats.set(numbers, at / 8);
    return at;
  }

  /** The numbers at an address, as they are now. */
  at(address: number, count: number): Float64Array {
    return this.floats.subarray(address / 8, address / 8 + count);
  }
}
