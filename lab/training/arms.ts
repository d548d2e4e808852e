/**
 * Which training runs a configuration asks for: every label × batch size × seed, less what makes no sense. Knows
 * nothing of how a run is done.
 */
import { RequestError } from "../base/index.ts";
import type { Config } from "./config.ts";
import { methods } from "./methods.ts";
import type { Method, Skipped, StatisticsPolicy } from "./results.ts";

/** A method as it stands in a table: BNP once for each statistics policy that is compared. */
export interface Contender {
  readonly label: string;
  readonly method: Method;
  readonly statistics: StatisticsPolicy | null;
}

/** A contender at a batch size: what gets a learning rate of its own. */
export interface Cell extends Contender {
  readonly batchSize: number;
  readonly steps: number;
}

/** One training run, before it is run. */
export interface ArmSpec extends Cell {
  readonly learningRate: number;
  readonly seed: number;
  readonly split?: number;
}

export function contenders(config: Config): readonly Contender[] {
  return config.methods.flatMap((method): Contender[] => {
    if (!methods[method].inputStatistics) return [{ label: method, method, statistics: null }];
    const several = config.statistics.length > 1;
    return config.statistics.map((statistics) => ({
      label: several ? `${method}:${statistics}` : method,
      method,
      statistics,
    }));
  });
}

/** Every pair of contender and batch size that can be run, in the order of the configuration, and those that cannot. */
export function cells(config: Config): {
  readonly cells: readonly Cell[];
  readonly skipped: readonly Skipped[];
} {
  const run: Cell[] = [];
  const skipped: Skipped[] = [];
  config.batchSize.forEach((batchSize, i) => {
    for (const contender of contenders(config)) {
      const { smallestBatch, smallestBatchReason } = methods[contender.method];
      if (batchSize >= smallestBatch) run.push({ ...contender, batchSize, steps: config.steps[i]! });
      else skipped.push({ label: contender.label, batchSize, reason: smallestBatchReason });
    }
  });
  return { cells: run, skipped };
}

/** The arms of some cells, one per split and seed, at the rate that `rateOf` gives. */
export function armsOf(
  run: readonly Cell[],
  seeds: readonly number[],
  rateOf: (cell: Cell) => number,
  splits?: readonly number[],
): readonly ArmSpec[] {
  const drawn = splits?.map((split) => ({ split })) ?? [{}];
  return run.flatMap((cell) =>
    drawn.flatMap((split) => seeds.map((seed) => ({ ...cell, learningRate: rateOf(cell), seed, ...split }))),
  );
}

/** How often each cell is trained. */
export function repeats({ seeds, splits }: Config): number {
  return seeds.length * (splits?.length ?? 1);
}

/** The given rate of a cell, where the configuration gives rates and does not ask for tuning. */
export function givenRate({ lr }: Config, { label, batchSize }: Cell): number {
  if (typeof lr === "number") return lr;
  const found = lr === "tune" ? undefined : lr[label]?.[String(batchSize)];
  if (found === undefined) {
    throw new RequestError(
      `no learning rate is given for ${label} at batch size ${batchSize}. ` +
        `Add it to the table "lr" of the configuration, or say --lr tune or --lr and a number.`,
    );
  }
  return found;
}

/** A file name that tells one arm from every other of the same configuration. */
export function armId({ label, batchSize, seed, learningRate, split }: ArmSpec): string {
  const drawn = split === undefined ? "" : `_d${split}`;
  return `${label.replace(":", "-")}_b${batchSize}_lr${learningRate}_s${seed}${drawn}`;
}

/** What an arm costs against others, roughly: a fixed part of every step, and a part for every example. */
export function cost({ steps, batchSize }: Cell): number {
  return steps * (4 + batchSize);
}

/**
 * Longest first, so that no long arm starts when the others are about to end; of equal ones those of one split together,
 * so that a process loads each split once. The sort is stable.
 */
export function longestFirst<T extends Cell & Pick<ArmSpec, "split">>(arms: readonly T[]): readonly T[] {
  return [...arms].sort((a, b) => cost(b) - cost(a) || (a.split ?? 0) - (b.split ?? 0));
}
