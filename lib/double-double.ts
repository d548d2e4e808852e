/** The number high + low, with |low| ≤ ulp(high)/2. */

export interface DoubleDouble {
  /** The number rounded to Float64. */
  readonly high: number;
  /** What rounding left over. */
  readonly low: number;
}

/** The unit of relative errors: every operation below is right to so much. */
export const doubleDoubleEpsilon = 2 ** -104;

const exact = (high: number, low: number): DoubleDouble => ({ high, low });
export const zero = exact(0, 0);

/** a + b without an error (Knuth). */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const ofB = high - a;
  return exact(high, a - (high - ofB) + (b - ofB));
}

/** a·b without an error (Dekker, with Veltkamp's splitting into halves of 26 bits). */
export function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const wideA = 134217729 * a;
  const wideB = 134217729 * b;
  const aHigh = wideA - (wideA - a);
  const bHigh = wideB - (wideB - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return exact(high, aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow));
}

/** high + low where |high| ≥ |low|, with the two apart. */
function renormalized(high: number, low: number): DoubleDouble {
  const sum = high + low;
  return exact(sum, low - (sum - high));
}

export function plus(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const s = exactSum(a.high, b.high);
  const t = exactSum(a.low, b.low);
  const first = renormalized(s.high, s.low + t.high);
  return renormalized(first.high, first.low + t.low);
}

export const negative = (a: DoubleDouble): DoubleDouble => exact(-a.high, -a.low);

export function times(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const p = exactProduct(a.high, b.high);
  return renormalized(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/** Long division: three quotients of what is left. */
export function over(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.high / b.high;
  const left = plus(a, negative(times(b, exact(first, 0))));
  const second = left.high / b.high;
  const third = plus(left, negative(times(b, exact(second, 0)))).high / b.high;
  return plus(exactSum(first, second), exact(third, 0));
}

/** √a for a ≥ 0, by one step of Newton's method from the Float64 root. */
export function root(a: DoubleDouble): DoubleDouble {
  if (a.high <= 0) return zero;
  const x = Math.sqrt(a.high);
  const left = plus(a, negative(exactProduct(x, x)));
  return renormalized(x, left.high / (2 * x) - (left.high / (2 * x)) ** 2 / (2 * x));
}

/** A Float64 number as it is. */
export const doubleDouble = (x: number): DoubleDouble => exact(x, 0);
