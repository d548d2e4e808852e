/**
 * Scalar functions that Math does not have, stable in their tails.
 *
 * Every formula is chosen so that no difference of nearly equal numbers is taken and nothing overflows on the way to
 * a finite result. This file knows nothing of arrays or derivatives; the derivative pairs it serves (tanh and sech²,
 * sigmoid and its slope, erf and the normal density) are declared in autograd.
 */

/** 1/(1 + e⁻ˣ), by the exponential that cannot overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const t = Math.exp(x);
  return t / (1 + t);
}

/** sigmoid′(x) = t/(1 + t)² with t = e^−|x|: exact in both tails, where s·(1 − s) would be 0. */
export function sigmoidSlope(x: number): number {
  const t = Math.exp(-Math.abs(x));
  return t / ((1 + t) * (1 + t));
}

/** sech²(x) = tanh′(x) = 4t/(1 + t)² with t = e^−2|x|: exact in both tails, where 1 − tanh² would be 0. */
export function sechSquared(x: number): number {
  const t = Math.exp(-2 * Math.abs(x));
  return (4 * t) / ((1 + t) * (1 + t));
}

/** log(1 + eˣ) = max(x, 0) + log1p(e^−|x|). */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** e^(−x²), with x split as z + r so that the rounding of x² does not reach the exponent: z has 24 bits, z² is exact. */
export function expMinusSquare(x: number): number {
  if (!(Math.abs(x) < 28)) return Number.isNaN(x) ? NaN : 0; // e^(−28²) is below the least subnormal
  const z = Math.fround(x);
  const power = Math.exp(-z * z);
  return power + power * Math.expm1((z - x) * (z + x)); // a correction, so that it adds one rounding and not two
}

/** The standard normal density φ(x) = e^(−x²/2)/√(2π), with the argument split as in `expMinusSquare`. */
export function normalDensity(x: number): number {
  return expMinusHalfSquare(x) * 0.3989422804014327;
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
  return complement(x, expMinusSquare(x));
}

/**
 * Φ(x), the standard normal distribution function, with full relative precision in the left tail: the rounding of
 * −x/√2 must not reach the exponential, so that is taken of x itself.
 */
export function normalDistribution(x: number): number {
  if (x > -0.75) return x < 1 ? 0.5 + 0.5 * erf(x * Math.SQRT1_2) : 1 - 0.5 * erfc(x * Math.SQRT1_2);
  return 0.5 * complement(-x * Math.SQRT1_2, expMinusHalfSquare(x));
}

/** e^(−x²/2), with the argument split as in `expMinusSquare`. */
function expMinusHalfSquare(x: number): number {
  if (!(Math.abs(x) < 39)) return Number.isNaN(x) ? NaN : 0;
  const z = Math.fround(x);
  const power = Math.exp((-z * z) / 2);
  return power + power * Math.expm1(((z - x) * (z + x)) / 2);
}

/** erfc(x) for x ≥ ½, given e^(−x²). */
function complement(x: number, power: number): number {
  return x < 2 ? complementByTrapezoid(x, power) : complementByFraction(x, power);
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
function complementByTrapezoid(x: number, power: number): number {
  const h = 0.5;
  let sum = 1 / (2 * x * x);
  for (let k = 1; k <= 12; k++) sum += Math.exp(-k * k * h * h) / (k * k * h * h + x * x);
  const pole = 2 / (1 - Math.exp((2 * Math.PI * x) / h));
  return ((2 * h * x) / Math.PI) * power * sum + pole;
}

/** erfc(x) for x ≥ 2 by Laplace's continued fraction (Abramowitz and Stegun 7.1.14), from the inside out. */
function complementByFraction(x: number, power: number): number {
  let fraction = x;
  for (let k = 60; k >= 1; k--) fraction = x + k / 2 / fraction;
  return (power * 0.5641895835477563) / fraction;
}
