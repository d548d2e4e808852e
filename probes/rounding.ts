/**
 * What rounding leaves of numbers that should be 0, and which of some computed numbers are therefore called zero.
 *
 * No threshold is right by itself. The rule is the rounding of the computation as a multiple of the largest number, and
 * whether it can be trusted is decided by the gap: the least number above it must be a thousand times the largest below
 * (or one ulp of the largest of all, below which nothing is seen). A spectrum that runs on through the threshold has
 * no such gap; the number of its zeros then cannot be decided. This file knows magnitudes and no matrices.
 */

/** How many times the largest zero the least other number must be. */
export const clearGap = 1e3;

/**
 * By how much rounding may have moved an eigenvalue of an n×n matrix, relative to the largest: 10·√n·ε. In practice it is
 * below 2·ε; a tenth of this missed the truth in 0 of 300 cases a cell, a fortieth in up to 3.
 */
export const margin = (n: number): number => 10 * Math.sqrt(n) * Number.EPSILON;

/** Below which part of the largest an eigenvalue counts as zero: max(10·√n, n)·ε. */
export const floor = (n: number): number => Math.max(margin(n), n * Number.EPSILON);

export interface ZeroCount {
  readonly zeros: number;
  /** The least number that is not zero over the largest that is, as described above; Infinity if all or none are. */
  readonly gap: number;
}

/** @param sorted magnitudes, ascending. Those up to `threshold` are zero. */
export function zeroCount(sorted: ArrayLike<number>, threshold: number): ZeroCount {
  let zeros = 0;
  while (zeros < sorted.length && sorted[zeros]! <= threshold) zeros++;
  return { zeros, gap: gapAt(sorted, zeros) };
}

/** The widest gap whose lower side is below √ε of the largest: where one would draw the line without a threshold. */
export function widestGap(sorted: ArrayLike<number>): ZeroCount {
  const limit = Math.sqrt(Number.EPSILON) * (sorted[sorted.length - 1] ?? 0);
  let best: ZeroCount = { zeros: 0, gap: 1 };
  for (let zeros = 1; zeros < sorted.length && sorted[zeros - 1]! <= limit; zeros++) {
    const gap = gapAt(sorted, zeros);
    if (gap > best.gap) best = { zeros, gap };
  }
  return best;
}

/** The gap if the first `zeros` numbers are called zero. */
export function gapAt(sorted: ArrayLike<number>, zeros: number): number {
  if (zeros <= 0 || zeros >= sorted.length) return Infinity;
  const dust = Number.EPSILON * sorted[sorted.length - 1]!;
  return sorted[zeros]! / Math.max(sorted[zeros - 1]!, dust);
}

/** A number to three digits, for sentences. */
export const short = (value: number): string => String(Number(value.toPrecision(3)));
