/**
 * Every way to nest forward and reverse: a derivative along k directions, each direction taken by a jvp or by a
 * gradient, so that one number can be computed in 2ᵏ ways. Results are returned, not judged.
 */
import { add, dot, grad, jvp, vjp, type Operation } from "../../autograd/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { catalogue, type Entry } from "./catalogue.ts";
import { drawInputs } from "./inputs.ts";
import type { Sample } from "./samples/index.ts";
import { inner, norm, normal } from "./tensors.ts";

type Point = readonly Tensor[];
export type Scalar = (xs: Point) => Tensor;

/** One letter a derivative, the outermost first: "fr" is forward over reverse. */
export type Nesting = string;

/** The 2ᵏ nestings of k derivatives, reverse throughout first. */
export const nestings = (order: number): readonly Nesting[] =>
  order === 0 ? [""] : ["r", "f"].flatMap((outer) => nestings(order - 1).map((inner) => outer + inner));

export const nestingName = (nesting: Nesting): string =>
  Array.from(nesting, (mode) => (mode === "r" ? "reverse" : "forward")).join(" over ");

const along = (gradients: Point, v: Point): Tensor =>
  gradients.map((g, i) => dot(g, v[i]!)).reduce((a, b) => add(a, b));

/** xs ↦ the derivative of f at xs along the directions, the innermost first, as nested. */
export function nested(f: Scalar, nesting: Nesting, directions: readonly Point[]): Scalar {
  return Array.from(nesting).reduceRight<Scalar>((lower, mode, place) => {
    const v = directions[nesting.length - 1 - place]!;
    return mode === "f" ? (xs) => jvp<Point>(lower, xs, v).tangent : (xs) => along(grad<Point>(lower)(xs), v);
  }, f);
}

export interface NestingCell {
  readonly operation: string;
  readonly nesting: Nesting;
  /** |this nesting − reverse throughout|, relative to ‖gradient‖·‖direction‖ of the last derivative. */
  readonly error: number;
  /** Whether that gradient vanishes. */
  readonly zero: boolean;
}

const sizeOf = (xs: Point): number => norm(xs.flatMap((x) => [...x.toArray()]));
const randomLike = (xs: Point, seed: number): Tensor[] => xs.map((x, i) => normal(x.shape, 100 * seed + i));

/** Everything a check needs of an operation on a sample: its inputs, and ⟨c, f⟩ for a random c. */
function scalarOf(
  operation: Operation,
  sample: Sample,
  which: number,
): { at: Point; f: Scalar; run: Scalar } {
  const at = drawInputs(operation, sample, "contiguous", which).inputs;
  const run: Scalar = (xs) => operation.run(xs, sample.params);
  const c = normal(run(at).shape, 3);
  return { at, run, f: (xs) => dot(run(xs), c) };
}

/** Every nesting of an order against reverse throughout, on every n-th sample of every operation. */
export function compareNestings(order: number, everySample = 1, operations = catalogue): NestingCell[] {
  return overSamples(operations, everySample, (operation, sample, which) => {
    const { at, f } = scalarOf(operation, sample, which);
    const directions = Array.from({ length: order }, (_, k) => randomLike(at, 4 + k));
    const [reference, ...others] = nestings(order);
    const last = grad<Point>(nested(f, reference!.slice(1), directions))(at);
    const expected = directions[order - 1]!.reduce((sum, v, i) => sum + inner(last[i]!, v), 0);
    const size = sizeOf(last);
    const scale = size === 0 ? 1 : size * sizeOf(directions[order - 1]!);
    return others.map((nesting) => {
      const error = Math.abs(nested(f, nesting, directions)(at).item() - expected) / scale;
      return { operation: operation.name, nesting, error, zero: size === 0 };
    });
  });
}

export interface AdjointCell {
  readonly operation: string;
  /** |⟨Jv, w⟩ − ⟨v, Jᵀw⟩| relative to ‖Jv‖‖w‖ + ‖v‖‖Jᵀw‖. */
  readonly error: number;
}

/** The dot-product test of every operation: forward and reverse are adjoint to each other. */
export function compareAdjoints(everySample = 1, operations = catalogue): AdjointCell[] {
  return overSamples(operations, everySample, (operation, sample, which) => {
    const { at, run } = scalarOf(operation, sample, which);
    const v = randomLike(at, 4);
    const image = jvp<Point>(run, at, v).tangent;
    const w = normal(image.shape, 5);
    const back = vjp<Point>(run, at).pull(w);
    const gap = Math.abs(inner(image, w) - back.reduce((sum, g, i) => sum + inner(g, v[i]!), 0));
    const scale = sizeOf([image]) * sizeOf([w]) + sizeOf(v) * sizeOf(back);
    return [{ operation: operation.name, error: scale === 0 ? gap : gap / scale }];
  });
}

function overSamples<T>(
  operations: readonly Entry[],
  every: number,
  cells: (operation: Operation, sample: Sample, which: number) => readonly T[],
): T[] {
  return operations.flatMap((operation) =>
    operation.samples.flatMap((sample, which) =>
      which % every === 0 ? cells(operation, sample, which) : [],
    ),
  );
}
