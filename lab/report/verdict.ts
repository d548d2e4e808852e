/**
 * What the comparison shows, in plain sentences.
 *
 * One rule decides: a method is called better only where the 95 % t interval of its paired difference over the seeds
 * excludes 0. The intervals come with the record; nothing is estimated here.
 */
import type { Comparison, PairedDifference } from "../experiments/index.ts";
import { list, percentSign, plural, points } from "./format.ts";
import { summarise, type BatchRows, type Row } from "./summary.ts";
import { didNotTrain } from "./untrained.ts";

export type Outcome = "better" | "worse" | "no difference seen" | "not decided";

export interface Verdict {
  /** What was compared, over how many seeds. */
  readonly opening: string;
  /** One a batch size. */
  readonly findings: readonly { readonly batchSize: number; readonly text: string }[];
  /** How far the findings can be relied on. */
  readonly closing: string;
}

/** The rule: of a against b. "not decided" means that there is no interval. */
export function outcome({ interval }: PairedDifference): Outcome {
  if (interval === null || !interval.every(Number.isFinite)) return "not decided";
  return interval[0] > 0 ? "better" : interval[1] < 0 ? "worse" : "no difference seen";
}

/** The difference b − a. */
export function turned(d: PairedDifference): PairedDifference {
  const interval = d.interval === null ? null : ([-d.interval[1], -d.interval[0]] as const);
  return { ...d, a: d.b, b: d.a, meanDifference: -d.meanDifference, interval };
}

/** A label in a sentence. "better than none" would say something else. */
export function called(label: string): string {
  return label === "none" ? "“none”" : label;
}

function against(d: PairedDifference): string {
  if (d.interval === null) return `${called(d.b)} (${points(d.meanDifference)} points)`;
  const [low, high] = d.interval;
  return `${called(d.b)} (${points(d.meanDifference)} points, 95\u00a0% interval ${points(low)} to ${points(high)})`;
}

/** What the intervals say of one method against the others. */
function comparedWith(name: string, differences: readonly PairedDifference[]): string[] {
  const label = called(name);
  const of = (wanted: Outcome) => differences.filter((d) => outcome(d) === wanted).map((d) => against(d));
  const [better, worse, open, undecided] = (
    ["better", "worse", "no difference seen", "not decided"] as const
  ).map(of);
  return [
    better!.length > 0 ? `${label} is better than ${list(better!)}.` : "",
    worse!.length > 0 ? `${label} is worse than ${list(worse!)}.` : "",
    open!.length > 0 ? `No difference seen between ${label} and ${list(open!)}.` : "",
    undecided!.length > 0
      ? `Whether ${label} differs from ${list(undecided!)} is not decided: an interval needs two seeds in common.`
      : "",
  ].filter((sentence) => sentence !== "");
}

function howItEnded({ trained, accuracy }: Row): string {
  if (!trained) return `${didNotTrain} and is not compared`;
  return accuracy.median === null ? "lost half of its seeds or more" : percentSign(accuracy.median);
}

function standing(best: readonly Row[], others: readonly Row[]): string {
  const value = percentSign(best[0]!.accuracy.median);
  const names = list(best.map((row) => called(row.name)));
  if (others.length === 0 && best.length === 1) return `${names} had a median test accuracy of ${value}.`;
  const shares = best.length === 1 ? `${names} had` : `${names} shared`;
  const rest = others.map((row) => `${called(row.name)} ${howItEnded(row)}`);
  return `${shares} the highest median test accuracy, ${value}${rest.length > 0 ? ` (${rest.join(", ")})` : ""}.`;
}

function finding({ batchSize, rows }: BatchRows, comparison: Comparison): string {
  if (rows.length === 0) return "nothing was run to the end.";
  const best = rows.filter((row) => row.best);
  if (rows.every((row) => !row.trained))
    return "no method trained at any rate that was tried, so there is no verdict.";
  if (best.length === 0) return "no method has a median test accuracy: half of the seeds or more are lost.";
  const here = comparison.differences.filter((d) => d.batchSize === batchSize);
  const told = new Set<PairedDifference>();
  const sentences = [
    standing(
      best,
      rows.filter((row) => !row.best),
    ),
  ];
  for (const label of new Set(best.map((row) => row.label))) {
    const fresh = here.filter((d) => !told.has(d) && (d.a === label || d.b === label));
    for (const d of fresh) told.add(d);
    sentences.push(
      ...comparedWith(
        label,
        fresh.map((d) => (d.a === label ? d : turned(d))),
      ),
    );
  }
  return sentences.join(" ");
}

function openingOf(comparison: Comparison): string {
  const { arms, task, tuning } = comparison;
  if (arms.length === 0) return `No arm of this comparison on ${task.name} was finished.`;
  const batches = summarise(comparison).filter((batch) => batch.rows.length > 0);
  const labels = [...new Set(batches.flatMap((batch) => batch.rows.map((row) => row.label)))];
  const seeds = new Set(arms.map((arm) => arm.seed)).size;
  const sizes = list(batches.map((batch) => batch.batchSize));
  const alike =
    labels.length > 1 ? "the same initial weights and the same order of the data for every method, " : "";
  const rates = tuning.length > 0 ? "rates tuned for each method and batch size" : "rates as given";
  return (
    `${list(labels.map(called))} on ${task.name} at batch size${batches.length === 1 ? "" : "s"} ${sizes}: ` +
    `${plural(seeds, "seed")}, ${alike}${rates}.`
  );
}

function closingOf(comparison: Comparison): string {
  const { differences } = comparison;
  if (differences.length === 0) return "No methods were compared in pairs, so none is called better.";
  const seeds = differences.map((d) => d.seeds);
  const [few, many] = [Math.min(...seeds), Math.max(...seeds)];
  return (
    `${plural(differences.length, "paired comparison")} over ${few === many ? "" : `${few} to `}${plural(many, "seed")}; ` +
    "“better” is said only where the 95\u00a0% t interval of the paired difference over the seeds excludes 0. " +
    "By chance alone, one such interval in twenty excludes it."
  );
}

export function verdictOf(comparison: Comparison): Verdict {
  const batches = comparison.arms.length > 0 ? summarise(comparison) : [];
  const findings = batches.map((batch) => ({
    batchSize: batch.batchSize,
    text: finding(batch, comparison),
  }));
  return { opening: openingOf(comparison), findings, closing: closingOf(comparison) };
}
