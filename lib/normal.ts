/**
 * The normal distribution and what is made of it, stable in both tails: Φ, its density φ, and x·Φ(x) with its slope.
 *
 * All are e^(−x²/2), its argument split so that the rounding of x² does not reach the exponential, times what changes
 * slowly: Mills' ratio R = Φ/φ. This file knows nothing of arrays or derivatives.
 */
import { drop, erf, erfc, laplaceFraction, lift } from "./special.ts";

/** 1/√(2π). */
const scale = 0.3989422804014327;

/** The standard normal density φ(x) = e^(−x²/2)/√(2π). */
export function normalDensity(x: number): number {
  return timesPower(scale, x);
}

/** Φ(x), the standard normal distribution function, with full relative precision in the left tail. */
export function normalDistribution(x: number): number {
  if (x > -0.5) return x < 1 ? 0.5 + 0.5 * erf(x * Math.SQRT1_2) : 1 - 0.5 * erfc(x * Math.SQRT1_2);
  return leftTail(x);
}

/** x·Φ(x); 0 at −∞. */
export function gelu(x: number): number {
  if (!(x < -37)) return x * normalDistribution(x);
  return x < -40 ? 0 : x * leftTail(x, lift) * drop;
}

/** gelu′(x) = Φ(x) + x·φ(x) = φ(x)·(R(x) + x): around its zero by a series without a constant term. */
export function geluSlope(x: number): number {
  const d = x - zero - zeroRest;
  if (d >= 1) return x > 40 ? 1 : normalDistribution(x) + x * normalDensity(x);
  if (d > -1) return timesPower(scale * d * (1 + coefficients[1]! + bend(d)), x);
  if (x < -40) return 0;
  const [up, down] = x > -37 ? [0, 1] : [lift, drop];
  return (leftTail(x, up) + x * timesPower(scale, x, up)) * down;
}

/** Φ(x)·e^up for x ≤ −½. Mills' ratio, since erfc(−x/√2) would add the rounding of its argument. */
function leftTail(x: number, up = 0): number {
  if (x < -1.75) return timesPower(scale / laplaceFraction(-x, 1), x, up);
  const d = x - zero - zeroRest;
  return timesPower(scale * (coefficients[0]! + d * (coefficients[1]! + bend(d))), x);
}

/** The zero of gelu′, as the sum of two numbers; there R(x) = −x. */
const [zero, zeroRest] = [-0.7517915246935645, 1.4956759177009883e-17];

/** R⁽ᵏ⁾/k! there: Taylor's coefficients. From R′ = 1 + x·R follows R⁽ᵏ⁺¹⁾ = x·R⁽ᵏ⁾ + k·R⁽ᵏ⁻¹⁾. */
const coefficients = new Float64Array(38);
const short = Math.fround(zero); // so that its square is exact
coefficients[0] = -zero;
coefficients[1] = 1 - short * short - (zero - short) * (zero + short);
for (let k = 1; k + 1 < coefficients.length; k++) {
  coefficients[k + 1] = (zero * coefficients[k]! + coefficients[k - 1]!) / (k + 1);
}

/** The series of R from its square on, divided by d; for |d| ≤ 1. */
function bend(d: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 2; k--) sum = d * (coefficients[k]! + sum);
  return sum;
}

/** factor·e^(up − x²/2). The exponent is split by x = z + r, where z has 24 bits, so that z² and up − z²/2 are exact. */
function timesPower(factor: number, x: number, up = 0): number {
  if (!(Math.abs(x) < 39)) return Number.isNaN(x) ? NaN : 0;
  const z = Math.fround(x);
  const product = factor * Math.exp(up - (z * z) / 2);
  return product + product * Math.expm1(((z - x) * (z + x)) / 2);
}
