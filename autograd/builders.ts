/**
 * The forms in which most operations are declared: unary, binary, and reductions. (Linear maps: linear.ts.)
 *
 * A builder owns what all operations of its form share, above all the shapes: `binary` broadcasts and sums the
 * cotangents back, so that no rule ever mentions a shape.
 */
import {
  broadcastShape,
  loopValues,
  mapValues,
  normalizeAxes,
  zipValues,
  type MapLoop,
  type Tensor,
  type Values,
} from "../tensor/index.ts";
import { asTensor, type Facts, type TensorLike } from "./linear.ts";
import { fitted, reshape } from "./ops/movement.ts";
import {
  apply,
  declare,
  domains,
  flat,
  type About,
  type Declared,
  type Primitive,
  type Rule,
} from "./primitive.ts";
import { binarySamples, unarySamples, type Over } from "./samples.ts";

export type Unary = Declared<(x: TensorLike) => Tensor>;
export type Binary = Declared<(a: TensorLike, b: TensorLike) => Tensor>;

/** y = f(x) element by element. */
export function unary(
  name: string,
  f: (x: number) => number,
  rule: Rule<"x", undefined> | typeof flat,
  facts: Facts,
): Unary {
  return elementwise(name, (x) => mapValues(x, f), rule, facts);
}

/** The same, by a loop of its own: for what every step of training is made of. */
export function unaryLoop(
  name: string,
  loop: MapLoop,
  rule: Rule<"x", undefined> | typeof flat,
  facts: Facts,
): Unary {
  return elementwise(name, (x) => loopValues(x, loop), rule, facts);
}

function elementwise(
  name: string,
  forward: (x: Values) => Values,
  rule: Rule<"x", undefined> | typeof flat,
  facts: Facts,
): Unary {
  const primitive: Primitive<"x", undefined> = {
    name,
    inputs: ["x"],
    forward: ({ x }) => forward(x),
    shape: ({ x }) => x,
    rules: { x: rule },
  };
  const about: About = {
    kind: rule === flat ? "flat" : "smooth",
    domain: domains.reals,
    samples: unarySamples,
    ...facts,
  };
  const run = (x: TensorLike): Tensor => apply(primitive, [asTensor(x)], undefined);
  return declare(run, { name, inputs: ["x"], about }, true);
}

/** y = f(a, b) element by element, broadcasting; rules give cotangents of the output's shape. */
export function binary(
  name: string,
  loop: Parameters<typeof zipValues>[3],
  rules: {
    readonly a: Rule<"a" | "b", undefined> | typeof flat;
    readonly b: Rule<"a" | "b", undefined> | typeof flat;
  },
  facts: Facts,
): Binary {
  const summed = (rule: Rule<"a" | "b", undefined> | typeof flat, to: "a" | "b"): typeof rule =>
    rule === flat ? flat : (g, at) => fitted(rule(g, at), at[to].shape);
  const primitive: Primitive<"a" | "b", undefined> = {
    name,
    inputs: ["a", "b"],
    forward: ({ a, b }) => zipValues(name, a, b, loop),
    shape: ({ a, b }) => broadcastShape(name, a, b),
    rules: { a: summed(rules.a, "a"), b: summed(rules.b, "b") },
  };
  const about: About = { kind: "smooth", domain: domains.reals, samples: binarySamples, ...facts };
  const run = (a: TensorLike, b: TensorLike): Tensor =>
    apply(primitive, [asTensor(a), asTensor(b)], undefined);
  return declare(run, { name, inputs: ["a", "b"], about }, true);
}

/** A map of one tensor over some of its axes (ascending, counted from the front). */
export function overAxes(
  name: string,
  forward: (x: Values, axes: readonly number[]) => Values,
  rule: Rule<"x", readonly number[]> | typeof flat,
): (x: Tensor, axes: readonly number[]) => Tensor {
  const primitive: Primitive<"x", readonly number[]> = {
    name,
    inputs: ["x"],
    forward: ({ x }, axes) => forward(x, axes),
    rules: { x: rule },
  };
  return (x, axes) => apply(primitive, [x], axes);
}

export type Reduction = Declared<(x: TensorLike, over?: Over) => Tensor>;

/** A reduction with the usual face: axes counted from either end, all if none are named, dropped unless kept. */
export function reduction(
  name: string,
  kept: (x: Tensor, axes: readonly number[]) => Tensor,
  about: About,
  isPrimitive: boolean,
): Reduction {
  const run = (x: TensorLike, { axes, keepDims = false }: Over = {}): Tensor => {
    const input = asTensor(x);
    const normal = normalizeAxes(name, axes, input.rank);
    const result = kept(input, normal);
    return keepDims
      ? result
      : reshape(
          result,
          input.shape.filter((_, axis) => !normal.includes(axis)),
        );
  };
  return declare(run, { name, inputs: ["x"], about }, isPrimitive);
}
