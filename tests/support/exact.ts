/**
 * Real functions to hundreds of digits, in whole numbers: what a Float64 result is measured against, in units in its
 * last place. A real number x stands as the BigInt nearest to x·2^1280, so even the least subnormal keeps 200 bits.
 *
 * Everything here is a series from a textbook, without regard to speed, and shares nothing with lib/special.ts.
 */

const bits = 1280n;
export const one = 1n << bits;

export const times = (a: bigint, b: bigint): bigint => (a * b) >> bits;
export const over = (a: bigint, b: bigint): bigint => (a << bits) / b;
const size = (a: bigint): bigint => (a < 0n ? -a : a);

/** A finite Float64 number, exactly. */
export function exactly(x: number): bigint {
  const [word] = new BigUint64Array(Float64Array.of(Math.abs(x)).buffer);
  const exponent = Number(word! >> 52n);
  const fraction = word! & ((1n << 52n) - 1n);
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const magnitude = (mantissa << (bits - 1074n)) << BigInt(Math.max(exponent - 1, 0));
  return x < 0 ? -magnitude : magnitude;
}

/** Distance between two neighbouring Float64 numbers around x. */
export function spacing(x: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(x)));
  const wide = Math.max(exponent, -1022) - 52;
  // Where log2 rounds up to a whole number just below a power of two, the exponent comes out one too large.
  return 2 ** (2 ** exponent > Math.abs(x) && wide > -1074 ? wide - 1 : wide);
}

/** How far `computed` lies from the exact value, in units in the last place of `scale` (of `computed` by itself). */
export function ulps(computed: number, exact: bigint, scale = computed): number {
  if (!Number.isFinite(computed)) return Infinity;
  const unit = exactly(spacing(scale));
  return Number((size(exactly(computed) - exact) * 1000n) / unit) / 1000;
}

/** Σ of Float64 numbers, without any rounding. */
export const exactSum = (numbers: Iterable<number>): bigint => {
  let sum = 0n;
  for (const x of numbers) sum += exactly(x);
  return sum;
};

/** The Float64 number that a fixed-point number is, to 60 bits (for reports and rough comparisons). */
export function toNumber(x: bigint): number {
  const length = BigInt(size(x).toString(2).length);
  const shift = length > 60n ? length - 60n : 0n;
  return Number(x >> shift) * 2 ** -400 * 2 ** Number(shift - bits + 400n); // in two steps, for subnormals
}

/** Σ first·ratio(1)·…·ratio(k), until the terms vanish; ratio works on fixed-point numbers. */
function series(first: bigint, next: (term: bigint, k: bigint) => bigint): bigint {
  let sum = 0n;
  for (let term = first, k = 1n; term !== 0n; term = next(term, k), k++) {
    sum += term;
    if (term === -1n) break; // right shifts of negative numbers stop at −1, not at 0
  }
  return sum;
}

/** arctan(1/n) or artanh(1/n), as sign is −1 or 1. */
const inverse = (n: bigint, sign: bigint): bigint => {
  let sum = 0n;
  for (let power = one / n, k = 1n, s = 1n; power !== 0n; power /= n * n, k += 2n, s *= sign)
    sum += (s * power) / k;
  return sum;
};

export const pi = 16n * inverse(5n, -1n) - 4n * inverse(239n, -1n);
const logTwo = 2n * inverse(3n, 1n);

/** eˣ = 2ᵏ·(e^(r/2⁸))^256, with x = k·log 2 + r. */
export function exp(x: bigint): bigint {
  const k = x / logTwo;
  const r = (x - k * logTwo) >> 8n;
  let power = series(one, (term, n) => times(term, r) / n);
  for (let i = 0; i < 8; i++) power = times(power, power);
  return k >= 0n ? power << k : power >> -k;
}

/** log x for x > 0, by Halley's iteration from the Float64 logarithm: each round triples the digits. */
export function log(x: bigint): bigint {
  let y = exactly(Math.log(toNumber(x)));
  for (let round = 0; round < 5; round++) {
    const power = exp(y);
    y += 2n * over(x - power, x + power);
  }
  return y;
}

export function sqrt(x: bigint): bigint {
  const target = x << bits;
  let root = 1n << ((bits + BigInt(target.toString(2).length) + 2n) / 2n);
  for (;;) {
    const next = (root + target / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

const squared = (x: bigint): bigint => times(x, x);

/** erf(x) = 2/√π·e^(−x²)·Σ 2ᵏ x^(2k+1)/(1·3⋯(2k+1)); divided by e^(x²), which keeps more digits than its reciprocal. */
export function erf(x: bigint): bigint {
  const square = squared(x);
  const sum = series(x, (term, k) => (2n * times(term, square)) / (2n * k + 1n));
  return over(2n * sum, times(exp(square), sqrt(pi)));
}

export const erfc = (x: bigint): bigint => one - erf(x);

export const normalDensity = (x: bigint): bigint => over(exp(-squared(x) / 2n), sqrt(2n * pi));

/** Φ(x) = ½ + φ(x)·Σ x^(2k+1)/(1·3⋯(2k+1)). */
export function normalDistribution(x: bigint): bigint {
  const square = squared(x);
  const sum = series(x, (term, k) => times(term, square) / (2n * k + 1n));
  return one / 2n + over(sum, times(exp(square / 2n), sqrt(2n * pi)));
}

export const expMinusSquare = (x: bigint): bigint => exp(-squared(x));

export const sigmoid = (x: bigint): bigint => over(one, one + exp(-x));

export const sigmoidSlope = (x: bigint): bigint => {
  const t = exp(-size(x));
  return over(t, squared(one + t));
};

export const silu = (x: bigint): bigint => times(x, sigmoid(x));

export const siluSlope = (x: bigint): bigint => sigmoid(x) + times(x, sigmoidSlope(x));

export const sechSquared = (x: bigint): bigint => 4n * sigmoidSlope(2n * x);

export const softplus = (x: bigint): bigint => (x > 0n ? x : 0n) + log(one + exp(-size(x)));
