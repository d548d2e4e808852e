/**
 * e^−t for t ≥ 0, by arithmetic of our own: what the logistic function is made of.
 *
 * A network of sigmoids spent a fifth of its step in `Math.exp`. This one is made of additions, multiplications and powers
 * of two alone, without a branch, so that kernels/logistic.as.ts can do the same two numbers at a time, to the same
 * bits. A negative argument is enough for logistic functions, which are symmetric; nothing then ever overflows.
 */

/** ln 2 in two parts. The first has 32 bits, so that a multiple of it by less than 2²¹ is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const perLn2 = 1.4426950408889634;
/** Adding 1½·2⁵² leaves no room for a fraction: the sum is rounded to a whole number. */
const rounder = 6755399441055744;
/** e^−746 is less than half of the least number there is. */
const beyond = 746;

/** All that the arithmetic needs to know, in the order in which it is asked for: what the kernels are given. */
// prettier-ignore
export const exponentialConstants: readonly number[] = [
  beyond, perLn2, rounder, ln2High, ln2Low,
  ...[479001600, 6227020800, 3628800, 39916800, 40320, 362880, 720, 5040, 24, 120, 2, 6].map((factorial) => 1 / factorial),
];

/** 2^−k. */
const powers = new Float64Array(beyond);
for (let k = 0, power = 1; k < beyond; k++, power /= 2) powers[k] = power;

/**
 * e^−t for t ≥ 0, to within an ulp: 2^−n·eʳ with n the whole number next to t/ln 2 and r = n·ln 2 − t, |r| ≤ ln 2/2, where
 * fourteen terms of Taylor's series leave 4e-18. The power is multiplied in halves: the first product is exact, so that
 * a subnormal result is rounded once.
 */
export function expMinus(t: number): number {
  const clamped = Math.min(t, beyond);
  const n = clamped * perLn2 + rounder - rounder;
  const r = n * ln2High - clamped + n * ln2Low;
  const r2 = r * r;
  // The terms from r² on, the even ones and the odd ones side by side: half as long a chain of operations.
  let even = 1 / 479001600;
  let odd = 1 / 6227020800;
  even = even * r2 + 1 / 3628800;
  odd = odd * r2 + 1 / 39916800;
  even = even * r2 + 1 / 40320;
  odd = odd * r2 + 1 / 362880;
  even = even * r2 + 1 / 720;
  odd = odd * r2 + 1 / 5040;
  even = even * r2 + 1 / 24;
  odd = odd * r2 + 1 / 120;
  even = even * r2 + 1 / 2;
  odd = odd * r2 + 1 / 6;
  const sum = 1 + (r + r2 * (even + r * odd));
  const half = n >> 1;
  return sum * powers[half]! * powers[n - half]!;
}
