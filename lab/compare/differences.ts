/**
 * Paired differences of final test accuracy. The seeds of a comparison are shared by all methods (same initial
 * weights, same batches), so what a seed does to both sides falls out of the difference.
 *
 * A replicate of a difference is what varies independently: the seed where all arms share one train/test split, the
 * split where splits vary (seeds on one split share its data, so their mean counts once). From three replicates on,
 * "better" is said where the interval of interval.ts excludes 0 and still does after Holm's correction over all
 * comparisons of the report. A run that diverged counts with accuracy 0: leaving it out would reward divergence.
 */
import type { PairedDifference, Verdict } from "../jobs/index.ts";
import type { Arm, TaskSummary } from "../training/index.ts";
import { holm } from "./holm.ts";
import { estimate, type Estimate, fewestReplicates, level, meanOf } from "./interval.ts";

/** Every pair of labels at every batch size, in the order in which they first appear. */
export function pairedDifferences(
  arms: readonly Arm[],
  task: Pick<TaskSummary, "train" | "test" | "resplit">,
): readonly PairedDifference[] {
  const sizes = [...new Set(arms.map((arm) => arm.batchSize))];
  const labels = [...new Set(arms.map((arm) => arm.label))];
  return judged(
    sizes.flatMap((batchSize) => {
      const of = (label: string): readonly Arm[] =>
        arms.filter((arm) => arm.label === label && arm.batchSize === batchSize);
      return labels.flatMap((a, i) =>
        labels.slice(i + 1).flatMap((b): Raw[] => {
          const pairs = pairsOf(of(a), of(b));
          return pairs.length === 0 ? [] : [{ a, b, batchSize, ...rawDifference(pairs, task) }];
        }),
      );
    }),
  );
}

interface Pair {
  readonly split: number | undefined;
  readonly seed: number;
  readonly accuracies: readonly [number, number];
}

type Raw = Omit<
  PairedDifference,
  "p" | "adjustedP" | "interval" | "resolution" | "rawVerdict" | "verdict"
> & {
  readonly estimate: Estimate | null;
};

function pairsOf(first: readonly Arm[], second: readonly Arm[]): readonly Pair[] {
  return first.flatMap((arm) => {
    const other = second.find(({ seed, split }) => seed === arm.seed && split === arm.split);
    if (other === undefined) return [];
    return [{ split: arm.split, seed: arm.seed, accuracies: [accuracyOf(arm), accuracyOf(other)] }];
  });
}

function accuracyOf({ status, final }: Arm): number {
  return status === "diverged" ? 0 : (final.testAccuracy ?? 0);
}

function rawDifference(
  pairs: readonly Pair[],
  { train, test, resplit }: Pick<TaskSummary, "train" | "test" | "resplit">,
): Omit<Raw, "a" | "b" | "batchSize"> {
  const splits = [...new Set(pairs.map(({ split }) => split))];
  const ownTestSets = splits.length > 1;
  const single = (of: readonly Pair[]): number[] => of.map(({ accuracies: [a, b] }) => a - b);
  const differences = ownTestSets
    ? splits.map((split) => meanOf(single(pairs.filter((pair) => pair.split === split))))
    : single(pairs);
  const side = (i: 0 | 1): number => meanOf(pairs.map(({ accuracies }) => accuracies[i]));
  return {
    seeds: new Set(pairs.map(({ seed }) => seed)).size,
    splits: splits.length,
    meanDifference: meanOf(differences),
    estimate: estimate({
      ...{ differences, accuracies: [side(0), side(1)], examples: test, ownTestSets },
      overlap: ownTestSets && resplit === true ? test / train : 0,
    }),
  };
}

/** Verdicts, alone and corrected over all: comparisons that say nothing take no part in the correction. */
function judged(raw: readonly Raw[]): readonly PairedDifference[] {
  const ps = raw.flatMap(({ estimate: e }) => (e === null ? [] : [e.p]));
  const adjusted = holm(ps)[Symbol.iterator]();
  return raw.map(({ estimate: e, ...rest }) => {
    if (e === null) {
      const verdict = rest.splits > 1 && rest.splits < fewestReplicates ? "too few splits" : "too few seeds";
      const nothing = { interval: null, resolution: null, p: null, adjustedP: null };
      return { ...rest, ...nothing, rawVerdict: verdict, verdict };
    }
    const adjustedP = adjusted.next().value!;
    const said = (p: number): Verdict =>
      p >= level ? "no difference seen" : rest.meanDifference > 0 ? "better" : "worse";
    return { ...rest, ...e, adjustedP, rawVerdict: said(e.p), verdict: said(adjustedP) };
  });
}
