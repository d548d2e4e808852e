/**
 * Random expression graphs, each differentiated in every way there is.
 *
 * `fuzz({ graphs, seed })` returns
 *
 *     { graphs, comparisons, skipped, skips: { kink, rough }, worst: { comparison: relative error }, failures, seconds }
 *
 * where `skipped` graphs are those that differences could say nothing about (the other comparisons were made), and each
 * failure is { graph: number in the run, comparison, error, nodes, snippet }, made small, with a program that shows it.
 */
import { Random } from "../../../lib/index.ts";
import { allowances, compare, comparisonNames, type ComparisonName } from "./compare.ts";
import { drawGraph } from "./draw.ts";
import { nodesOf, type Graph } from "./graph.ts";
import { shrink } from "./shrink.ts";
import { snippet } from "./snippet.ts";
import { words as allWords, type Word } from "./words.ts";

export interface FuzzFailure {
  readonly graph: number;
  readonly comparison: ComparisonName | "thrown";
  /** The relative error, or what was thrown. */
  readonly error: number | string;
  /** Leaves and steps of the graph that is left. */
  readonly nodes: number;
  readonly snippet: string;
}

export interface FuzzResult {
  readonly graphs: number;
  readonly comparisons: number;
  readonly skipped: number;
  readonly skips: { readonly kink: number; readonly rough: number };
  readonly worst: Readonly<Record<ComparisonName, number>>;
  readonly failures: readonly FuzzFailure[];
  readonly seconds: number;
}

export interface FuzzOptions {
  readonly graphs: number;
  readonly seed?: number;
  /** What graphs are drawn from; all operations unless given. */
  readonly words?: readonly Word[];
  /** Failures after which there is no point in going on; 5 unless given. */
  readonly enough?: number;
}

export function fuzz({ graphs, seed = 0, words = allWords, enough = 5 }: FuzzOptions): FuzzResult {
  const started = performance.now();
  const skips = { kink: 0, rough: 0 };
  const worst = Object.fromEntries(comparisonNames.map((name) => [name, 0])) as Record<
    ComparisonName,
    number
  >;
  const failures: FuzzFailure[] = [];
  let [done, comparisons] = [0, 0];
  for (; done < graphs && failures.length < enough; done++) {
    const graph = drawGraph(words, Random.stream(seed, `fuzz ${done}`));
    if (graph.steps.length === 0) continue;
    const verdict = compare(graph);
    if (verdict.skipped !== undefined) skips[verdict.skipped]++;
    comparisons += verdict.comparisons.length;
    for (const { name, error } of verdict.comparisons) worst[name] = Math.max(worst[name], error);
    const failure = failureOf(graph, verdict);
    if (failure !== undefined) failures.push(reported(done, graph, failure));
  }
  const seconds = (performance.now() - started) / 1000;
  return { graphs: done, comparisons, skipped: skips.kink + skips.rough, skips, worst, failures, seconds };
}

interface Failure extends Pick<FuzzFailure, "comparison" | "error"> {
  /** How far apart the two may be. */
  readonly allowed: number;
}

/** The first comparison that is beyond what is allowed. */
function failureOf(graph: Graph, verdict = compare(graph)): Failure | undefined {
  if (verdict.thrown !== undefined) return { comparison: "thrown", error: verdict.thrown, allowed: 0 };
  const wrong = verdict.comparisons.find(({ name, error }) => !(error <= allowances[name]));
  return (
    wrong && { comparison: wrong.name, error: wrong.error, allowed: allowances[wrong.name] * wrong.size }
  );
}

function reported(number: number, graph: Graph, { comparison }: Failure): FuzzFailure {
  const stillFails = (candidate: Graph): boolean => failureOf(candidate)?.comparison === comparison;
  const small = shrink(graph, stillFails);
  const { error, allowed } = failureOf(small)!;
  return {
    graph: number,
    comparison,
    error,
    nodes: nodesOf(small),
    snippet: snippet(small, comparison === "thrown" ? "reverse and forward" : comparison, allowed),
  };
}
