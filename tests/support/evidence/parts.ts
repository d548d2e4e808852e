/**
 * What is measured for the page of numerical evidence, a function a part. Each returns plain numbers and names, as they
 * are stored; nothing is judged here.
 */
import { spawnSync } from "node:child_process";
import { layouts } from "../inputs.ts";
import { catalogue } from "../catalogue.ts";
import { compareCompositions, compositions } from "../compositions.ts";
import { accuracyOf, functions, pointsOf } from "../elementary.ts";
import { fuzz } from "../fuzz/fuzz.ts";
import { compareGoldens, goldens } from "../goldens.ts";
import { compareAdjoints, compareNestings, nestingName } from "../nestings.ts";
import { summaryOf, sweep } from "../sweep.ts";
import { figuresOf, judgeLayers, kinds } from "../../probes/certified-layers.ts";
import { missed, verdicts } from "../../probes/planted.ts";
import type { MutationResult } from "../../mutants/run.ts";

const worstOf = <T extends { readonly error: number }>(cells: readonly T[]): T =>
  cells.reduce((worst, cell) => (cell.error > worst.error || Number.isNaN(cell.error) ? cell : worst));
const orders = [1, 2, 3] as const;

/** Every derivative to order 3 against six-point differences. */
function swept() {
  const { cells, failures } = sweep(3);
  const worst = (name: string, order: number): number =>
    Math.max(
      0,
      ...cells.filter((c) => c.operation === name && c.order === order && !c.zero).map((c) => c.error),
    );
  return {
    operations: catalogue.length,
    layouts: layouts.length,
    samples: catalogue.reduce((count, { samples }) => count + samples.length, 0),
    failures: failures.length,
    orders: orders.map((order) => summaryOf(cells, order)),
    worst: catalogue.map(({ name }) => ({
      name,
      cells: cells.filter(({ operation }) => operation === name).length,
      ...Object.fromEntries(orders.map((order) => [`order${order}`, worst(name, order)])),
    })) as { readonly name: string; readonly cells: number; readonly [order: `order${number}`]: number }[],
  };
}

/** Forward and reverse nested in every way, their adjointness, and operations beside what they come to. */
function agreeing() {
  const adjoints = compareAdjoints();
  const composed = compareCompositions(3);
  return {
    nestings: orders.map((order) => {
      const cells = compareNestings(order);
      const { operation, nesting, error } = worstOf(cells);
      return {
        order,
        nestings: 2 ** order,
        cells: cells.length,
        worst: error,
        at: `${operation}, ${nestingName(nesting)}`,
      };
    }),
    adjoints: { cells: adjoints.length, worst: worstOf(adjoints).error, at: worstOf(adjoints).operation },
    compositions: {
      operations: Object.keys(compositions).length,
      orders: [0, ...orders].map((order) => {
        const cells = composed.filter((cell) => cell.order === order);
        const { operation, error } = worstOf(cells);
        return { order, cells: cells.length, worst: error, at: operation };
      }),
    },
  };
}

/** Orders 0 to 4 of normalisations and the softmax family against 50 digits, in every nesting. */
function golden() {
  const cells = [0, 1, 2, 3, 4].flatMap(compareGoldens);
  return goldens.map(({ name }) => ({
    name,
    cells: cells.filter((cell) => cell.name === name).length,
    ...Object.fromEntries(
      [0, 1, 2, 3, 4].map((order) => [
        `order${order}`,
        worstOf(cells.filter((cell) => cell.name === name && cell.order === order)).error,
      ]),
    ),
  })) as { readonly name: string; readonly cells: number; readonly [order: `order${number}`]: number }[];
}

/** Units in the last place of elementary functions and their derivatives. */
function elementary() {
  const points = pointsOf(1000);
  return functions.map((f) => ({
    name: f.name,
    orders: ([0, 1, 2] as const).map((order) => accuracyOf(f, order, points)),
  }));
}

/** Mistakes planted in the engine, by the command that plants them. */
function mutants(): MutationResult {
  const { stdout, status, error } = spawnSync("npm", ["run", "-s", "mutants", "--", "--json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 26,
  });
  if (error) throw error;
  if (status !== 0 && status !== 1) throw new Error(`npm run mutants ended with exit code ${status}.`);
  return JSON.parse(stdout) as MutationResult;
}

/** Random expression graphs, differentiated in every way. */
function fuzzed() {
  const seed = 1;
  const { failures, ...counts } = fuzz({ graphs: 20_000, seed });
  return { seed, ...counts, failures: failures.length };
}

/** Condition numbers that were planted, and their certified intervals. */
function certificates() {
  const [matrices, planted] = [10_000, 1000];
  const { found, ambiguous, wrong } = verdicts(planted);
  return { matrices, missed: missed(matrices).length, planted, found, ambiguous, wrong: wrong.length };
}

/** Intervals of layer blocks, before and after preconditioning, against exact condition numbers. */
function intervals() {
  const layers = [300, 40, 40]; // those of `longRun` in tests/laws/certified-intervals.deep.ts
  return layers.map((count, i) => ({ ...kinds[i]!, ...figuresOf(judgeLayers(kinds[i]!, count)) }));
}

export const parts = {
  sweep: swept,
  agreement: agreeing,
  golden,
  functions: elementary,
  fuzz: fuzzed,
  certificates,
  intervals,
  mutants,
};
export type PartName = keyof typeof parts;

/** A part as it is stored: with the commit it was measured at, and how long that took. */
export interface Measured<T> {
  /** With a + behind it where the engine's files were not those of the commit. */
  readonly commit: string;
  readonly node: string;
  readonly seconds: number;
  readonly result: T;
}
export type Evidence = { readonly [K in PartName]: Measured<ReturnType<(typeof parts)[K]>> };
