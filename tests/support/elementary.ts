/**
 * The elementary functions of the engine beside their values, first and second derivatives to 50 digits, and the points
 * at which they are compared: every power of two, both signs, and densely where the functions bend.
 *
 * Results are returned, not judged; the tests and the published figures judge.
 */
import * as autograd from "../../autograd/index.ts";
import { grad, sum } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { Decimal, decimal, log1p, Point, rootTwoPi, ulps } from "./decimal.ts";

type Exact = (p: Point) => Decimal;

/** An exact derivative; of two terms, if those may cancel. */
type Derivative = Exact | ((p: Point) => readonly [Decimal, Decimal]);

export interface Elementary {
  readonly name: string;
  /** Value, first and second derivative. */
  readonly orders: readonly [Derivative, Derivative, Derivative];
  /** Where the domain begins. */
  readonly above: number;
  /** |x| up to which the second derivative is measured: beyond, it is a product with a subnormal number. */
  readonly bendsTo: number;
}

const row = (
  name: string,
  orders: Elementary["orders"],
  { above = -Infinity, bendsTo = Infinity } = {},
): Elementary => ({ name, orders, above, bendsTo });

// Derivatives that several functions share.
const exp: Exact = (p) => p.exp;
const reciprocal: Exact = ({ x }) => x.pow(-1);
const root3: Exact = ({ x }) => x.times(x.sqrt());
const normalBend: Exact = ({ x, density }) => x.times(density).neg();
const sigmoidBend: Exact = (p) => p.sigmoidSlope.times(p.tanhHalf).neg();
const erfSlope: Exact = ({ bell }) => bell.times(2).times(root2).div(rootTwoPi);
const root2 = decimal(2).sqrt();
/** The functions of the engine that are held to 4 ulp, first derivatives included. */
// prettier-ignore
export const functions: readonly Elementary[] = [
  row("exp",   [exp, exp, exp]),
  row("expm1", [(p) => p.expm1, exp, exp]),
  row("log",   [({ x }) => x.ln(), reciprocal, ({ x }) => x.pow(-2).neg()], { above: 0 }),
  row("log1p", [({ x }) => log1p(x), ({ x }) => x.plus(1).pow(-1), ({ x }) => x.plus(1).pow(-2).neg()], { above: -1 }),
  row("sqrt",  [({ x }) => x.sqrt(), ({ x }) => x.sqrt().times(2).pow(-1), (p) => root3(p).times(-4).pow(-1)], { above: 0 }),
  row("reciprocalSqrt", [({ x }) => x.sqrt().pow(-1), (p) => root3(p).times(-2).pow(-1), (p) => root3(p).times(p.x).times(4).pow(-1).times(3)], { above: 0 }),
  row("sin",   [({ x }) => x.sin(), ({ x }) => x.cos(), ({ x }) => x.sin().neg()]),
  row("cos",   [({ x }) => x.cos(), ({ x }) => x.sin().neg(), ({ x }) => x.cos().neg()]),
  row("tanh",     [(p) => p.tanh, (p) => p.sechSquared, (p) => p.sechSquared.times(p.tanh).times(-2)]),
  row("sigmoid",  [(p) => p.sigmoid, (p) => p.sigmoidSlope, sigmoidBend]),
  row("softplus", [(p) => p.softplus, (p) => p.sigmoid, (p) => p.sigmoidSlope]),
  row("silu", [
    ({ x, sigmoid }) => x.times(sigmoid),
    ({ x, sigmoid, sigmoidSlope }) => sigmoid.plus(x.times(sigmoidSlope)),
    (p) => [p.sigmoidSlope.times(2), p.x.times(sigmoidBend(p))],
  ], { bendsTo: 700 }),
  row("erf", [(p) => p.erf, erfSlope, (p) => erfSlope(p).times(p.x).times(-2)], { bendsTo: 26.5 }),
  row("normalDistribution", [(p) => p.distribution, (p) => p.density, normalBend], { bendsTo: 37.4 }),
  row("gelu", [
    ({ x, distribution }) => x.times(distribution),
    ({ x, distribution, density }) => distribution.plus(x.times(density)),
    ({ x, density }) => [density.times(2), density.times(x).times(x).neg()],
  ], { bendsTo: 37.4 }),
];

/** Units in the last place that are allowed: value, first and second derivative. */
export const bounds = [4, 4, 8] as const;

/** Where log1p begins, and where silu′ and gelu′ are 0. */
const centres = [-1, -1.2784645427610737, -0.7517915246935645];

/** Points of the whole line, about `perRange` in each of five ranges and one for each sign and power of two (or every n-th). */
export function pointsOf(perRange: number, everyPower = 1): readonly Point[] {
  const random = Random.stream(0, "points");
  const found: number[] = [0, Number.MAX_VALUE, 5e-324, 2 ** -1022];
  for (let power = -1074; power < 1024; power += everyPower) found.push(2 ** power * (1 + random.uniform()));
  for (const reach of [2, 6, 40, 710, 760]) {
    const from = reach === 760 ? 700 : 0; // where e⁻ˣ is subnormal
    for (let i = 0; i < perRange / 2; i++)
      found.push(from + ((reach - from) * (i + random.uniform())) / (perRange / 2));
  }
  const held = found.map((x) => Math.min(x, Number.MAX_VALUE));
  const all = new Set([...held, ...held.slice(1).map((x) => -x)]);
  for (const centre of centres) {
    all.add(centre);
    for (let power = 1; power <= 53; power += Math.min(everyPower, 4))
      all.add(centre + 2 ** -power).add(centre - 2 ** -power);
  }
  return [...all].map((x) => new Point(x));
}

export interface Accuracy {
  readonly name: string;
  readonly order: number;
  readonly points: number;
  /** Largest error in units in the last place, and where it is. */
  readonly worst: number;
  readonly at: number;
}

/** The engine's derivative of an order at every point of the domain, beside the exact one. */
export function accuracyOf(f: Elementary, order: 0 | 1 | 2, points: readonly Point[]): Accuracy {
  const own = points.filter(({ at }) => at > f.above && (order < 2 || Math.abs(at) <= f.bendsTo));
  const computed = derivativesAt(
    f.name,
    order,
    own.map(({ at }) => at),
  );
  let [worst, at] = [-1, NaN];
  own.forEach((point, i) => {
    const error = errorAt(f.orders[order], point, computed[i]!);
    if (error > worst) [worst, at] = [error, point.at];
  });
  return { name: f.name, order, points: own.length, worst, at };
}

/** The engine's derivative of an order of the operation of a name, element by element. */
export function derivativesAt(name: string, order: number, at: readonly number[]): Float64Array {
  let f = (autograd as unknown as Readonly<Record<string, (x: Tensor) => Tensor>>)[name]!;
  for (let k = 0; k < order; k++) {
    const lower = f;
    f = grad((x: Tensor) => sum(lower(x)));
  }
  return f(tensor([...at])).toArray();
}

function errorAt(derivative: Derivative, point: Point, computed: number): number {
  const exact = derivative(point);
  if (!Array.isArray(exact)) return ulps(computed, exact as Decimal);
  const terms = exact as readonly Decimal[];
  const sum = Decimal.sum(...terms);
  const larger = Decimal.max(...terms.map((term) => term.abs()));
  return ulps(computed, sum, sum.abs().times(2).lt(larger) ? larger : sum);
}
