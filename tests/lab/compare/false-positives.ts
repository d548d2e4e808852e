/**
 * Made-up comparisons of methods whose accuracies are known, and how often the verdict says that they differ.
 *
 * A method gets an example right with its accuracy. For a share of the test examples that is drawn once for all seeds
 * (what a method gets wrong, it gets wrong at every seed), for the others at each seed anew; besides, the accuracy itself
 * varies from seed to seed. Methods draw apart from one another, which is the hardest case: errors that methods share
 * fall out of their differences.
 */
import { pairedDifferences } from "../../../lab/compare/differences.ts";
import type { PairedDifference } from "../../../lab/jobs/comparison.ts";
import type { Arm } from "../../../lab/training/results.ts";
import { type Random } from "../../../lib/index.ts";

export interface World {
  readonly seeds: number;
  readonly examples: number;
  /** One a method. */
  readonly accuracies: readonly number[];
  /** Standard deviation of a method's accuracy over the seeds. */
  readonly scatter: number;
  /** Share of the examples on which all seeds of a method agree, but for what the scatter moves. */
  readonly shared: number;
  /** With more than 1, each has test examples of its own. */
  readonly splits?: number;
}

/** The differences that one comparison in this world would report. */
export function drawn(world: World, random: Random): readonly PairedDifference[] {
  const { seeds, examples, accuracies, scatter, shared, splits = 1 } = world;
  const fixed = Math.round(shared * examples);
  const arms = accuracies.flatMap((accuracy, method) =>
    Array.from({ length: splits }, (_, split) => {
      const places = Float64Array.from({ length: fixed }, () => random.uniform());
      return Array.from({ length: seeds }, (_unused, seed) => {
        const p = accuracy + scatter * random.normal();
        let right = 0;
        for (const place of places) if (place < p) right++;
        for (let i = fixed; i < examples; i++) if (random.uniform() < p) right++;
        return armWith(`m${method}`, seed, right / examples, splits > 1 ? split : undefined);
      });
    }).flat(),
  );
  return pairedDifferences(arms, { train: 4000, test: examples });
}

export interface Rates {
  /** Share of comparisons of the first two methods that say "better" or "worse", without and with the correction. */
  readonly raw: number;
  readonly corrected: number;
  /** Share of reports in which any comparison does, without and with the correction. */
  readonly anyRaw: number;
  readonly anyCorrected: number;
}

export function ratesIn(world: World, trials: number, random: Random): Rates {
  const counts = { raw: 0, corrected: 0, anyRaw: 0, anyCorrected: 0 };
  const says = (verdict: string): boolean => verdict === "better" || verdict === "worse";
  for (let t = 0; t < trials; t++) {
    const differences = drawn(world, random);
    if (says(differences[0]!.rawVerdict)) counts.raw++;
    if (says(differences[0]!.verdict)) counts.corrected++;
    if (differences.some((d) => says(d.rawVerdict))) counts.anyRaw++;
    if (differences.some((d) => says(d.verdict))) counts.anyCorrected++;
  }
  const share = (count: number): number => count / trials;
  return {
    ...{ raw: share(counts.raw), corrected: share(counts.corrected) },
    ...{ anyRaw: share(counts.anyRaw), anyCorrected: share(counts.anyCorrected) },
  };
}

function armWith(label: string, seed: number, testAccuracy: number, split?: number): Arm {
  return {
    ...{ label, method: "none", statistics: null, batchSize: 60, learningRate: 0.1, seed, steps: 1 },
    ...(split === undefined ? {} : { split }),
    ...{ status: "ok", divergedAt: null, finalFullBatch: null, seconds: 1, curve: [] },
    final: { trainLoss: 1, testLoss: 1, testAccuracy },
  };
}
