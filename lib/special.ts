/**
 * Scalar functions that Math does not have, stable in their tails.
 *
 * Every formula is chosen so that no difference of nearly equal numbers is taken and nothing overflows on the way to
 * a finite result. This file knows nothing of arrays or derivatives; the derivative pairs it serves (tanh and sech²,
 * sigmoid and its slope, erf and e^(−x²)) are declared in autograd.
 */
import { expMinus } from "./exponential.ts";

/** 1/(1 + e⁻ˣ): t/(1 + t) or 1/(1 + t) with t = e^−|x|, which cannot overflow. */
export function sigmoid(x: number): number {
  const t = expMinus(Math.abs(x));
  return (x < 0 ? t : 1) / (1 + t);
}

/** sigmoid′(x) = t/(1 + t)² with t = e^−|x|: exact in both tails, where s·(1 − s) would be 0. */
export function sigmoidSlope(x: number): number {
  const t = expMinus(Math.abs(x));
  return t / ((1 + t) * (1 + t));
}

/** sech²(x) = tanh′(x) = 4t/(1 + t)² with t = e^−2|x|: exact in both tails, where 1 − tanh² would be 0. */
export function sechSquared(x: number): number {
  if (Math.abs(x) > 350) return (2 * Math.exp(-Math.abs(x))) ** 2; // t would be subnormal before 4t is
  const t = Math.exp(-2 * Math.abs(x));
  return (4 * t) / ((1 + t) * (1 + t));
}

/** log(1 + eˣ) = max(x, 0) + log1p(e^−|x|). */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** x·σ(x); 0 at −∞. */
export function silu(x: number): number {
  return x < -700 ? scaledExp(x, x) : x * sigmoid(x);
}

/** The zero of silu′, −1 − W(1/e), as the sum of two numbers, and e to its power. */
const siluZero = [-1.2784645427610737, -1.0946994183093437e-16] as const;
const expSiluZero = 0.2784645427610738;

/**
 * silu′(x) = σ(x) + x·σ′(x) = t·(1 + x + t)/(1 + t)² with t = eˣ. Around its zero z, where 1 + z + eᶻ = 0, the sum is
 * d + eᶻ·(eᵈ − 1) with d = x − z: two terms of one sign, so that nothing cancels.
 */
export function siluSlope(x: number): number {
  if (x > 0) return x > 800 ? 1 : sigmoid(x) + x * sigmoidSlope(x);
  if (x < -700) return scaledExp(1 + x, x);
  const t = Math.exp(x);
  const d = x - siluZero[0] - siluZero[1];
  const sum = Math.abs(d) < 1 ? d + expSiluZero * Math.expm1(d) : 1 + x + t;
  const [product, square] = [t * sum, (1 + t) * (1 + t)];
  // Where t is small, 1/(1 + t)² is taken as 1 less a small number, whose roundings do not count.
  return x < -2 ? product - product * ((t * (2 + t)) / square) : product / square;
}

/**
 * factor·eˣ for x < −700, where eˣ may be subnormal though the product is not: e^(x + 64) is not, and what has all its
 * digits is brought down last. The sum is exact where the product is not 0.
 */
function scaledExp(factor: number, x: number): number {
  return x < -800 ? 0 : factor * Math.exp(x + lift) * drop;
}
export const lift = 64;
export const drop = Math.exp(-lift);

/** e^(−x²), with x split as z + r so that the rounding of x² does not reach the exponent: z has 24 bits, z² is exact. */
export function expMinusSquare(x: number): number {
  if (!(Math.abs(x) < 28)) return Number.isNaN(x) ? NaN : 0; // e^(−28²) is below the least subnormal
  const z = Math.fround(x);
  const power = Math.exp(-z * z);
  return power + power * Math.expm1((z - x) * (z + x)); // a correction, so that it adds one rounding and not two
}

/**
 * erf(x) = 2/√π ∫₀ˣ e^(−t²) dt, to a few units in the last place: up to ½ by its Taylor series, beyond by 1 − erfc.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  return Math.abs(x) < 0.5 ? erfSeries(x) : Math.sign(x) * (1 - erfc(Math.abs(x)));
}

/** erfc(x) = 1 − erf(x), with full relative precision in the right tail. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < 0) return 2 - erfc(-x);
  if (x < 0.5) return 1 - erf(x);
  if (x < 2) return erfcByTrapezoid(x);
  return (expMinusSquare(x) * 0.5641895835477563) / laplaceFraction(x, 0.5);
}

/** 2/√π·Σ (−1)ᵏ x^(2k+1)/(k!·(2k + 1)) for |x| < ½; the first term is added last, since it is the largest. */
function erfSeries(x: number): number {
  let power = 1;
  let sum = 0;
  for (let k = 1; k <= 12; k++) {
    power *= -(x * x) / k;
    sum += power / (2 * k + 1);
  }
  return 1.1283791670955126 * (x + x * sum);
}

/**
 * erfc(x) for 0.5 ≤ x < 2 by the trapezoidal rule on erfc(x) = (2x/π) e^(−x²) ∫₀^∞ e^(−t²)/(t² + x²) dt with the pole
 * correction 2/(1 − e^(2πx/h)): exponentially accurate in 1/h (Matta and Reichel, Math. Comp. 25, 1971).
 */
function erfcByTrapezoid(x: number): number {
  let sum = 0;
  for (let k = squares.length - 1; k >= 0; k--) sum += weights[k]! / (squares[k]! + x * x);
  const pole = 2 / (1 - Math.exp((2 * Math.PI * x) / step));
  return ((2 * step * x) / Math.PI) * expMinusSquare(x) * sum + pole;
}
const step = 0.5;
/** The squares t² of the nodes 0, ½, 1, … and e^(−t²), of which the first counts half. */
const squares = Float64Array.from({ length: 13 }, (_, k) => (k * step) ** 2);
const weights = squares.map((square, k) => (k === 0 ? 0.5 : Math.exp(-square)));

/**
 * Laplace's continued fraction x + s/(x + 2s/(x + 3s/(x + …))), from the inside out: e^(−x²)/(√π·erfc x) at s = ½
 * (Abramowitz and Stegun 7.1.14), and φ(x)/Φ(−x) at s = 1. To full precision for x² ≥ 3s.
 */
export function laplaceFraction(x: number, s: number): number {
  let fraction = x;
  for (let k = Math.ceil(20 + (640 * s) / (x * x)); k >= 1; k--) fraction = x + (k * s) / fraction;
  return fraction;
}
