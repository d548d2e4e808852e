/**
 * The SIMD kernels that take arrays as they lie: activations, moments, and rows that are standardised. Each copies
 * a piece in that stays in the cache, calls the module, and copies the result out.
 */
import { exponentialConstants } from "../exponential.ts";
import { largest, type Arena, type Module } from "./module.ts";
import { plain } from "./plain.ts";
import { pieces } from "./task.ts";

/** Below so many numbers the copies cost more than the lanes save. */
const few = 16;
/** Numbers of an element-wise map that are taken at once. */
const piece = 2048;

export class SimdMaps {
  readonly #module: Module;
  readonly #arena: Arena;

  constructor(module: Module, arena: Arena) {
    this.#module = module;
    this.#arena = arena;
  }

  sigmoid(x: Float64Array, to: Float64Array): void {
    if (to.length < few) plain.sigmoid(x, to);
    else this.#map("sigmoid", x, to);
  }

  sigmoidSlope(x: Float64Array, to: Float64Array): void {
    if (to.length < few) plain.sigmoidSlope(x, to);
    else this.#map("sigmoidSlope", x, to);
  }

  relu(x: Float64Array, to: Float64Array): void {
    if (to.length < few) plain.relu(x, to);
    else this.#map("relu", x, to);
  }

  heaviside(x: Float64Array, to: Float64Array): void {
    if (to.length < few) plain.heaviside(x, to);
    else this.#map("heaviside", x, to);
  }

  #map(name: "sigmoid" | "sigmoidSlope" | "relu" | "heaviside", x: Float64Array, to: Float64Array): void {
    const arena = this.#arena;
    arena.reset();
    const [at, result] = [arena.take(8 * piece), arena.take(8 * piece)];
    const constants = arena.put(exponentialConstants);
    for (let from = 0; from < to.length; from += piece) {
      const count = Math.min(piece, to.length - from);
      arena.floats.set(x.subarray(from, from + count), at / 8);
      this.#module[name](count, at, result, constants);
      to.set(arena.at(result, count), from);
    }
  }

  columnSums(x: Float64Array, rows: number, sum: Float64Array, squares: Float64Array): void {
    const columns = sum.length;
    if (x.length < few || rows === 0) {
      plain.columnSums(x, rows, sum, squares);
      return;
    }
    const arena = this.#arena;
    arena.reset();
    const first = arena.put(x.subarray(0, columns + 1));
    // One number more each, for an odd number of columns.
    const [sums, ofSquares] = [arena.take(8 * (columns + 1)), arena.take(8 * (columns + 1))];
    arena.reserve();
    arena.at(sums, columns + 1).fill(0);
    arena.at(ofSquares, columns + 1).fill(0);
    this.#inPieces(x, rows, columns, (count, at) => {
      this.#module.columnSums(count, columns, at, first, sums, ofSquares);
    });
    sum.set(arena.at(sums, columns));
    squares.set(arena.at(ofSquares, columns));
  }

  standardizeRows(
    x: Float64Array,
    mean: Float64Array,
    scale: Float64Array,
    to: Float64Array,
    along: Float64Array,
  ): void {
    const [rows, columns] = [along.length, mean.length];
    if (x.length < few) {
      plain.standardizeRows(x, mean, scale, to, along);
      return;
    }
    const arena = this.#arena;
    arena.reset();
    const [means, scales] = [arena.put(mean), arena.put(scale)];
    const alongs = arena.take(8 * rows);
    this.#inPieces(x, rows, columns, (count, at, from) => {
      this.#module.standardizeRows(count, columns, at, means, scales, alongs + 8 * from);
      to.set(arena.at(at, count * columns), from * columns);
    });
    along.set(arena.at(alongs, rows));
  }

  /** Copies the rows in, a piece after the other to the same place, and hands each on with the number of its first row. */
  #inPieces(
    x: Float64Array,
    rows: number,
    columns: number,
    work: (count: number, at: number, from: number) => void,
  ): void {
    const arena = this.#arena;
    const most = Math.max(1, Math.min(rows, Math.floor(largest / columns)));
    const at = arena.take(8 * (most * columns + 1));
    arena.reserve();
    for (const [from, count] of pieces(rows, most)) {
      arena.floats.set(x.subarray(from * columns, (from + count) * columns), at / 8);
      work(count, at, from);
    }
  }
}
