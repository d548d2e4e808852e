/**
 * The interval and the p-value of a mean difference of test accuracies. Knows numbers: what a replicate is, and which
 * arms were paired, is differences.ts's business.
 *
 * Two errors are in a mean difference. The replicates scatter: s²/k, with k − 1 degrees of freedom. And a test set is a
 * sample: an accuracy p on n examples has the variance p(1 − p)/n, so that of a difference is at most
 * F = (p₁(1 − p₁) + p₂(1 − p₂))/n where both methods find the same examples hard (a covariance ≥ 0), and F is what n
 * examples can resolve when it is not known which examples each method got right.
 *
 * Seeds on one test set share its sample: two networks that differ by luck on these examples differ alike at every
 * seed, the scatter is about 0 and no number of seeds shows it. So the half-widths of both errors are added in squares:
 * h² = (t(k−1)·s/√k)² + (t(n−1)·√F)². Where every replicate has a test set of its own, that sample is in the scatter
 * already, and the second is a floor: h = max of the two. It keeps replicates that agree by chance, as
 * accuracies on a grid of 1/n do, from an interval of width 0.
 *
 * Each error has its own quantile, since a common one, with degrees of freedom by Welch and Satterthwaite, is too short
 * at three replicates (docs/decisions.md has the simulated rates).
 */
import { studentt } from "jstat";

/** Fewer replicates than this say nothing: an interval of two is 9 times as wide as the scatter it is made of. */
export const fewestReplicates = 3;
/** "Better" and "worse" are said at this error rate. */
export const level = 0.05;

export interface Sample {
  /** One a replicate: a − b, on one test set for all or on one test set each. */
  readonly differences: readonly number[];
  /** Mean accuracies of both sides, 0 to 1. */
  readonly accuracies: readonly [number, number];
  /** Test examples of one test set. */
  readonly examples: number;
  /** Whether every replicate has a training and test set of its own. */
  readonly ownTestSets: boolean;
  /**
   * Test examples over training examples where the sets were drawn anew from the same examples, else 0. Such replicates
   * share training examples, and the variance of their mean is s²(1/k + overlap) (Nadeau and Bengio, Machine Learning
   * 52, 2003).
   */
  readonly overlap: number;
}

export interface Estimate {
  readonly interval: readonly [number, number];
  /** The probability of a mean so far from 0, or farther, where there is no difference. */
  readonly p: number;
  /** The half-width that the limited number of test examples alone causes: smaller differences cannot be resolved. */
  readonly resolution: number;
}

/** Mean of the differences with its 95 % interval and p-value; null from too few replicates. */
export function estimate(sample: Sample): Estimate | null {
  const { differences, examples, ownTestSets, overlap } = sample;
  const k = differences.length;
  if (k < fewestReplicates) return null;
  const mean = meanOf(differences);
  const share = 1 / k + overlap;
  const scatter = Math.sqrt((differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (k - 1)) * share);
  const error = Math.sqrt(testVariance(sample.accuracies, examples) * (ownTestSets ? share : 1));
  const tested = examples * (ownTestSets ? k : 1);
  const resolution = (alpha: number): number => quantile(alpha, Math.max(1, tested - 1)) * error;
  const half = (alpha: number): number => {
    const both = [quantile(alpha, k - 1) * scatter, resolution(alpha)] as const;
    return ownTestSets ? Math.max(...both) : Math.hypot(...both);
  };
  const reach = half(level);
  return {
    interval: [mean - reach, mean + reach],
    p: levelAt(half, Math.abs(mean)),
    resolution: resolution(level),
  };
}

/**
 * F above. One success and one failure are added to each side (Agresti and Caffo, American Statistician 54, 2000), so
 * that it is not 0 where all or none of the examples are right.
 */
function testVariance(accuracies: readonly [number, number], examples: number): number {
  const one = (accuracy: number): number => {
    const p = (accuracy * examples + 1) / (examples + 2);
    return (p * (1 - p)) / examples;
  };
  return one(accuracies[0]) + one(accuracies[1]);
}

/** t of Student's distribution that |T| exceeds with probability alpha. */
function quantile(alpha: number, degreesOfFreedom: number): number {
  return -studentt.inv(alpha / 2, degreesOfFreedom);
}

/** The alpha at which the half-width, which falls as alpha rises, is `distance`; at least 1e-15. Bisection of log alpha. */
function levelAt(half: (alpha: number) => number, distance: number): number {
  if (distance === 0) return 1;
  let [low, high] = [Math.log(1e-15), 0];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (half(Math.exp(middle)) > distance) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
