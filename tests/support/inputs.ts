/**
 * Numbers for an operation's samples, drawn from its declared domain, in any memory layout.
 */
import { Random } from "../../lib/index.ts";
import { Tensor, sizeOf, valuesOf, type Shape } from "../../tensor/index.ts";
import type { Domain, Operation } from "../../autograd/index.ts";
import type { Sample } from "./samples/index.ts";

/** How the elements lie in memory: row by row, axes reversed, or with gaps between them and before them. */
export const layouts = ["contiguous", "reversed", "gaps"] as const;
export type Layout = (typeof layouts)[number];

/** Which layouts a sample is tried in, by its place in the list of its operation. */
export type Layouts = (sample: number) => readonly Layout[];
export const everyLayout: Layouts = () => layouts;
/** One layout a sample, in rotation: a third of the work, and each layout still meets every operation. */
export const oneLayoutEach: Layouts = (sample) => [layouts[sample % layouts.length]!];

/** One magnitude for each element of all inputs together, no two closer than (high − low)/(1.5 · count). */
function magnitudes(count: number, [low, high]: readonly [number, number], random: Random): Float64Array {
  const order = random.permutation(count);
  const width = (high - low) / count;
  return Float64Array.from(order, (place) => low + width * (place + 0.5 + random.between(-1 / 6, 1 / 6)));
}

export interface Drawn {
  readonly inputs: readonly Tensor[];
  /** Distance of an element from the singularity of its domain; 1 where there is none. */
  readonly distance: (input: number, element: number) => number;
}

/** Inputs for one sample. All numbers differ, so that no difference step crosses a tie. */
export function drawInputs(operation: Operation, sample: Sample, layout: Layout, seed: number): Drawn {
  const random = Random.stream(seed, `${operation.name}/${JSON.stringify(sample)}/${layout}`);
  const domainOf = (i: number): Domain =>
    Array.isArray(operation.domain) ? (operation.domain as Domain[])[i]! : (operation.domain as Domain);
  const total = sample.shapes.reduce((n, shape) => n + sizeOf(shape), 0);
  const grid = magnitudes(total, [0, 1], random);
  let used = 0;
  const drawn = sample.shapes.map((shape, i) => {
    const { shift, magnitude, signed } = domainOf(i);
    return Float64Array.from({ length: sizeOf(shape) }, () => {
      const size = magnitude[0] + (magnitude[1] - magnitude[0]) * grid[used++]!;
      return shift + (signed && random.uniform() < 0.5 ? -size : size);
    });
  });
  return {
    inputs: drawn.map((data, i) => laidOut(data, sample.shapes[i]!, layout)),
    distance: (i, element) => (domainOf(i).singular ? Math.abs(drawn[i]![element]! - domainOf(i).shift) : 1),
  };
}

/** A tensor of the given row-major elements, whose memory is laid out as named. */
export function laidOut(elements: Float64Array, shape: Shape, layout: Layout): Tensor {
  if (layout === "contiguous") return new Tensor(valuesOf(elements.slice(), shape));
  const rank = shape.length;
  const gap = layout === "gaps" ? 2 : 1;
  const order = shape.map((_, axis) => (layout === "reversed" ? axis : rank - 1 - axis)); // innermost in memory first
  const strides = new Array<number>(rank).fill(0);
  let step = gap;
  for (const axis of order) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  const offset = layout === "gaps" ? 3 : 0;
  const data = new Float64Array(offset + gap * Math.max(1, elements.length)).fill(NaN);
  const view = valuesOf(data, shape, strides, offset);
  elements.forEach((value, place) => {
    let at = offset;
    for (let axis = rank - 1, rest = place; axis >= 0; axis--) {
      at += (rest % shape[axis]!) * strides[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    data[at] = value;
  });
  return new Tensor(view);
}
