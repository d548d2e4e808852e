/**
 * Shapes as arithmetic: sizes, axes, broadcasting. Lists of whole numbers in, lists of whole numbers out; no data.
 */
import { checkArgument, kinds, ShapeError } from "../lib/index.ts";

/** Lengths of the axes, outermost first. [] is a scalar. */
export type Shape = readonly number[];

/**
 * Number of elements: the product of the lengths, 1 for a scalar.
 * @example
 * sizeOf([2, 3, 4]); // → 24
 */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/**
 * Whether two shapes have the same axes of the same lengths. Nothing is broadcast.
 * @example
 * sameShape([2, 3], [2, 3]); // → true
 */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * "[2,3]", as errors and `toString` write it.
 * @example
 * shapeText([2, 3]); // → [2,3]
 */
export function shapeText(shape: Shape): string {
  return `[${shape.join(",")}]`;
}

/** @throws UserError unless it is a list. @throws ShapeError unless every length is a whole number from 0. */
export function checkShape(who: string, shape: Shape): void {
  checkArgument(who, "the shape", shape, kinds.list);
  if (shape.some((length) => !Number.isInteger(length) || length < 0)) {
    throw new ShapeError(`${who}: ${shapeText(shape)} is not a shape: lengths are whole numbers from 0.`);
  }
}

/** Strides of a row-major layout: the last axis is contiguous. */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/**
 * An axis counted from the front; −1 is the last.
 * @throws ShapeError, with `who` named, for an axis that is not there
 * @example
 * normalizeAxis("sum", -1, 3); // → 2
 */
export function normalizeAxis(who: string, axis: number, rank: number): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || normal < 0 || normal >= rank) {
    const range = rank === 0 ? "a scalar has no axes" : `use ${-rank} to ${rank - 1}`;
    throw new ShapeError(`${who}: axis ${axis} is not an axis of a tensor of rank ${rank}: ${range}.`);
  }
  return normal;
}

/**
 * Axes counted from the front, ascending, without repeats; all of them if none are named.
 * @throws ShapeError, with `who` named, for an axis that is not there or is named twice
 * @example
 * normalizeAxes("sum", [-1, 0], 3); // → [ 0, 2 ]
 */
export function normalizeAxes(who: string, axes: readonly number[] | undefined, rank: number): number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, i) => i);
  const normal = axes.map((axis) => normalizeAxis(who, axis, rank)).sort((a, b) => a - b);
  const repeated = normal.find((axis, i) => normal[i + 1] === axis);
  if (repeated !== undefined)
    throw new ShapeError(`${who}: axis ${repeated} is named twice in [${axes.join(",")}].`);
  return normal;
}

/**
 * The shape with the named axes kept at length 1.
 * @example
 * keptShape([2, 3, 4], [1]); // → [ 2, 1, 4 ]
 */
export function keptShape(shape: Shape, axes: readonly number[]): number[] {
  return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

/**
 * The shape without the named axes.
 * @example
 * droppedShape([2, 3, 4], [1]); // → [ 2, 4 ]
 */
export function droppedShape(shape: Shape, axes: readonly number[]): number[] {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/**
 * The shape that both broadcast to: axes are matched from the last, and a missing axis or one of length 1 stretches.
 * @throws ShapeError naming the axis and both lengths.
 * @example
 * broadcastShape("add", [2, 1], [3]); // → [ 2, 3 ]
 */
export function broadcastShape(who: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let back = 1; back <= rank; back++) {
    const [p, q] = [a[a.length - back] ?? 1, b[b.length - back] ?? 1];
    if (p !== q && p !== 1 && q !== 1) {
      throw new ShapeError(
        `${who}: shapes ${shapeText(a)} and ${shapeText(b)} do not broadcast: axis -${back} is ${p} against ${q}.`,
      );
    }
    shape[rank - back] = p === 1 ? q : p;
  }
  return shape;
}

/**
 * Whether `from` broadcasts to exactly `to`.
 * @example
 * broadcastsTo([3], [2, 3]); // → true
 * broadcastsTo([2], [2, 3]); // → false
 */
export function broadcastsTo(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((length, i) => length === 1 || length === to[lead + i]);
}

/** The axes of `to` along which `from` (which broadcasts to it) is repeated, leading ones included. */
export function stretchedAxes(from: Shape, to: Shape): number[] {
  const lead = to.length - from.length;
  const axes: number[] = [];
  for (let axis = 0; axis < to.length; axis++) {
    if (axis < lead || (from[axis - lead] === 1 && to[axis] !== 1)) axes.push(axis);
  }
  return axes;
}
