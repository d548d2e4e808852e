/**
 * Gathering: the elements at listed places of one axis, and its adjoint, which adds them back to those places.
 *
 * The list may repeat a place, leave one out, and be of any order. Indices are parameters: no
 * derivative is taken with respect to them.
 */
import { ShapeError } from "../lib/index.ts";
import { checkShape, normalizeAxis, shapeText, sizeOf, type Shape } from "./shape.ts";
import { elementsOf, valuesOf, type Values } from "./values.ts";

/** Places along an axis, counted from 0. */
export type Indices = readonly number[] | Int32Array;

/**
 * The elements of x at the listed places of an axis, in the order of the list.
 * @example
 * new Tensor(gatherValues(tensor([5, 6, 7]).values, [2, 0, 2], 0)); // → Tensor [3] [7, 5, 7]
 */
export function gatherValues(x: Values, indices: Indices, axis: number): Values {
  const { at, outer, inner, length } = around("gather", x.shape, axis);
  checkIndices("gather", indices, at, length);
  const [from, count] = [elementsOf(x), indices.length];
  const out = new Float64Array(outer * count * inner);
  for (let o = 0, to = 0; o < outer; o++) {
    for (let j = 0; j < count; j++, to += inner) {
      const start = (o * length + indices[j]!) * inner;
      // A copy as a block costs a call, which pays from a few elements on.
      if (inner > 16) out.set(from.subarray(start, start + inner), to);
      else for (let i = 0; i < inner; i++) out[to + i] = from[start + i]!;
    }
  }
  return valuesOf(out, withLength(x.shape, at, count));
}

/**
 * The elements of x added, in the order of the list, to the listed places of an axis of `length` zeros: the adjoint of
 * `gatherValues`. What the list repeats is summed.
 * @example
 * new Tensor(scatterAddValues(tensor([1, 2, 3]).values, [2, 0, 2], 0, 3)); // → Tensor [3] [2, 0, 4]
 */
export function scatterAddValues(x: Values, indices: Indices, axis: number, length: number): Values {
  const { at, outer, inner, length: count } = around("scatterAdd", x.shape, axis);
  const shape = withLength(x.shape, at, length);
  checkShape("scatterAdd", shape);
  if (indices.length !== count) {
    throw new ShapeError(
      `scatterAdd: the list has ${indices.length} and axis ${at} of ${shapeText(x.shape)} has ${count} places. ` +
        `Give one index for each.`,
    );
  }
  checkIndices("scatterAdd", indices, at, length);
  const from = elementsOf(x);
  const out = new Float64Array(sizeOf(shape));
  for (let o = 0, source = 0; o < outer; o++) {
    for (let j = 0; j < count; j++) {
      const to = (o * length + indices[j]!) * inner;
      for (let i = 0; i < inner; i++, source++) out[to + i] = out[to + i]! + from[source]!;
    }
  }
  return valuesOf(out, shape);
}

/** A row-major shape seen as [outer, length, inner] around one of its axes. */
function around(
  who: string,
  shape: Shape,
  axis: number,
): { readonly at: number; readonly outer: number; readonly inner: number; readonly length: number } {
  const at = normalizeAxis(who, axis, shape.length);
  return {
    at,
    outer: sizeOf(shape.slice(0, at)),
    inner: sizeOf(shape.slice(at + 1)),
    length: shape[at]!,
  };
}

const withLength = (shape: Shape, axis: number, length: number): number[] =>
  shape.map((old, i) => (i === axis ? length : old));

function checkIndices(who: string, indices: Indices, axis: number, length: number): void {
  for (let j = 0; j < indices.length; j++) {
    const index = indices[j]!;
    if (Number.isInteger(index) && index >= 0 && index < length) continue;
    throw new ShapeError(
      `${who}: index ${index}, number ${j} of the list, is not a place on axis ${axis} of length ${length}. ` +
        (length === 0 ? "Only an empty list fits there." : `Use whole numbers from 0 to ${length - 1}.`),
    );
  }
}
