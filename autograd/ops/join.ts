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
import { apply, declare, domains, type Primitive, type Rule, type Sample } from "../primitive.ts";
import { reshape, sliceAxis } from "./movement.ts";

/** The tensors one after another along an axis; their other axes agree. */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
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

/** Three tensors put together: `concat` as the catalogue and the gradient sweep see it. */
export const concatThree = declare(
  (first: Tensor, second: Tensor, third: Tensor, axis: number): Tensor =>
    concat([first, second, third], axis),
  {
    name: "concat",
    inputs: ["first", "second", "third"],
    about: {
      formula: "slices of ȳ",
      kind: "linear",
      domain: domains.reals,
      // prettier-ignore
      samples: ([
        [[[1], [2], [3]], 0], [[[1], [1], [1]], 0], [[[0], [2], [1]], 0], [[[2, 3], [1, 3], [2, 3]], 0],
        [[[2, 3], [2, 1], [2, 2]], 1], [[[2, 1], [2, 1], [2, 1]], -1], [[[1, 2], [1, 2], [0, 2]], 0],
        [[[2, 1, 2], [2, 2, 2], [2, 1, 2]], 1], [[[1, 1, 1], [1, 1, 2], [1, 1, 1]], 2], [[[2, 2, 2], [1, 2, 2], [1, 2, 2]], 0],
        [[[1, 2, 1, 2], [1, 1, 1, 2], [1, 1, 1, 2]], 1], [[[4], [3], [2]], 0],
      ] as const).map(([shapes, axis]): Sample => ({ shapes, params: axis })),
    },
  },
  true,
);

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

/** The same tensors under each other along a new first axis; their shapes agree. */
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
