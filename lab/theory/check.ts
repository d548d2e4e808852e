/**
 * The whole check: every problem that was asked for, drawn, predicted and measured.
 *
 * Knows no command line and writes nothing; progress is reported by `events`.
 */
import { provenance } from "../base/index.ts";
import { theoremsOf } from "./assumptions.ts";
import { journey } from "./journey.ts";
import { localModel } from "./local.ts";
import type { Posed, Problem } from "./minimum.ts";
import { network } from "./networks.ts";
import { type NetworkProblem, problems } from "./problems.ts";
import { race } from "./race.ts";
import { measureRates } from "./rate.ts";
import type { Exhibit, MethodRecord, ProblemRecord, TheoryMethod, TheoryRecord } from "./record.ts";
import { chooseSeed } from "./scan.ts";
import { splitErrors } from "./split.ts";
import { beyondThreshold } from "./stability.ts";
import { survey } from "./survey.ts";
import { findThreshold } from "./threshold.ts";

export interface TheoryOptions {
  readonly problems: readonly Problem[];
  /** Seeds are tried from this one on. */
  readonly seed: number;
  /** How to repeat it, for the record. */
  readonly command: string;
}

export interface TheoryEvents {
  readonly onProblem?: (problem: Problem, place: number, all: number) => void;
  readonly onDone?: (record: ProblemRecord) => void;
}

/** How far from θ* the search for a threshold starts, for every problem. */
const thresholdDistance = 1e-6;
const momenta = [0, 0.9];

export function checkTheory(options: TheoryOptions, events: TheoryEvents = {}): TheoryRecord {
  const startedAt = new Date();
  const records = options.problems.map((problem, i) => {
    events.onProblem?.(problem, i + 1, options.problems.length);
    const record = checkProblem(problem, options.seed);
    events.onDone?.(record);
    return record;
  });
  const asked = options.problems.some(({ name }) => name.startsWith("mlp"));
  return {
    schema: 1,
    kind: "theory",
    problems: records,
    survey: asked ? survey(options.seed, networkOf("mlp-white").options) : [],
    provenance: provenance(options.command, startedAt, (Date.now() - startedAt.getTime()) / 1000),
  };
}

export function checkProblem(problem: Problem, seed: number): ProblemRecord {
  const startedAt = Date.now();
  const posed = chooseSeed(problem, seed);
  return {
    name: problem.name,
    title: problem.title,
    about: problem.about,
    family: problem.family,
    seed: posed.seed,
    rejected: posed.rejected,
    methods: problem.methods.map((method) => checkMethod(posed, method)),
    exhibits: exhibitsOf(posed),
    seconds: (Date.now() - startedAt) / 1000,
  };
}

function checkMethod({ problem, seed }: Posed, method: TheoryMethod): MethodRecord {
  const minimum = problem.draw(seed, method);
  const local = localModel(minimum);
  const { condition, gradient, kappaStar, smallest, largest } = local;
  return {
    method,
    size: condition.eigenvalues.length,
    kappaStar,
    smallest: smallest.eigenvalue,
    largest: largest.eigenvalue,
    eigenvalues: [...condition.eigenvalues],
    nullity: { predicted: minimum.nullity.count, counted: condition.zero, why: minimum.nullity.why },
    gradient,
    rates: measureRates(problem, method, minimum, local),
    thresholds: momenta.map((momentum) => findThreshold(minimum, local, thresholdDistance, momentum)),
    splits: splitErrors(minimum, local),
    theorems: theoremsOf(problem, method, minimum, local),
  };
}

/** The pictures beside the table. */
function exhibitsOf(posed: Posed): readonly Exhibit[] {
  const { problem, seed } = posed;
  if (problem.family === "scale-invariant") return [beyondThreshold(posed)];
  // With noise on the targets these would be the same pictures again.
  if (problem.methods.length < 2 || !isNetwork(problem) || problem.options.noise !== undefined) return [];
  const { options } = problem;
  const white: Problem["draw"] | undefined =
    options.decades === undefined
      ? undefined
      : (drawn, method) => network(drawn, method, { ...options, decades: 0, shift: 0 });
  return [race(posed, white), journey(seed, problem.methods, options)];
}

function isNetwork(problem: Problem): problem is NetworkProblem {
  return "options" in problem;
}

function networkOf(name: string): NetworkProblem {
  return problems.filter(isNetwork).find((problem) => problem.name === name)!;
}
