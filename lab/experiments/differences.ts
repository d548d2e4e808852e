/**
 * Paired differences of final test accuracy. The seeds of a comparison are shared by all methods (same initial
 * weights, same batches), so what a seed does to both sides falls out of the difference.
 *
 * "Better" is said only where the 95 % t interval of the mean difference excludes 0: with few seeds a percentile
 * bootstrap is too narrow. A run that diverged counts with accuracy 0: it has learnt nothing that can be used, and
 * leaving it out would reward divergence. Knows nothing of how the runs were made.
 */
import { studentt } from "jstat";
import type { Arm, PairedDifference } from "./results.ts";

/** Every pair of labels at every batch size, in the order in which they first appear. */
export function pairedDifferences(arms: readonly Arm[]): readonly PairedDifference[] {
  const sizes = [...new Set(arms.map((arm) => arm.batchSize))];
  const labels = [...new Set(arms.map((arm) => arm.label))];
  return sizes.flatMap((batchSize) => {
    const accuracies = new Map(labels.map((label) => [label, accuracyBySeed(arms, label, batchSize)]));
    return labels.flatMap((a, i) =>
      labels.slice(i + 1).flatMap((b) => {
        const [first, second] = [accuracies.get(a)!, accuracies.get(b)!];
        const differences = [...first].flatMap(([seed, value]) =>
          second.has(seed) ? [value - second.get(seed)!] : [],
        );
        return differences.length === 0 ? [] : [{ a, b, batchSize, ...judge(differences) }];
      }),
    );
  });
}

/** Mean, 95 % t interval and verdict of a sample of differences. */
export function judge(
  differences: readonly number[],
): Pick<PairedDifference, "seeds" | "meanDifference" | "interval" | "verdict"> {
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  if (n < 2) return { seeds: n, meanDifference: mean, interval: null, verdict: "no difference seen" };
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  const half = studentt.inv(0.975, n - 1) * Math.sqrt(variance / n);
  const [low, high] = [mean - half, mean + half];
  const verdict = low > 0 ? "better" : high < 0 ? "worse" : "no difference seen";
  return { seeds: n, meanDifference: mean, interval: [low, high], verdict };
}

function accuracyBySeed(arms: readonly Arm[], label: string, batchSize: number): ReadonlyMap<number, number> {
  return new Map(
    arms
      .filter((arm) => arm.label === label && arm.batchSize === batchSize)
      .map((arm) => [arm.seed, arm.status === "diverged" ? 0 : (arm.final.testAccuracy ?? 0)]),
  );
}
