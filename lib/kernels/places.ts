/**
 * Places: where the rows and columns of a view lie, as tables of offsets.
 *
 * The place of element (i, j) is a sum of something that depends on i and something that depends on j. Two short tables
 * therefore say all about a matrix, however many axes it has, and what packs it needs to know nothing of strides.
 */
import type { Axis, MatrixView } from "./kernels.ts";

/** Number of rows, or columns, that the axes number. */
export function lengthOf(axes: readonly Axis[]): number {
  let length = 1;
  for (const axis of axes) length *= axis.length;
  return length;
}

/**
 * Writes start + Σ iₐ·strideₐ·unit for all i, the last axis fastest, into the table from place `at` on, and repeats the
 * last until there are `count`: a block at the edge then reads that one again, and its surplus is discarded.
 */
export function fillPlaces(
  table: Int32Array,
  at: number,
  axes: readonly Axis[],
  start: number,
  unit: number,
  count: number,
): void {
  table[at] = start;
  let filled = 1;
  for (const { length, stride } of axes) {
    // Every place so far becomes `length` places; from the back, so that none is overwritten before it is used.
    const step = stride * unit;
    for (let i = filled - 1; i >= 0; i--) {
      const first = table[at + i]!;
      for (let l = length - 1, to = at + i * length + l; l >= 0; l--, to--) table[to] = first + l * step;
    }
    filled *= length;
  }
  table.fill(table[at + filled - 1]!, at + filled, at + count);
}

/** The interval of the data that holds all elements of a view that is not empty: its first place and its length. */
export function spanOf({ offset, rows, columns }: MatrixView): {
  readonly start: number;
  readonly length: number;
} {
  let [low, high] = [offset, offset];
  for (const axes of [rows, columns]) {
    for (const { length, stride } of axes) {
      if (stride < 0) low += (length - 1) * stride;
      else high += (length - 1) * stride;
    }
  }
  return { start: low, length: high - low + 1 };
}
