/**
 * Axes of static figures: from values to positions, ranges in whole decades, ticks and their text.
 *
 * Numbers and text only; charts.ts draws them.
 */
import { short, ticks } from "../base/numbers.ts";
import { type Markup, markup } from "./markup.ts";
import type { Theme } from "./theme.ts";

export type Range = readonly [low: number, high: number];

export interface Axis {
  readonly label: string;
  readonly log: boolean;
  /** Of a logarithmic axis the exponents of ten: 10 to the exponent may lie beyond the numbers, as 1e−324 does. */
  readonly range: Range;
  /** Where to write numbers, if not at round ones. */
  readonly ticks?: readonly number[];
  /** False draws the grid without numbers, for a panel that shares the axis of the one beside it. */
  readonly numbers?: boolean;
}

/** The whole decades around all positive values; undefined if there are none. */
export function decades(values: readonly number[]): Range | undefined {
  const logs = values.filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  if (logs.length === 0) return undefined;
  const low = logs.reduce((a, b) => Math.min(a, b));
  const high = logs.reduce((a, b) => Math.max(a, b));
  const [from, to] = [Math.floor(low), Math.ceil(high)];
  return from === to ? [from, to + 1] : [from, to];
}

/** To a tenth of a pixel. */
export const round = (value: number): number => Number(value.toFixed(1));

/** From a value to its position between `from` and `to`, px. */
export function scale(
  { log, range: [low, high] }: Axis,
  from: number,
  to: number,
): (value: number) => number {
  const span = high - low || 1;
  return (value) => round(from + (((log ? Math.log10(value) : value) - low) / span) * (to - from));
}

interface Tick {
  /** Along the axis, from 0 to 1. */
  readonly at: number;
  readonly text: Markup;
}

/** Powers of ten, at most about `wanted` of them, where there are at least two; else round values. */
export function ticksOf(axis: Axis, wanted: number, theme: Theme): readonly Tick[] {
  const [low, high] = axis.range;
  const at = (place: number): number => (place - low) / (high - low || 1);
  const first = Math.ceil(low - 1e-9);
  const powers = Math.floor(high + 1e-9) - first + 1;
  if (axis.log && axis.ticks === undefined && powers > 2) {
    const every = Math.ceil(powers / wanted);
    return Array.from({ length: Math.ceil(powers / every) }, (_, i) => first + i * every).map((power) => ({
      at: at(power),
      text: markup`10<tspan ${theme.part("power")} dy="-5">${String(power).replace("-", "−")}</tspan>`,
    }));
  }
  const [from, to] = axis.log ? [10 ** low, 10 ** high] : [low, high];
  const values = axis.ticks ?? ticks(from, to, axis.log, wanted);
  return values.map((value) => ({
    at: at(axis.log ? Math.log10(value) : value),
    text: markup`${short(value)}`,
  }));
}
