/**
 * What operations with rules of their own come to, written with simpler ones: for each, the formula of a textbook. The
 * two must agree in value and in every derivative, without any differences being taken.
 */
import * as a from "../../autograd/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { catalogue } from "./catalogue.ts";
import { drawInputs } from "./inputs.ts";
import { normal, relativeDistance } from "./tensors.ts";

const { add, div, exp, log, mul, neg, sub, sum } = a;
type Point = readonly Tensor[];
/** The function of x, y and z that an operation on a sample with these parameters should be. */
// Parameters are what the samples of the operation declare; nothing else is ever handed in.
type Composed = (xs: Point, params: never) => Tensor;
const unary =
  (f: (x: Tensor) => Tensor): Composed =>
  ([x]) =>
    f(x!);
const binary =
  (f: (x: Tensor, y: Tensor) => Tensor): Composed =>
  ([x, y]) =>
    f(x!, y!);

const sigma = (x: Tensor): Tensor => div(1, add(1, exp(neg(x))));
const sigmaSlope = (x: Tensor): Tensor => mul(sigma(x), sub(1, sigma(x)));
const tanh = (x: Tensor): Tensor => div(sub(exp(x), exp(neg(x))), add(exp(x), exp(neg(x))));
const density = (x: Tensor): Tensor => div(exp(mul(-0.5, mul(x, x))), Math.sqrt(2 * Math.PI));
const Phi = (x: Tensor): Tensor => mul(0.5, add(1, a.erf(div(x, Math.SQRT2))));
const shares = (x: Tensor, axis: number): Tensor =>
  div(exp(x), sum(exp(x), { axes: [axis], keepDims: true }));

function standardized(x: Tensor, axes: readonly number[] | undefined, eps: number): Tensor {
  const over = { ...(axes && { axes }), keepDims: true };
  const n = x.size / sum(x, over).size;
  const centred = sub(x, div(sum(x, over), n));
  return div(centred, a.sqrt(add(div(sum(mul(centred, centred), over), n), eps)));
}

/** Rows of y [N, C, H, W], one a place of the output. */
const rowsOf = (y: Tensor): Tensor =>
  a.reshape(a.permute(y, [0, 2, 3, 1]), [y.size / y.shape[1]!, y.shape[1]!]);
const flatWeight = (w: Tensor): Tensor => a.reshape(w, [w.shape[0]!, w.size / w.shape[0]!]);
type Windows = Parameters<typeof a.unfold>[1];

// prettier-ignore
export const compositions: Readonly<Record<string, Composed>> = {
  sub: binary((x, y) => add(x, neg(y))),
  div: binary((x, y) => mul(x, a.reciprocal(y))),
  maximum: binary((x, y) => mul(0.5, add(add(x, y), a.abs(sub(x, y))))),
  minimum: binary((x, y) => mul(0.5, sub(add(x, y), a.abs(sub(x, y))))),
  abs: unary((x) => a.maximum(x, neg(x))),
  relu: unary((x) => a.maximum(x, 0)),
  square: unary((x) => mul(x, x)),
  reciprocal: unary((x) => div(1, x)),
  sqrt: unary((x) => exp(mul(0.5, log(x)))),
  reciprocalSqrt: unary((x) => div(1, a.sqrt(x))),
  expm1: unary((x) => sub(exp(x), 1)),
  log1p: unary((x) => log(add(1, x))),
  cos: unary((x) => a.sin(add(x, Math.PI / 2))),
  tanh: unary(tanh),
  sechSquared: unary((x) => sub(1, mul(tanh(x), tanh(x)))),
  sigmoid: unary(sigma),
  sigmoidSlope: unary(sigmaSlope),
  softplus: unary((x) => log(add(1, exp(x)))),
  silu: unary((x) => mul(x, sigma(x))),
  siluSlope: unary((x) => add(sigma(x), mul(x, sigmaSlope(x)))),
  expMinusSquare: unary((x) => exp(neg(mul(x, x)))),
  erf: unary((x) => sub(mul(2, a.normalDistribution(mul(Math.SQRT2, x))), 1)),
  normalDensity: unary(density),
  normalDistribution: unary(Phi),
  gelu: unary((x) => mul(x, Phi(x))),
  geluSlope: unary((x) => add(Phi(x), mul(x, density(x)))),
  mean: ([x], over: a.Over) => div(sum(x!, over), Math.max(1, x!.size) / Math.max(1, sum(x!, over).size)),
  variance: ([x], over: a.VarianceOver) => {
    const n = x!.size / sum(x!, over).size;
    const squares = sub(sum(mul(x!, x!), over), div(a.square(sum(x!, over)), n));
    return div(squares, n - (over.ddof ?? 0));
  },
  min: ([x], over: a.Over) => neg(a.max(neg(x!), over)),
  logSumExp: ([x], over: a.Over) => log(sum(exp(x!), over)),
  softmax: ([x], axis: number) => shares(x!, axis),
  softmaxDerivative: ([x, v], axis: number) => {
    const s = shares(x!, axis);
    return mul(s, sub(v!, sum(mul(s, v!), { axes: [axis], keepDims: true })));
  },
  logSoftmax: ([x], axis: number) => log(shares(x!, axis)),
  dot: binary((x, y) => sum(mul(x, y))),
  matmul: binary((x, y) => sum(mul(
    a.reshape(x, [...x.shape, 1]),
    a.reshape(y, [...y.shape.slice(0, -2), 1, ...y.shape.slice(-2)]),
  ), { axes: [-2] })),
  linear: binary((x, w) => a.matmul(x, a.transpose(w))),
  affine: ([x, w, b]) => add(a.matmul(x!, a.transpose(w!)), b!),
  standardize: ([x], { axes, eps }: a.StandardizeOver) => standardized(x!, axes, eps!),
  batchNorm: ([x, w, b], { eps }: a.NormalizeOptions) => {
    const channels = x!.shape.map((length, axis) => (axis === 1 ? length : 1));
    const others = x!.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    return add(mul(standardized(x!, others, eps!), a.reshape(w!, channels)), a.reshape(b!, channels));
  },
  layerNorm: ([x, w, b], { eps }: a.NormalizeOptions) =>
    add(mul(standardized(x!, w!.shape.map((_, i) => -1 - i), eps!), w!), b!),
  groupNorm: ([x, w, b], { groups, eps }: { readonly groups: number; readonly eps: number }) => {
    const channels = x!.shape.map((length, axis) => (axis === 1 ? length : 1));
    const [n, ...example] = x!.shape as readonly [number, ...number[]];
    const size = example.reduce((product, length) => product * length, 1);
    const grouped = standardized(a.reshape(x!, [n, groups, size / groups]), [2], eps);
    return add(mul(a.reshape(grouped, x!.shape), a.reshape(w!, channels)), a.reshape(b!, channels));
  },
  crossEntropy: ([x], labels: ArrayLike<number>) => {
    const [n, classes] = x!.shape as readonly [number, number];
    const picked = Array.from(labels, (label, row) => row * classes + label);
    return div(sum(log(a.gather(a.reshape(shares(x!, 1), [n * classes]), { indices: picked }))), -n);
  },
  binaryCrossEntropyWithLogits: ([x], targets: ArrayLike<number>) => {
    const t = a.reshape(tensor(Array.from(targets)), x!.shape);
    const share = sigma(x!);
    return div(sum(add(mul(t, log(share)), mul(sub(1, t), log(sub(1, share))))), -x!.size);
  },
  mseLoss: binary((x, y) => div(sum(mul(sub(x, y), sub(x, y))), x.size)),
  correlate: ([x, w], windows: Windows) => {
    const product = a.matmul(a.unfold(x!, windows), a.transpose(flatWeight(w!)));
    const [height, width] = a.correlate(x!, w!, windows).shape.slice(2) as [number, number];
    return a.permute(a.reshape(product, [x!.shape[0]!, height, width, w!.shape[0]!]), [0, 3, 1, 2]);
  },
  convTranspose: ([y, w], to: { readonly windows: Windows; readonly shape: readonly number[] }) =>
    a.fold(a.matmul(rowsOf(y!), flatWeight(w!)), to),
  convWeight: ([x, y], windows: Windows) => {
    const [channels, outputs] = [x!.shape[1]!, y!.shape[1]!];
    const flat = a.matmul(a.transpose(rowsOf(y!)), a.unfold(x!, windows));
    return a.reshape(flat, [outputs, channels, ...windows.kernel]);
  },
};

export interface CompositionCell {
  readonly operation: string;
  readonly order: number;
  /** Norm-wise relative distance; the norm itself where the derivative vanishes. */
  readonly error: number;
}

/** Values and derivatives up to an order of every operation in the table, beside those of what it comes to. */
export function compareCompositions(order: number, everySample = 1): CompositionCell[] {
  return Object.entries(compositions).flatMap(([name, composed]) => {
    const operation = catalogue.find((candidate) => candidate.name === name)!;
    return operation.samples.flatMap((sample, which) => {
      if (which % everySample !== 0) return [];
      const at = drawInputs(operation, sample, "contiguous", which).inputs;
      const whole = derivatives((xs) => operation.run(xs, sample.params), at, order);
      const parts = derivatives((xs) => composed(xs, sample.params as never), at, order);
      return whole.map((values, k) => ({
        operation: name,
        order: k,
        error: relativeDistance(parts[k]!, values),
      }));
    });
  });
}

/** f; ∇⟨c, f⟩; ∇⟨v, ∇⟨c, f⟩⟩; …, each flat, for the same random c, v, … whatever f is. */
function derivatives(f: (xs: Point) => Tensor, at: Point, order: number): number[][] {
  const value = f(at);
  const c = normal(value.shape, 3);
  const found = [[...value.toArray()]];
  let level = (xs: Point): Tensor => a.dot(f(xs), c);
  for (let k = 1; k <= order; k++) {
    const slope = a.grad<Point>(level);
    found.push(slope(at).flatMap((g) => [...g.toArray()]));
    const v = at.map((x, i) => normal(x.shape, 10 * k + i));
    level = (xs) =>
      slope(xs)
        .map((g, i) => a.dot(g, v[i]!))
        .reduce((p, q) => add(p, q));
  }
  return found;
}
