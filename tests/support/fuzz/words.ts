/**
 * The operations that random graphs are made of: how each is applied, which parameters fit which shapes, and where it is
 * smooth. Operations with a singularity refuse inputs near it; those with kinks say on which side of them they are.
 */
import * as ops from "../../../autograd/index.ts";
import type { Random } from "../../../lib/index.ts";
import { maxPoolValues, maxShares, maxValues, Tensor, type Shape } from "../../../tensor/index.ts";

export interface Word {
  /** As it is exported. */
  readonly name: string;
  readonly arity: number;
  readonly run: (inputs: readonly Tensor[], params: unknown) => Tensor;
  /** Parameters that fit inputs of these shapes; undefined where none do. Without it the operation takes none. */
  readonly draw?: (shapes: readonly Shape[], random: Random) => unknown;
  /** Whether the inputs are far enough from every singularity. */
  readonly accepts?: (inputs: readonly Tensor[]) => boolean;
  /** Equal texts for inputs between which there is no kink. */
  readonly sides?: (inputs: readonly Tensor[], params: unknown) => string;
  /** TypeScript that applies it, where it is not name(inputs, params). */
  readonly code?: (inputs: readonly string[], params: unknown) => string;
  /** TypeScript that declares it, for one that is not exported, and the exported names which that needs. */
  readonly declaration?: { readonly code: string; readonly names: readonly string[] };
}

type Any = (...args: readonly unknown[]) => Tensor;
const exported = ops as unknown as Readonly<Record<string, Any>>;

/** An operation of the engine under its exported name. */
function word(name: string, arity: number, more: Partial<Word> = {}): Word {
  const f = exported[name]!;
  const run = (inputs: readonly Tensor[], params: unknown): Tensor =>
    params === undefined ? f(...inputs) : f(...inputs, params);
  return { name, arity, run, ...more };
}

const all = (x: Tensor, holds: (value: number) => boolean): boolean => x.toArray().every(holds);
const away = 0.4;
const positive = ([x]: readonly Tensor[]): boolean => all(x!, (value) => value > away);
const nonzero = ([x]: readonly Tensor[]): boolean => all(x!, (value) => Math.abs(value) > away);
const signs = (x: Tensor): string => [...x.toArray()].map((value) => Math.sign(value)).join();
const signsOfDifference = ([a, b]: readonly Tensor[]): string => signs(ops.sub(a!, b!));

const someAxes = ([shape]: readonly Shape[], random: Random): unknown => {
  const axes = shape!.map((_, axis) => axis).filter(() => random.uniform() < 0.6);
  return { axes, keepDims: random.uniform() < 0.5 };
};
const oneAxis = ([shape]: readonly Shape[], random: Random): unknown =>
  shape!.length === 0
    ? undefined
    : random.integer(shape!.length) - (random.uniform() < 0.5 ? shape!.length : 0);

/** Where the extreme elements are. */
const extremes =
  (sign: 1 | -1) =>
  ([x]: readonly Tensor[], params: unknown): string => {
    const { axes } = params as { readonly axes: readonly number[] };
    const y = ops.mul(x!, sign);
    return signs(ops.sub(y, new Tensor(maxValues(y.values, axes))));
  };

/** Every way to write a number as a product of up to three lengths. */
function shapesOf(size: number): readonly Shape[] {
  const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((n) => size % n === 0);
  const pairs = divisors.map((n) => [n, size / n]);
  const triples = divisors.flatMap((n) => shapesOfPair(size / n).map((pair) => [n, ...pair]));
  return [[size], ...pairs, ...triples, ...(size === 1 ? [[]] : [])];
}
const shapesOfPair = (size: number): readonly Shape[] =>
  Array.from({ length: size }, (_, i) => i + 1).flatMap((n) => (size % n === 0 ? [[n, size / n]] : []));
const oneOf = <T>(list: readonly T[], random: Random): T => list[random.integer(list.length)]!;

const movement: readonly Word[] = [
  word("reshape", 1, {
    draw: ([shape], random) => oneOf(shapesOf(shape!.reduce((n, k) => n * k, 1)), random),
  }),
  word("permute", 1, { draw: ([shape], random) => [...random.permutation(shape!.length)] }),
  word("transpose", 1, { accepts: ([x]) => x!.rank >= 2 }),
  word("broadcastTo", 1, {
    draw: ([shape], random) => {
      const wider = shape!.map((length) => (length === 1 ? 1 + random.integer(3) : length));
      return wider.length < 3 && random.uniform() < 0.5 ? [2, ...wider] : wider;
    },
  }),
  word("sumTo", 1, { draw: ([shape], random) => shape!.map((n) => (random.uniform() < 0.5 ? 1 : n)) }),
  word("slice", 1, {
    draw: ([shape], random) => {
      const start = shape!.map((n) => random.integer(n));
      return { start, stop: shape!.map((n, i) => start[i]! + 1 + random.integer(n - start[i]!)) };
    },
  }),
  word("pad", 1, {
    draw: ([shape], random) => {
      const before = shape!.map(() => random.integer(2));
      return { before, shape: shape!.map((n, i) => n + before[i]! + random.integer(2)) };
    },
  }),
  word("gather", 1, {
    draw: ([shape], random) => {
      if (shape!.length === 0) return undefined;
      const axis = random.integer(shape!.length);
      return {
        axis,
        indices: Array.from({ length: 1 + random.integer(3) }, () => random.integer(shape![axis]!)),
      };
    },
  }),
  word("scatterAdd", 1, {
    draw: ([shape], random) => {
      if (shape!.length === 0) return undefined;
      const axis = random.integer(shape!.length);
      return { axis, length: 3, indices: Array.from({ length: shape![axis]! }, () => random.integer(3)) };
    },
  }),
  word("concat", 2, {
    run: ([a, b], axis) => ops.concat([a!, b!], axis as number),
    draw: ([a, b], random) => {
      const axis = random.integer(Math.max(1, a!.length));
      const fits = a!.length > 0 && a!.length === b!.length && a!.every((n, i) => i === axis || n === b![i]);
      return fits ? axis : undefined;
    },
    code: ([a, b], axis) => `concat([${a!}, ${b!}], ${axis as number})`,
  }),
];

const pair = (lowest: number, random: Random): [number, number] => [
  lowest + random.integer(2),
  lowest + random.integer(2),
];

const convolving: Word["draw"] = ([x, weight], random) =>
  x!.length === 4 && weight!.length === 4
    ? {
        stride: pair(1, random),
        padding: pair(0, random),
        dilation: pair(1, random),
        groups: x![1]! / weight![1]!,
      }
    : undefined;

const pooling: Word["draw"] = ([shape], random) => {
  const [kernel, stride] = [pair(1, random), pair(1, random)];
  const padding = kernel.map((n) => random.integer(1 + Math.floor(n / 2)));
  return shape!.length === 4 ? { kernel, stride, padding } : undefined;
};

/** Twice among the words, as they fit so few operands. */
const images: readonly Word[] = [
  word("conv2d", 2, {
    run: ([x, weight], options) => ops.conv2d(x!, weight!, undefined, options as ops.ConvolutionOptions),
    draw: convolving,
    code: ([x, weight], options) => `conv2d(${x!}, ${weight!}, undefined, ${JSON.stringify(options)})`,
  }),
  {
    name: "biasedConv2d", // by the means of its own kernels, since steps have two inputs
    arity: 2,
    run: ([x, weight], options) =>
      ops.conv2d(x!, weight!, ops.mean(weight!, { axes: [1, 2, 3] }), options as ops.ConvolutionOptions),
    draw: convolving,
    declaration: {
      code: `const biasedConv2d = (x: Tensor, weight: Tensor, options: Parameters<typeof conv2d>[3]): Tensor =>
  conv2d(x, weight, mean(weight, { axes: [1, 2, 3] }), options);`,
      names: ["conv2d", "mean"],
    },
  },
  word("avgPool2d", 1, { draw: pooling }),
  word("maxPool2d", 1, {
    draw: pooling,
    sides: ([x], options) => {
      const windows = ops.poolWindows("maxPool2d", options as ops.PoolOptions);
      return maxShares(x!.values, maxPoolValues(x!.values, windows), windows).places.join();
    },
  }),
];

/** A step with a number in it. */
const withNumber = (name: "add" | "mul", factor: number): Word => ({
  name,
  arity: 1,
  run: ([x]) => ops[name](x!, factor),
  code: ([x]) => `${name}(${x!}, ${factor})`,
});

const upTo = (bound: number) => ([x]: readonly Tensor[]): boolean => all(x!, (value) => Math.abs(value) < bound); // prettier-ignore

/** What random graphs are drawn from. */
export const words: readonly Word[] = [
  ...["neg", "sin", "cos", "tanh", "sigmoid", "softplus", "silu", "gelu", "erf", "normalDistribution"].map(
    (name) => word(name, 1),
  ),
  ...["exp", "expm1", "square", "sechSquared"].map((name) => word(name, 1, { accepts: upTo(3) })),
  ...["log", "sqrt", "reciprocalSqrt"].map((name) => word(name, 1, { accepts: positive })),
  word("log1p", 1, { accepts: ([x]) => all(x!, (value) => value > away - 1) }),
  word("reciprocal", 1, { accepts: nonzero }),
  withNumber("add", 1.5),
  withNumber("mul", -0.5),
  ...["abs", "relu"].map((name) => word(name, 1, { sides: ([x]) => signs(x!) })),
  ...["add", "sub", "mul"].flatMap((name) => [word(name, 2), word(name, 2)]),
  word("div", 2, { accepts: ([, b]) => nonzero([b!]) }),
  ...["maximum", "minimum"].map((name) => word(name, 2, { sides: signsOfDifference })),
  word("matmul", 2, {
    accepts: ([a, b]) => a!.rank >= 2 && b!.rank >= 2 && a!.shape.at(-1) === b!.shape.at(-2),
  }),
  word("dot", 2),
  ...["sum", "mean", "logSumExp", "prod"].map((name) => word(name, 1, { draw: someAxes })),
  word("variance", 1, { draw: someAxes }),
  word("max", 1, { draw: someAxes, sides: extremes(1) }),
  word("min", 1, { draw: someAxes, sides: extremes(-1) }),
  ...["softmax", "logSoftmax"].map((name) => word(name, 1, { draw: oneAxis })),
  word("standardize", 1, {
    draw: (shapes, random) => ({ ...(someAxes(shapes, random) as object), eps: 0.1 }),
  }),
  ...movement,
  ...images,
  ...images,
];
