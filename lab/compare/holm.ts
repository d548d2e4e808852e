/**
 * Holm's correction for several tests at once. Knows p-values and nothing of what was tested.
 */

/**
 * Holm's adjusted p-values, in the order given: with m of them, the i-th smallest times m − i + 1, none below a smaller
 * one's. The chance that any of them falls below 0.05 where no difference exists is at most 0.05, however they depend
 * on one another (Holm, Scandinavian Journal of Statistics 6, 1979).
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = [...ps.keys()].sort((a, b) => ps[a]! - ps[b]!);
  const adjusted = new Array<number>(ps.length);
  let least = 0;
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, ps[at]! * (ps.length - rank)));
    adjusted[at] = least;
  });
  return adjusted;
}
