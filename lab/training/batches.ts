/**
 * The order in which examples are met: whole epochs, each a fresh permutation, cut into batches of one size. The
 * trailing partial batch of an epoch is dropped (its statistics would be those of another batch size). The order
 * depends on the seed, the number of examples and the batch size alone, so every method meets the same batches.
 */
import { DataError, Random, type RandomState } from "../../lib/index.ts";
import { gatherValues, type Indices, valuesOf } from "../../tensor/index.ts";
import { RequestError } from "../base/index.ts";

/** How far the order has come. The permutation itself is not in it: the stream draws it again. */
export interface BatchesState {
  /** The stream as it was before it permuted the present epoch. */
  readonly epoch: RandomState;
  /** How many examples of the epoch have been handed out. */
  readonly at: number;
}

export class Batches {
  readonly #count: number;
  readonly #size: number;
  #random: Random;
  #epoch: RandomState;
  #order: Int32Array = new Int32Array(0);
  #at = 0;

  /** Batches of `size` out of `count` examples; `random` is the stream that permutes them and is drawn from by nothing else. */
  constructor(count: number, size: number, random: Random) {
    if (size > count) {
      throw new RequestError(
        `a batch of ${size} cannot be drawn from ${count} training examples. Use a smaller --batch-size.`,
      );
    }
    this.#count = count;
    this.#size = size;
    this.#random = random;
    this.#epoch = random.state();
  }

  /** The rows of the next batch. The array is read at once or copied: the next epoch may replace it. */
  next(): Int32Array {
    if (this.#at + this.#size > this.#order.length) {
      this.#epoch = this.#random.state();
      this.#order = this.#random.permutation(this.#count);
      this.#at = 0;
    }
    const rows = this.#order.subarray(this.#at, this.#at + this.#size);
    this.#at += this.#size;
    return rows;
  }

  state(): BatchesState {
    return { epoch: this.#epoch, at: this.#at };
  }

  /** Goes on where other batches of the same size out of as many examples were. */
  restore({ epoch, at }: BatchesState): void {
    if (!(at >= 0 && at <= this.#count && at % this.#size === 0)) {
      throw new DataError(
        `batches: ${at} examples are no whole batches of ${this.#size} out of ${this.#count}.`,
      );
    }
    this.#epoch = epoch;
    this.#random = Random.from(epoch);
    this.#order = this.#random.permutation(this.#count);
    this.#at = at;
  }
}

/** Rows of a contiguous matrix with `columns` columns, copied out in the given order. */
export function gatherRows(data: Float64Array, columns: number, rows: Indices): Float64Array {
  return gatherValues(valuesOf(data, [data.length / columns, columns]), rows, 0).data;
}

export function gatherLabels(labels: Int32Array, rows: ArrayLike<number>): Int32Array {
  return Int32Array.from(rows, (row) => labels[row]!);
}
