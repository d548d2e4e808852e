/**
 * The logarithmic grid of learning rates: whole numbers k stand for the rates 10^(k / perDecade). Knows nothing of what
 * is tried at them.
 */
import type { Config } from "../training/index.ts";

/** How many decades a grid may grow by on each side. */
export const mostDecades = 6;

/** The rates that are tried at first, ascending. */
export function tuningGrid({ from, to, perDecade }: Config["grid"]): readonly number[] {
  const [first, last] = [gridPlace(from, perDecade), gridPlace(to, perDecade)];
  return Array.from({ length: last - first + 1 }, (_, i) => gridRate(first + i, perDecade));
}

/** The k of the grid rate that is nearest to `rate`. */
export function gridPlace(rate: number, perDecade: number): number {
  return Math.round(Math.log10(rate) * perDecade);
}

/** 10^(k / perDecade), rounded as people write it: 1, 3, 10 or 1, 2, 5, 10; two digits from four points a decade on. */
export function gridRate(k: number, perDecade: number): number {
  return Number((10 ** (k / perDecade)).toPrecision(perDecade <= 3 ? 1 : 2));
}

/** The least and the greatest k that a grid from `low` to `high` may grow to; its rates are normal Float64 numbers. */
export function gridBounds(low: number, high: number, perDecade: number): readonly [number, number] {
  const [most, limit] = [mostDecades * perDecade, 300 * perDecade];
  return [Math.max(low - most, -limit), Math.min(high + most, limit)];
}
