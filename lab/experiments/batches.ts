/**
 * The order in which examples are met: whole epochs, each a fresh permutation, cut into batches of one size. The
 * trailing partial batch of an epoch is dropped (its statistics would be those of another batch size). The order
 * depends on the seed, the number of examples and the batch size alone, so every method meets the same batches.
 */
import { type Random, UserError } from "../../lib/index.ts";
import { gatherValues, type Indices, valuesOf } from "../../tensor/index.ts";

export class Batches {
  readonly #count: number;
  readonly #size: number;
  readonly #random: Random;
  #order: Int32Array = new Int32Array(0);
  #at = 0;

  /** Batches of `size` out of `count` examples; `random` is the stream that permutes them and is drawn from by nothing else. */
  constructor(count: number, size: number, random: Random) {
    if (size > count) {
      throw new UserError(
        `compare: a batch of ${size} cannot be drawn from ${count} training examples. Use a smaller --batch-size.`,
      );
    }
    this.#count = count;
    this.#size = size;
    this.#random = random;
  }

  /** The rows of the next batch. The array is read at once or copied: the next epoch may replace it. */
  next(): Int32Array {
    if (this.#at + this.#size > this.#order.length) {
      this.#order = this.#random.permutation(this.#count);
      this.#at = 0;
    }
    const rows = this.#order.subarray(this.#at, this.#at + this.#size);
    this.#at += this.#size;
    return rows;
  }
}

/** Rows of a contiguous matrix with `columns` columns, copied out in the given order. */
export function gatherRows(data: Float64Array, columns: number, rows: Indices): Float64Array {
  return gatherValues(valuesOf(data, [data.length / columns, columns]), rows, 0).data;
}

export function gatherLabels(labels: Int32Array, rows: ArrayLike<number>): Int32Array {
  return Int32Array.from(rows, (row) => labels[row]!);
}
