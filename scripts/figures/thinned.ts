/**
 * How many points of a curve a figure draws: no more than can be seen. Knows lines, not how they are drawn.
 */
import type { Line } from "../../lab/compare/series.ts";

export interface Dot {
  readonly x: number;
  readonly y: number;
}

/** The known points of a line, at even distances where there are more than `most`; always the first and the last. */
export function thinned({ x, y }: Line, most = 64): readonly Dot[] {
  const known = x.flatMap((at, i) => {
    const value = y[i] ?? null;
    return value === null ? [] : [{ x: at, y: value }];
  });
  if (known.length <= most) return known;
  const stride = (known.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => known[Math.round(i * stride)]!);
}
