/**
 * Tensors put together: concat and stack. Linear in each of any number of inputs; each rule is a slice.
 */
import { checkList, ShapeError, UserError } from "../../lib/index.ts";
import {
  elementsOf,
  normalizeAxis,
  sameShape,
  type Shape,
  shapeText,
  sizeOf,
  Tensor,
  type Values,
  valuesOf,
} from "../../tensor/index.ts";
import { declared, operationOf, type Declared } from "../operation.ts";
import { apply, type Primitive, type Rule } from "../primitive.ts";
import { reshape, sliceAxis } from "./movement.ts";

/**
 * The tensors one after another along an axis; their other axes agree.
 * @throws ShapeError if the other axes differ
 * @example
 * concat([tensor([1, 2]), tensor([3])]); // → Tensor [3] [1, 2, 3]
 */
export const concat: Declared<(tensors: readonly Tensor[], axis?: number) => Tensor> = declared(
  joinedAlong,
  operationOf(
    { name: "concat", inputs: ["tensors"], formula: "slices of ȳ", kind: "linear" },
    (tensors, axis) => joinedAlong(tensors, axis as number),
    true,
  ),
);

function joinedAlong(tensors: readonly Tensor[], axis = 0): Tensor {
  checkList("concat", "tensors", tensors, Tensor);
  const first = tensors[0];
  if (first === undefined)
    throw new UserError("concat: there is nothing to put together. Give at least one tensor.");
  const at = normalizeAxis("concat", axis, first.rank);
  for (const { shape } of tensors) {
    if (shape.length !== first.rank || !shape.every((length, i) => i === at || length === first.shape[i])) {
      throw new ShapeError(
        `concat: shapes ${shapeText(first.shape)} and ${shapeText(shape)} differ beside axis ${at}.`,
      );
    }
  }
  return apply(concatPrimitive(tensors, at), tensors, undefined);
}

function concatPrimitive(tensors: readonly Tensor[], axis: number): Primitive<string, undefined> {
  const lengths = tensors.map(({ shape }) => shape[axis]!);
  const names = lengths.map((_, i) => `input ${i}`);
  const rules: Record<string, Rule<string, undefined>> = {};
  let start = 0;
  lengths.forEach((length, i) => {
    const from = start;
    rules[names[i]!] = (g) => sliceAxis(g, axis, from, from + length);
    start += length;
  });
  return {
    name: "concat",
    inputs: names,
    forward: (x) =>
      joined(
        names.map((name) => x[name]!),
        axis,
      ),
    rules,
  };
}

/**
 * The same tensors under each other along a new first axis; their shapes agree.
 * @throws ShapeError if the shapes differ
 * @example
 * stack([tensor([1, 2]), tensor([3, 4])]); // → Tensor [2,2] [[1, 2], [3, 4]]
 */
export function stack(tensors: readonly Tensor[]): Tensor {
  checkList("stack", "tensors", tensors, Tensor);
  const first = tensors[0];
  if (first === undefined)
    throw new UserError("stack: there is nothing to put together. Give at least one tensor.");
  const other = tensors.find(({ shape }) => !sameShape(shape, first.shape));
  if (other !== undefined) {
    throw new ShapeError(`stack: shapes ${shapeText(first.shape)} and ${shapeText(other.shape)} differ.`);
  }
  return concat(tensors.map((x) => reshape(x, [1, ...x.shape])));
}

function joined(parts: readonly Values[], axis: number): Values {
  const first = parts[0]!;
  const shape: Shape = first.shape.map((length, i) =>
    i === axis ? parts.reduce((n, part) => n + part.shape[axis]!, 0) : length,
  );
  const outer = sizeOf(shape.slice(0, axis));
  const inner = sizeOf(shape.slice(axis + 1));
  const out = new Float64Array(sizeOf(shape));
  const row = shape[axis]! * inner;
  let column = 0;
  for (const part of parts) {
    const data = elementsOf(part);
    const width = part.shape[axis]! * inner;
    for (let r = 0; r < outer; r++) out.set(data.subarray(r * width, (r + 1) * width), r * row + column);
    column += width;
  }
  return valuesOf(out, shape);
}
