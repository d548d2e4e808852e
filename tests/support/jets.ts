/**
 * Taylor polynomials of order 4 in one variable, to 50 digits: values, first to fourth derivatives of whatever is made
 * of sums, products, quotients, roots, exponentials and logarithms, with no rule of the engine in them.
 */
import { Decimal, decimal } from "./decimal.ts";

/** Coefficients of t⁰ … t⁴. */
export type Jet = readonly Decimal[];

const places = [0, 1, 2, 3, 4] as const;
const none = new Decimal(0);

/** The numbers given (exactly) as coefficients, and zeros. */
export const jet = (...coefficients: readonly number[]): Jet =>
  places.map((k) => decimal(coefficients[k] ?? 0));

/** Σ from j to k of aⱼ·bₖ₋ⱼ. */
const convolved = (a: Jet, b: Jet, from: number, to: number, k: number): Decimal => {
  let sum = none;
  for (let j = from; j <= to; j++) sum = sum.plus(a[j]!.times(b[k - j]!));
  return sum;
};

/** Coefficients one after another, each from those before. */
function recursive(next: (k: number, before: Jet) => Decimal): Jet {
  const found: Decimal[] = [];
  for (const k of places) found.push(next(k, found));
  return found;
}

export const plus = (...terms: readonly Jet[]): Jet =>
  places.map((k) => terms.reduce((sum, term) => sum.plus(term[k]!), none));
export const minus = (a: Jet, b: Jet): Jet => places.map((k) => a[k]!.minus(b[k]!));
export const times = (a: Jet, b: Jet): Jet => places.map((k) => convolved(a, b, 0, k, k));
export const over = (a: Jet, b: Jet): Jet =>
  recursive((k, y) => a[k]!.minus(convolved(b, y, 1, k, k)).div(b[0]!));
export const root = (a: Jet): Jet =>
  recursive((k, y) =>
    k === 0 ? a[0]!.sqrt() : a[k]!.minus(convolved(y, y, 1, k - 1, k)).div(y[0]!.times(2)),
  );
/** k·yₖ = Σ j·xⱼ·yₖ₋ⱼ, from y′ = x′·y. */
export const exp = (x: Jet): Jet =>
  recursive((k, y) => (k === 0 ? x[0]!.exp() : convolved(slope(x), y, 1, k, k).div(k)));
/** From x·y′ = x′. */
export const log = (x: Jet): Jet =>
  recursive((k, y) =>
    k === 0 ? x[0]!.ln() : x[k]!.minus(convolved(slope(y), x, 1, k - 1, k).div(k)).div(x[0]!),
  );

const slope = (x: Jet): Jet => x.map((c, j) => c.times(j));

export const mean = (terms: readonly Jet[]): Jet => over(plus(...terms), jet(terms.length));

/** (x − mean)/√(variance + ε). */
export function standardized(xs: readonly Jet[], eps: number): Jet[] {
  const center = mean(xs);
  const centred = xs.map((x) => minus(x, center));
  const deviation = root(plus(mean(centred.map((c) => times(c, c))), jet(eps)));
  return centred.map((c) => over(c, deviation));
}

/** The k-th derivative at t = 0. */
export const derivative = (x: Jet, k: number): Decimal => x[k]!.times([1, 1, 2, 6, 24][k]!);
