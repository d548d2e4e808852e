/**
 * Singular values in double-double: to all digits of a Float64 where the matrix is known to more, up to a condition
 * number of about 10¹⁵ with its columns scaled to length one, and however the columns are scaled.
 *
 * Householder's QR, then Jacobi's rotations of the columns of R (as orthogonal-rows.ts in Float64). An error of either is
 * small beside the column in which it is made, so the computed values are those of a matrix whose columns differ from the
 * given ones by at most `columnError`, relative to their lengths. Takes about a hundred times as long as Float64.
 */
import {
  doubleDouble,
  doubleDoubleEpsilon,
  negative,
  over,
  plus,
  root,
  times,
  type DoubleDouble,
} from "../double-double.ts";
import { ContractError } from "../errors.ts";
import { longAdd, longDot, longRotate, type LongArray } from "./long-vectors.ts";
import { checkMatrix } from "./matrix.ts";

export interface LongSingularValues {
  /** Descending, one a column, to be multiplied by 2^exponent; the largest is between 2⁻¹ and 2·√n. */
  readonly values: readonly DoubleDouble[];
  readonly exponent: number;
  /** Error of each column of the matrix whose singular values these are, relative to its length. */
  readonly columnError: number;
}

/** Turns before we say that something is wrong. */
const patience = 60;

/**
 * Of the m×n matrix high + low, row by row: n singular values, zeros among them where m < n. 2·n²·max(m, n) operations
 * for R, and 3·n³ for each of some 6 to 10 turns. Throws a `ShapeError` or, where a number is not finite, a `UserError`.
 */
export function longSingularValues({ high, low }: LongArray, m: number, n: number): LongSingularValues {
  checkMatrix("longSingularValues", high, m, n);
  checkMatrix("longSingularValues", low, m, n);
  const rows = Math.max(m, n);
  const columns: LongArray = { high: new Float64Array(rows * n), low: new Float64Array(rows * n) };
  const exponents = Array.from({ length: n }, (_, c) => exponentOfColumn(high, m, n, c));
  for (let c = 0; c < n; c++) {
    for (let i = 0; i < m; i++) {
      columns.high[c * rows + i] = scaled(high[i * n + c]!, -exponents[c]!);
      columns.low[c * rows + i] = scaled(low[i * n + c]!, -exponents[c]!);
    }
  }
  const r = triangular(columns, rows, n);
  const exponent = n === 0 ? 0 : Math.max(...exponents);
  for (let at = 0; at < n * n; at++) {
    const shift = exponents[Math.floor(at / n)]! - exponent;
    r.high[at] = scaled(r.high[at]!, shift);
    r.low[at] = scaled(r.low[at]!, shift);
  }
  const turns = orthogonalizeColumns(r, n);
  const values = Array.from({ length: n }, (_, c) => root(longDot(r, c * n, c * n, n)));
  return {
    values: values.sort((a, b) => b.high - a.high || b.low - a.low),
    exponent,
    columnError: 4 * (rows + turns * n) * doubleDoubleEpsilon,
  };
}

/** e with the largest magnitude of column c in [2^(e−1), 2^e]; very small for a column of zeros. */
function exponentOfColumn(a: Float64Array, m: number, n: number, c: number): number {
  let largest = 0;
  for (let i = 0; i < m; i++) largest = Math.max(largest, Math.abs(a[i * n + c]!));
  return largest === 0 ? -1074 : Math.ceil(Math.log2(largest));
}

/** x·2^e in two steps, since 2^e may be no Float64 where the product is one. */
function scaled(x: number, e: number): number {
  const half = Math.trunc(e / 2);
  return x * 2 ** half * 2 ** (e - half);
}

/** R of a QR factorisation, column by column, by reflectors I − v·vᵀ·2/⟨v, v⟩. Overwrites the columns. */
function triangular(columns: LongArray, rows: number, n: number): LongArray {
  const r: LongArray = { high: new Float64Array(n * n), low: new Float64Array(n * n) };
  for (let k = 0; k < n; k++) {
    const at = k * rows + k;
    const length = root(longDot(columns, at, at, rows - k));
    const lead: DoubleDouble = { high: columns.high[at]!, low: columns.low[at]! };
    const diagonal = lead.high > 0 ? negative(length) : length;
    if (length.high > 0) {
      const v = plus(lead, negative(diagonal));
      columns.high[at] = v.high;
      columns.low[at] = v.low;
      const scale = over(doubleDouble(-2), longDot(columns, at, at, rows - k));
      for (let c = k + 1; c < n; c++) {
        const bt = c * rows + k;
        longAdd(columns, times(scale, longDot(columns, at, bt, rows - k)), at, bt, rows - k);
      }
    }
    for (let i = 0; i < k; i++) {
      r.high[k * n + i] = columns.high[k * rows + i]!;
      r.low[k * n + i] = columns.low[k * rows + i]!;
    }
    r.high[k * n + k] = diagonal.high;
    r.low[k * n + k] = diagonal.low;
  }
  return r;
}

/** Rotates the columns into each other until all are orthogonal; returns how many turns it took. */
function orthogonalizeColumns(x: LongArray, n: number): number {
  const tolerance = (n + 4) * doubleDoubleEpsilon;
  const peaks = Float64Array.from({ length: n }, (_, c) => length(x.high, c * n, n));
  for (let turn = 1; turn <= patience; turn++) {
    let rotations = 0;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) if (rotate(x, n, p, q, tolerance, peaks)) rotations++;
    }
    if (rotations === 0) return turn;
  }
  throw new ContractError(`longSingularValues: no end after ${patience} turns, n = ${n}.`);
}

/**
 * Makes columns p and q orthogonal, the longer first, unless their cosine is within the tolerance. The angle need only be
 * right to Float64; that the rotation is one, c² + s² = 1, must hold to all digits.
 *
 * A column that has become less than the rounding of the longest it ever was is nothing but that rounding, and has no
 * direction: it becomes zero. Dependent columns would else be rotated without end.
 */
function rotate(
  x: LongArray,
  n: number,
  p: number,
  q: number,
  tolerance: number,
  peaks: Float64Array,
): boolean {
  const [at, bt] = [p * n, q * n];
  const [a, b] = [lengthAbove(x, n, p, peaks), lengthAbove(x, n, q, peaks)];
  if (a === 0 || b === 0) return false;
  const cosine = unitDot(x, at, bt, n, a, b);
  if (Math.abs(cosine) <= tolerance) return false;
  // Of the tangents that solve t² + 2ζt − 1 = 0 the smaller, so that the longer column stays the longer.
  const ratio = b / a;
  const zeta = ((1 - ratio) * (1 + ratio)) / (2 * ratio * cosine);
  const tangent = 1 / (zeta + Math.sign(zeta || 1) * Math.hypot(1, zeta));
  const t = doubleDouble(tangent);
  const c = over(doubleDouble(1), root(plus(doubleDouble(1), times(t, t))));
  longRotate(x, c, times(t, c), at, bt, n);
  return true;
}

/** The length of column c, which becomes zero if it is nothing but rounding. */
function lengthAbove(x: LongArray, n: number, c: number, peaks: Float64Array): number {
  const now = length(x.high, c * n, n);
  peaks[c] = Math.max(peaks[c]!, now);
  if (now > doubleDoubleEpsilon * peaks[c]) return now;
  x.high.fill(0, c * n, (c + 1) * n);
  x.low.fill(0, c * n, (c + 1) * n);
  return 0;
}

/** Without overflow or underflow: a column may be far shorter than the longest. */
function length(x: Float64Array, at: number, n: number): number {
  let largest = 0;
  for (let i = at; i < at + n; i++) largest = Math.max(largest, Math.abs(x[i]!));
  if (largest === 0) return 0;
  let squares = 0;
  for (let i = at; i < at + n; i++) squares += (x[i]! / largest) ** 2;
  return largest * Math.sqrt(squares);
}

/** The cosine between two columns of these lengths. */
function unitDot(x: LongArray, at: number, bt: number, n: number, a: number, b: number): number {
  const whole = longDot(x, at, bt, n);
  return whole.high / a / b;
}
