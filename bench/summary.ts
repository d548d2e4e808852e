/**
 * Numbers of a row, made of its rounds: medians and ranges.
 */
import { middle } from "../lab/base/numbers.ts";
import type { Timing } from "./contest.ts";
import type { Row } from "./row.ts";

export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Of at least one number. */
export function summary(numbers: readonly number[]): Summary {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { median: middle(numbers), least: sorted[0]!, most: sorted.at(-1)! };
}

/** Figures of every round, by contender. */
export type Figures = ReadonlyMap<string, readonly number[]>;

/** The row of figures, "ours" among them: medians over the rounds, and the range. */
export function rowOf(name: string, unit: string, figures: Figures): Row {
  const summaries = [...figures].map(([who, rounds]) => [who, summary(rounds)] as const);
  const medians = new Map(summaries.map(([who, { median }]) => [who, median]));
  const ours = medians.get("ours");
  if (ours === undefined) throw new Error(`${name}: no figures of ours.`);
  medians.delete("ours");
  return {
    name,
    unit,
    ours,
    peers: Object.fromEntries(medians),
    spread: Object.fromEntries(summaries.map(([who, { least, most }]) => [who, [least, most] as const])),
  };
}

/** Every round's seconds a run, in another unit. */
export const converted = (
  timings: ReadonlyMap<string, Timing>,
  convert: (seconds: number) => number,
): Figures => new Map([...timings].map(([who, { turns }]) => [who, turns.map(convert)]));

/** Round by round, the time of one in units of the other's. */
export const ratios = (a: Timing, b: Timing): readonly number[] =>
  a.turns.map((seconds, round) => seconds / b.turns[round]!);
