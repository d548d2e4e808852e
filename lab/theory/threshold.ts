/**
 * The step size at which a minimiser loses its stability, found by bisection and beside the prediction 2(1 + β)/λmax.
 *
 * What is asked is local: whether the part of the error along v_max grows or shrinks. Whether the loss diverges is
 * another question. A scale-invariant loss never does: beyond the threshold its weights grow until they are stable
 * again (see stability.ts), and a search for divergence would find nothing.
 */
import { descend } from "./descent.ts";
import type { Local } from "./local.ts";
import type { Minimum } from "./minimum.ts";
import { dot } from "./place.ts";
import type { Threshold } from "./record.ts";

/** How far the threshold found may be from the predicted one. */
export const thresholdBound = 5e-3;

/** Where the bisection stops, as a part of the predicted threshold; a step size beside it moves slowly. */
const resolution = 1e-3;
const longest = 400;
/** By what factor a part must have changed to end a trial early. Momentum alone swings it by up to 2/(1 − β). */
const clear = 100;

export function findThreshold(minimum: Minimum, local: Local, distance: number, momentum = 0): Threshold {
  const predicted = (2 * (1 + momentum)) / local.largest.eigenvalue;
  let [stable, unstable] = [predicted / 2, 2 * predicted];
  while (unstable - stable > resolution * predicted) {
    const middle = (stable + unstable) / 2;
    if (grows(minimum, local, { alpha: middle, momentum, distance })) unstable = middle;
    else stable = middle;
  }
  const found = (stable + unstable) / 2;
  const relativeError = found / predicted - 1;
  const passed = Math.abs(relativeError) <= thresholdBound;
  return { momentum, predicted, found, relativeError, bound: thresholdBound, passed };
}

interface Trial {
  readonly alpha: number;
  readonly momentum: number;
  readonly distance: number;
}

/**
 * Whether the part along v_max grows. It is first read after one step, since far beyond the threshold few are left; a
 * part that changes slowly is judged by the second half of the trial, when momentum has settled.
 */
export function grows(minimum: Minimum, { largest }: Local, { alpha, momentum, distance }: Trial): boolean {
  const start = largest.move.map((x) => distance * x);
  let [first, middle, last] = [0, 0, 0];
  const isClear = (): boolean => last > clear * first || last < first / clear;
  descend(minimum, { alpha, momentum, start, steps: longest }, ({ step, offset }) => {
    if (step === 0) return undefined;
    last = Math.abs(dot(largest.reading, offset()));
    if (step === 1) first = last;
    if (step === longest / 2) middle = last;
    return isClear() ? "stop" : undefined;
  });
  return last > (isClear() ? first : middle);
}
