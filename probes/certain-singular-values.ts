/**
 * Singular values of a matrix of rows, with how far they can be from the exact ones.
 *
 * Both algorithms (lib/linalg) give the singular values of F + δF, where each column of δF is a fraction η of that column
 * of F. Two bounds follow, and the better one holds for each value. Absolute, by Weyl: |δσ| ≤ η·‖F‖_F. Relative: let
 * F = B·D, with a diagonal D and the columns of B of length 1; then F + δF = (I + E)·F with ‖E‖ ≤ η·√n/σmin(B), and every
 * σ is off by at most that fraction of itself, however badly scaled the columns are. σmin(B) is computed in Float64, and
 * what its rounding allows is taken off.
 *
 * B also decides the rank: if σmin(B) is within the rounding of Float64, changes of the entries in their last place could
 * make a zero of it. A matrix whose columns merely differ in scale, or have large means, is not rank deficient by that.
 */
import { longSingularValues, singularValues } from "../lib/index.ts";
import { floor, margin, zeroCount } from "./rounding.ts";
import type { Rows } from "./spectrum.ts";
import { norm } from "./vectors.ts";

/** Rows that are known to more digits than Float64 has: entries + low. */
export interface LongRows extends Rows {
  /** What the entries lack of the exact numbers. */
  readonly low: Float64Array;
}

export interface CertainSingularValues {
  /** Descending, one a column (zeros stand for what fewer rows than columns leave out), times 2^exponent. */
  readonly values: Float64Array;
  readonly exponent: number;
  /** How far each can be off: a fraction of itself (Infinity if nothing is known), and whatever it is. */
  readonly relative: number;
  readonly absolute: number;
  /** Singular values of B above max(10√n, n)·ε of its largest, n the larger side. */
  readonly rank: number;
  /** The last of those over the first that is not. */
  readonly gap: number;
  readonly arithmetic: "double-double" | "Float64";
}

/** Operations in double-double that are spent on one matrix: about a second. */
const affordable = 1e8;

export function certainSingularValues(given: Rows | LongRows): CertainSingularValues {
  const { entries, rows, columns } = given;
  const larger = Math.max(rows, columns);
  const { equal, rank, gap } = rankOf(given);
  const sure = rank < columns ? 0 : equal[columns - 1]! - margin(larger) * equal[0]!;
  const relativeTo = (columnError: number): number =>
    sure > 0 ? (columnError * Math.sqrt(columns)) / sure : Infinity;
  const isAffordable = larger * columns ** 2 + 30 * columns ** 3 <= affordable;
  if (isAffordable) {
    const low = "low" in given ? given.low : new Float64Array(entries.length);
    const { values, exponent, columnError } = longSingularValues({ high: entries, low }, rows, columns);
    const rounded = Float64Array.from(values, ({ high }) => high);
    const relative = relativeTo(columnError);
    const absolute = columnError * frobenius(rounded);
    return { values: rounded, exponent, relative, absolute, rank, gap, arithmetic: "double-double" };
  }
  const exponent = exponentOf(entries);
  const values = new Float64Array(columns);
  values.set(singularValues(entries.map((x) => x * 2 ** -exponent), rows, columns)); // prettier-ignore
  const relative = relativeTo(margin(larger));
  const absolute = margin(larger) * (values[0] ?? 0);
  return { values, exponent, relative, absolute, rank, gap, arithmetic: "Float64" };
}

/** The rank, once all columns have the same length, so that no column counts as dependent because of its scale. */
export function rankOf(given: Rows): {
  readonly rank: number;
  readonly gap: number;
  readonly equal: Float64Array;
} {
  const { rows, columns } = given;
  const equal = singularValues(withEqualColumns(given), rows, columns);
  const { zeros, gap } = zeroCount([...equal].reverse(), floor(Math.max(rows, columns)) * (equal[0] ?? 0));
  return { rank: equal.length - zeros, gap, equal };
}

/** The length of each column, without overflow or underflow on the way. */
export function columnLengths({ entries, rows, columns }: Rows): Float64Array {
  return Float64Array.from({ length: columns }, (_, c) =>
    norm(Float64Array.from({ length: rows }, (_unused, i) => entries[i * columns + c]!)),
  );
}

/** B: every column divided by its length, zeros left as they are. */
function withEqualColumns(given: Rows): Float64Array {
  const lengths = columnLengths(given);
  return given.entries.map((x, at) => x / (lengths[at % given.columns]! || 1));
}

const frobenius = (values: Float64Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));

/** A power of two near the largest magnitude, within what 2 ** −e can undo. */
function exponentOf(entries: Float64Array): number {
  const largest = entries.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return largest === 0 ? 0 : Math.max(-1000, Math.min(1000, Math.ceil(Math.log2(largest))));
}
