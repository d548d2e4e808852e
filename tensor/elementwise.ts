/**
 * Element-wise maps of one and of two arrays.
 *
 * Two operands that broadcast are read by a loop over rows and columns with a row and a column stride each. Almost
 * every case has that form once neighbouring axes are merged: equal shapes (one row), a scalar (strides
 * 0), a bias on every row (row stride 0), a value for every row (column stride 0), a transposed matrix. What has more
 * axes, such as a value for every channel of every image, is walked piece by piece. What is used most has loops of its
 * own (the four operations below, and those in loops.ts), because a function called for every element costs more than the
 * addition it performs.
 */
import { roomFor } from "../lib/index.ts";
import { broadcastShape, sizeOf, type Shape } from "./shape.ts";
import { broadcastValues, copyOf, elementsOf, valuesOf, type Values } from "./values.ts";

/** Writes a function of each number of x into the same place of out. */
export type MapLoop = (out: Float64Array, x: Float64Array) => void;

/**
 * f of every element.
 * @example
 * new Tensor(mapValues(tensor([1, 4]).values, Math.sqrt)); // → Tensor [2] [1, 2]
 */
export function mapValues(x: Values, f: (x: number) => number): Values {
  return loopValues(x, (out, from) => {
    for (let i = 0; i < out.length; i++) out[i] = f(from[i]!);
  });
}

/**
 * The same, by a loop of its own.
 * @example
 * new Tensor(loopValues(tensor([1, 2]).values, negLoop)); // → Tensor [2] [-1, -2]
 */
export function loopValues(x: Values, loop: MapLoop): Values {
  const from = elementsOf(x);
  const out = roomFor(from.length);
  loop(out, from);
  return valuesOf(out, x.shape);
}

/** How a loop finds the elements of an operand: data[offset + row·rowStride + column·columnStride]. */
export interface Walk {
  /** The array that the operand is in. */
  readonly data: Float64Array;
  /** Place of the first element. */
  readonly offset: number;
  /** Distance between rows; 0 repeats one. */
  readonly rowStride: number;
  /** Distance between the elements of a row; 0 repeats one. */
  readonly columnStride: number;
}

/** Elements of a piece below which it costs less to copy than to walk piece by piece. */
const small = 64;

/** Writes a function of each pair of elements, row by row, into the same place of out. */
export type PairLoop = (out: Float64Array, rows: number, columns: number, a: Walk, b: Walk) => void;

/**
 * f of every pair of elements, broadcasting. `who` is named if the shapes do not fit.
 * @throws ShapeError, with `who` named, if the shapes do not broadcast
 * @example
 * new Tensor(zipValues("add", tensor([1, 2]).values, tensor(10).values, addLoop)); // → Tensor [2] [11, 12]
 */
export function zipValues(who: string, a: Values, b: Values, loop: PairLoop): Values {
  const shape = broadcastShape(who, a.shape, b.shape);
  const out = roomFor(sizeOf(shape));
  if (out.length > 0) walkTogether(shape, broadcastValues(a, shape), broadcastValues(b, shape), out, loop);
  return valuesOf(out, shape);
}

function walkTogether(shape: Shape, a: Values, b: Values, out: Float64Array, loop: PairLoop): void {
  // Merge each axis into the one outside it where both operands step on evenly: lengths and strides, innermost first.
  const lengths: number[] = [];
  const aStrides: number[] = [];
  const bStrides: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis]!;
    if (length === 1) continue;
    const last = lengths.length - 1;
    const inner = lengths[last];
    if (
      inner !== undefined &&
      a.stride[axis] === aStrides[last]! * inner &&
      b.stride[axis] === bStrides[last]! * inner
    ) {
      lengths[last] = inner * length;
    } else {
      lengths.push(length);
      aStrides.push(a.stride[axis]!);
      bStrides.push(b.stride[axis]!);
    }
  }
  const columns = lengths[0] ?? 1;
  const rows = lengths[1] ?? 1;
  const count = rows * columns;
  if (lengths.length > 2 && count < small) {
    // Many small pieces: lay both out in full and walk them as one row.
    const walk = (x: Values): Walk => ({ data: copyOf(x), offset: 0, rowStride: 0, columnStride: 1 });
    loop(out, 1, out.length, walk(a), walk(b));
    return;
  }
  // What is left of the axes numbers pieces of rows and columns: the channels and pixels of each image.
  const outer = lengths.slice(2).reverse();
  const [aSteps, bSteps] = [aStrides.slice(2).reverse(), bStrides.slice(2).reverse()];
  for (let piece = 0, at = 0; at < out.length; piece++, at += count) {
    const walk = (x: Values, strides: readonly number[], steps: readonly number[]): Walk => ({
      data: x.data,
      offset: x.offset + placeOf(piece, outer, steps),
      rowStride: strides[1] ?? 0,
      columnStride: strides[0] ?? 0,
    });
    const to = count === out.length ? out : out.subarray(at, at + count);
    loop(to, rows, columns, walk(a, aStrides, aSteps), walk(b, bStrides, bSteps));
  }
}

/** Where the index-th element of axes of these lengths and strides lies, the last axis fastest. */
function placeOf(index: number, lengths: readonly number[], strides: readonly number[]): number {
  let place = 0;
  for (let axis = lengths.length - 1, rest = index; axis >= 0; axis--) {
    place += (rest % lengths[axis]!) * strides[axis]!;
    rest = Math.floor(rest / lengths[axis]!);
  }
  return place;
}

/**
 * A loop for any function of two numbers.
 * @example
 * const larger = pairLoop(Math.max);
 * new Tensor(zipValues("larger", tensor([1, 5]).values, tensor([3, 2]).values, larger)); // → Tensor [2] [3, 5]
 */
export function pairLoop(f: (a: number, b: number) => number): PairLoop {
  return (out, rows, columns, a, b) => {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = a.offset + r * a.rowStride;
      let j = b.offset + r * b.rowStride;
      for (let c = 0; c < columns; c++, o++, i += a.columnStride, j += b.columnStride) {
        out[o] = f(a.data[i]!, b.data[j]!);
      }
    }
  };
}

/** An operand that lies in order, as an array with the same places as the result; undefined if it does not. */
function inOrder(
  { data, offset, columnStride }: Walk,
  rows: number,
  length: number,
): Float64Array | undefined {
  if (rows !== 1 || columnStride !== 1) return undefined;
  return offset === 0 ? data : data.subarray(offset, offset + length);
}

// The same loop, written out for the operations that every step of training is made of.

/**
 * a + b, for `zipValues`.
 * @example
 * new Tensor(zipValues("addLoop", tensor([1, 2]).values, tensor(10).values, addLoop)); // → Tensor [2] [11, 12]
 */
export const addLoop: PairLoop = (out, rows, columns, a, b) => {
  const [x, y] = [inOrder(a, rows, columns), inOrder(b, rows, columns)];
  if (x !== undefined && y !== undefined) {
    addInOrder(out, x, y);
    return;
  }
  const [A, B, p, q] = [a.data, b.data, a.columnStride, b.columnStride];
  for (let r = 0, o = 0; r < rows; r++) {
    let i = a.offset + r * a.rowStride;
    let j = b.offset + r * b.rowStride;
    for (let c = 0; c < columns; c++, o++, i += p, j += q) out[o] = A[i]! + B[j]!;
  }
};

/**
 * a − b, for `zipValues`.
 * @example
 * new Tensor(zipValues("subLoop", tensor([1, 2]).values, tensor(10).values, subLoop)); // → Tensor [2] [-9, -8]
 */
export const subLoop: PairLoop = (out, rows, columns, a, b) => {
  const [A, B, p, q] = [a.data, b.data, a.columnStride, b.columnStride];
  for (let r = 0, o = 0; r < rows; r++) {
    let i = a.offset + r * a.rowStride;
    let j = b.offset + r * b.rowStride;
    for (let c = 0; c < columns; c++, o++, i += p, j += q) out[o] = A[i]! - B[j]!;
  }
};

/**
 * a·b, for `zipValues`.
 * @example
 * new Tensor(zipValues("mulLoop", tensor([1, 2]).values, tensor(10).values, mulLoop)); // → Tensor [2] [10, 20]
 */
export const mulLoop: PairLoop = (out, rows, columns, a, b) => {
  const [x, y] = [inOrder(a, rows, columns), inOrder(b, rows, columns)];
  if (x !== undefined && y !== undefined) {
    mulInOrder(out, x, y);
    return;
  }
  const [A, B, p, q] = [a.data, b.data, a.columnStride, b.columnStride];
  for (let r = 0, o = 0; r < rows; r++) {
    let i = a.offset + r * a.rowStride;
    let j = b.offset + r * b.rowStride;
    for (let c = 0; c < columns; c++, o++, i += p, j += q) out[o] = A[i]! * B[j]!;
  }
};

/**
 * a/b, for `zipValues`.
 * @example
 * new Tensor(zipValues("divLoop", tensor([1, 2]).values, tensor(10).values, divLoop)); // → Tensor [2] [0.1, 0.2]
 */
export const divLoop: PairLoop = (out, rows, columns, a, b) => {
  const [A, B, p, q] = [a.data, b.data, a.columnStride, b.columnStride];
  for (let r = 0, o = 0; r < rows; r++) {
    let i = a.offset + r * a.rowStride;
    let j = b.offset + r * b.rowStride;
    for (let c = 0; c < columns; c++, o++, i += p, j += q) out[o] = A[i]! / B[j]!;
  }
};

// And once more for operands that lie in order, the most frequent case of the two most frequent operations: four at a
// time is twice as fast as one by one.

// prettier-ignore
function addInOrder(out: Float64Array, x: Float64Array, y: Float64Array): void {
  const fours = out.length & ~3;
  for (let i = 0; i < fours; i += 4) {
    const p = x[i]! + y[i]!, q = x[i + 1]! + y[i + 1]!, r = x[i + 2]! + y[i + 2]!, s = x[i + 3]! + y[i + 3]!;
    out[i] = p; out[i + 1] = q; out[i + 2] = r; out[i + 3] = s;
  }
  for (let i = fours; i < out.length; i++) out[i] = x[i]! + y[i]!;
}

// prettier-ignore
function mulInOrder(out: Float64Array, x: Float64Array, y: Float64Array): void {
  const fours = out.length & ~3;
  for (let i = 0; i < fours; i += 4) {
    const p = x[i]! * y[i]!, q = x[i + 1]! * y[i + 1]!, r = x[i + 2]! * y[i + 2]!, s = x[i + 3]! * y[i + 3]!;
    out[i] = p; out[i + 1] = q; out[i + 2] = r; out[i + 3] = s;
  }
  for (let i = fours; i < out.length; i++) out[i] = x[i]! * y[i]!;
}
