/**
 * What the comparison shows, in plain sentences.
 *
 * The verdicts come with the record (differences.ts); nothing is estimated here. A method is called better or worse only
 * where that holds after the correction for the number of comparisons; what holds before it alone is named as such.
 */
import type { Comparison, PairedDifference, Verdict as Outcome } from "../../jobs/index.ts";
import { count, list, percentSign, plural, points, probability, rate } from "../../report/index.ts";
import { type BatchRows, type Row, summarise } from "./summary.ts";
import { didNotTrain } from "./untrained.ts";

export interface Verdict {
  /** What was compared, over how many seeds. */
  readonly opening: string;
  /** One a batch size. */
  readonly findings: readonly { readonly batchSize: number; readonly text: string }[];
  /** How far the findings can be relied on. */
  readonly closing: string;
}

const opposite = (verdict: Outcome): Outcome =>
  verdict === "better" ? "worse" : verdict === "worse" ? "better" : verdict;

/** The difference b − a. */
export function turned(d: PairedDifference): PairedDifference {
  const interval = d.interval === null ? null : ([-d.interval[1], -d.interval[0]] as const);
  const verdicts = { rawVerdict: opposite(d.rawVerdict), verdict: opposite(d.verdict) };
  return { ...d, a: d.b, b: d.a, meanDifference: -d.meanDifference, interval, ...verdicts };
}

/** A label in a sentence. "better than none" would say something else. */
export function called(label: string): string {
  return label === "none" ? "“none”" : label;
}

/** Which rates at this batch size lie at an edge of their grids, by label. */
type Edges = ReadonlyMap<string, string>;

function edgesOf(rows: readonly Row[]): Edges {
  const atEdge = rows.filter((row) => row.atEdge);
  return new Map(atEdge.map((row) => [row.label, `rate ${rate(row.learningRate)}, at the edge of its grid`]));
}

function against(d: PairedDifference, edges: Edges): string {
  const edge = edges.get(d.b);
  const facts = [...(edge === undefined ? [] : [edge]), `${points(d.meanDifference)} points`];
  if (d.interval !== null) {
    facts.push(`95\u00a0% interval ${points(d.interval[0])} to ${points(d.interval[1])}`);
    facts.push(`p ${probability(d.p)}, corrected ${probability(d.adjustedP)}`);
  }
  return `${called(d.b)} (${facts.join(", ")})`;
}

/** What is said of one method against the others. */
function comparedWith(label: string, differences: readonly PairedDifference[], edges: Edges): string[] {
  const edge = edges.get(label);
  const name = called(label) + (edge === undefined ? "" : ` (${edge})`);
  const of = (verdict: Outcome, raw?: Outcome): string =>
    list(
      differences
        .filter((d) => d.verdict === verdict && (raw === undefined || d.rawVerdict === raw))
        .map((d) => against(d, edges)),
    );
  const open = "no difference seen";
  const sentences: readonly (readonly [others: string, say: (others: string) => string])[] = [
    [of("better"), (others) => `${name} is better than ${others}.`],
    [of("worse"), (others) => `${name} is worse than ${others}.`],
    [of(open, "better"), (others) => `Only without the correction, ${name} is above ${others}.`],
    [of(open, "worse"), (others) => `Only without the correction, ${name} is below ${others}.`],
    [of(open, open), (others) => `No difference seen between ${name} and ${others}.`],
    ...(["too few seeds", "too few splits"] as const).map(
      (few) =>
        [
          of(few),
          (others: string) =>
            `Whether ${name} differs from ${others} is not said: ${few}, three in common are needed.`,
        ] as const,
    ),
  ];
  return sentences.filter(([others]) => others !== "").map(([others, say]) => say(others));
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
        edgesOf(rows),
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
  const splits = new Set(arms.map((arm) => arm.split)).size;
  const sizes = list(batches.map((batch) => batch.batchSize));
  const alike =
    labels.length > 1 ? "the same initial weights and the same order of the data for every method, " : "";
  const rates = tuning.length > 0 ? "rates tuned for each method and batch size" : "rates as given";
  return (
    `${list(labels.map(called))} on ${task.name} at batch size${batches.length === 1 ? "" : "s"} ${sizes}: ` +
    `${plural(seeds, "seed")}, ${alike}${rates}; ${splits > 1 ? `${splits} train/test splits` : "all on one train/test split"}.`
  );
}

/** "3", "2 to 3". */
function range(values: readonly number[]): string {
  const [few, many] = [Math.min(...values), Math.max(...values)];
  return few === many ? count(many) : `${count(few)} to ${count(many)}`;
}

function closingOf({ differences, task }: Comparison): string {
  if (differences.length === 0) return "No methods were compared in pairs, so none is called better.";
  const [seeds, splits] = [differences.map((d) => d.seeds), differences.map((d) => d.splits)];
  const [manySeeds, manySplits] = [Math.max(...seeds), Math.max(...splits)];
  const over = `${range(seeds)} seed${manySeeds === 1 ? "" : "s"}`;
  const on = manySplits > 1 ? `on each of ${range(splits)} train/test splits` : "on one train/test split";
  const opening = `${plural(differences.length, "paired comparison")} over ${over} ${on}`;
  const tested = differences.filter((d) => d.p !== null);
  if (tested.length === 0) return `${opening}: too few to say anything, at least three are needed.`;
  const decided = (key: "verdict" | "rawVerdict"): number =>
    tested.filter((d) => d[key] === "better" || d[key] === "worse").length;
  const finest = Math.min(...tested.map((d) => d.resolution!));
  return (
    `${opening}; “better” is said only where p stays below 0.05 after Holm’s correction ` +
    `over ${tested.length === 1 ? "1 comparison" : `all ${tested.length}`}: ` +
    `${decided("rawVerdict")} without the correction, ${decided("verdict")} with it. ` +
    (manySplits > 1
      ? "The splits are the replicates. "
      : "The seeds share one test set; --splits 5 would vary it. ") +
    `Differences below about ${points(finest).replace("+", "")} points are beyond what ` +
    `${plural(task.test, "test example")}${manySplits > 1 ? " a split" : ""} can resolve.`
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
