/**
 * Families of operations that share their form: maps of each element of one or of two tensors, and reductions over axes.
 * A family fills in what its members have in common, above all what concerns shapes; the rest is a declaration like any
 * other (primitive.ts).
 */
import {
  broadcastShape,
  droppedShape,
  keptShape,
  loopValues,
  mapValues,
  normalizeAxes,
  pairLoop,
  reshapeValues,
  zipValues,
  type MapLoop,
  type Tensor,
  type Values,
} from "../tensor/index.ts";
import { reshape } from "./ops/movement.ts";
import { composition, type Declared, type Facts, type TensorLike } from "./operation.ts";
import { flat, primitive, type Rule } from "./primitive.ts";

/** An operation on one tensor x, with parameters of type P. */
export type Unary<P = undefined> = Declared<
  [P] extends [undefined] ? (x: TensorLike) => Tensor : (x: TensorLike, params: P) => Tensor
>;
/** An operation on two tensors. */
export type Binary = Declared<(a: TensorLike, b: TensorLike) => Tensor>;

/** Either a function of numbers, or a loop over arrays of them: for what every step of training is made of. */
type Map<F, Loop> =
  { readonly f: F; readonly loop?: undefined } | { readonly loop: Loop; readonly f?: undefined };

/**
 * y = f(x), element by element.
 * @example
 * const cube = unary({ name: "cube", f: (x) => x ** 3, rule: (g, { x }) => mul(g, mul(3, square(x))) });
 * grad((x) => sum(cube(x)))(tensor([2])); // → Tensor [1] [12]
 */
export function unary(
  declaration: Facts &
    Map<(x: number) => number, MapLoop> & { readonly rule: Rule<"x", undefined> | typeof flat },
): Unary {
  const { f, loop, rule, ...facts } = declaration;
  return primitive({
    kind: rule === flat ? "flat" : "smooth",
    ...facts,
    inputs: ["x"],
    elementwise: true,
    forward: ({ x }) => (loop === undefined ? mapValues(x, f) : loopValues(x, loop)),
    shape: ({ x }) => x,
    rules: { x: rule },
  });
}

type PairLoop = Parameters<typeof zipValues>[3];
type PairRule = Rule<"a" | "b", undefined> | typeof flat;

/**
 * y = f(a, b), element by element, broadcasting. Rules give cotangents of the output's shape.
 * @example
 * const scale = binary({ name: "scale", loop: mulLoop, rules: { a: (g, { b }) => mul(g, b), b: flat } });
 * grad((x) => sum(scale(x, x)))(tensor([2])); // → Tensor [1] [2]
 */
export function binary(
  declaration: Facts &
    Map<(a: number, b: number) => number, PairLoop> & {
      readonly rules: { readonly a: PairRule; readonly b: PairRule };
    },
): Binary {
  const { f, loop = pairLoop(f!), ...rest } = declaration;
  const { name } = declaration;
  return primitive({
    ...rest,
    inputs: ["a", "b"],
    elementwise: true,
    forward: ({ a, b }) => zipValues(name, a, b, loop),
    shape: ({ a, b }) => broadcastShape(name, a, b),
  });
}

/** Over which axes, counted from either end (all, if none are named), and whether they are kept at length 1. */
export interface Over {
  /** Counted from either end; all unless given. */
  readonly axes?: readonly number[] | undefined;
  /** Whether the axes stay, with length 1; false unless given. */
  readonly keepDims?: boolean;
}

/** An operation that takes the elements along axes together: all of them unless axes are given. */
export type Reduction = Declared<(x: TensorLike, over?: Over) => Tensor>;

const example: Over = { axes: [0] };

/** A reduction with a rule: `kept` keeps the axes, and the rule is given a cotangent that has them. */
export function reduction({
  kept,
  rule,
  ...facts
}: Facts & {
  readonly kept: (x: Values, axes: readonly number[]) => Values;
  readonly rule: (g: Tensor, x: Tensor, axes: readonly number[]) => Tensor;
}): Reduction {
  return primitive({
    example,
    ...facts,
    inputs: ["x"],
    prepare: ({ x }, { axes, keepDims = false }: Over | undefined = {}) => ({
      axes: normalizeAxes(facts.name, axes, x.rank),
      keepDims,
    }),
    forward: ({ x }, { axes, keepDims }) => {
      const y = kept(x, axes);
      return keepDims ? y : reshapeValues(y, droppedShape(x.shape, axes));
    },
    rules: {
      x: (g, { x, params: { axes, keepDims } }) =>
        rule(keepDims ? g : reshape(g, keptShape(x.shape, axes)), x, axes),
    },
  });
}

/** A reduction composed of other operations. */
export function composedReduction({
  kept,
  ...facts
}: Facts & { readonly kept: (x: Tensor, axes: readonly number[]) => Tensor }): Reduction {
  return composition({
    example,
    ...facts,
    inputs: ["x"],
    compute: (x: Tensor, { axes, keepDims = false }: Over = {}) => {
      const normal = normalizeAxes(facts.name, axes, x.rank);
      const y = kept(x, normal);
      return keepDims ? y : reshape(y, droppedShape(x.shape, normal));
    },
  });
}
