/**
 * BNP's Pᵀ on rows [1, h] in double-double: μ, 1/(q·σ̃) and 1/q from the stored statistics, without Float64's rounding.
 * Only probes that certify condition numbers use it.
 */
import { dd, type DoubleDouble } from "../lib/index.ts";
import type { Standardization } from "./factor.ts";
import type { RunningMoments } from "./running-moments.ts";

/** @param repeat columns of H that share one channel's statistics */
export function bnpStandardization(
  { mean, variance, steps, batch }: RunningMoments,
  repeat: number,
  eps1: number,
  eps2: number,
): Standardization {
  const spread = (perChannel: readonly DoubleDouble[]): DoubleDouble[] =>
    perChannel.flatMap((x) => new Array<DoubleDouble>(repeat).fill(x));
  const shift = spread([...mean].map(dd.doubleDouble));
  const unit = dd.doubleDouble(1);
  if (steps === 0) return { shift, scale: shift.map(() => unit), ones: unit };
  const q2 = shift.length > batch ? dd.over(dd.doubleDouble(shift.length), dd.doubleDouble(batch)) : unit;
  const damping = dd.plus(dd.exactProduct(eps1, Math.max(...variance)), dd.doubleDouble(eps2));
  const inverseRoot = (x: DoubleDouble): DoubleDouble => dd.over(unit, dd.root(x));
  const scale = [...variance].map((v) => inverseRoot(dd.times(q2, dd.plus(dd.doubleDouble(v), damping))));
  return { shift, scale: spread(scale), ones: inverseRoot(q2) };
}
