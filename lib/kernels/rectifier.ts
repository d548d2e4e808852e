/**
 * relu and its slope on arrays, in plain TypeScript. Signs come at random, so a branch on them is guessed wrong half the
 * time and costs more than all else; what is branched on here is almost always the same.
 */

/** max(x, 0), as (x + |x|)/2 where that neither overflows nor is undefined. NaN stays NaN. */
export function relu(x: Float64Array, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    const value = x[i]!;
    const isModerate = value > -1e308 && value < 1e308;
    to[i] = isModerate ? 0.5 * (value + Math.abs(value)) : Math.max(value, 0);
  }
}

/** 1 for x > 0, ½ at 0, 0 below, NaN for NaN. */
export function heaviside(x: Float64Array, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) {
    const value = x[i]!;
    if (value !== value) to[i] = NaN;
    else to[i] = 0.5 * (Number(value > 0) + Number(value >= 0));
  }
}
