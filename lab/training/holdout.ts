/**
 * A validation split: part of the training set is held out for tuning, so that the test set is met once, at the end.
 */
import { Random } from "../../lib/index.ts";
import type { Dataset, Split } from "../data/index.ts";
import { gatherLabels, gatherRows } from "./batches.ts";
import { chanceOf } from "./learned.ts";
import type { Chance } from "./results.ts";

/** One training example in this many is held out. */
export const holdOutOneIn = 6;

/** What tuning sees of a data set: a seeded sixth of the training set stands in for the test set. */
export interface HeldOut {
  /** Its test split is the held-out part. */
  readonly dataset: Dataset;
  /** The rows of its training set that may be trained on; the others are held out. Nothing is copied for them. */
  readonly trainRows: Int32Array;
}

export function holdOut(dataset: Dataset, seed: number): HeldOut {
  const { held, kept } = divided(dataset.train.count, seed);
  const test = takeRows(dataset.train, dataset.features, held);
  return { dataset: { ...dataset, test }, trainRows: kept };
}

/** What a constant answer reaches on the part that `holdOut` holds out. */
export function heldOutChance({ train, classNames }: Dataset, seed: number): Chance {
  return chanceOf(gatherLabels(train.labels, divided(train.count, seed).held), classNames.length);
}

function divided(count: number, seed: number): { readonly held: Int32Array; readonly kept: Int32Array } {
  const order = Random.stream(seed, "validation").permutation(count);
  const held = Math.max(1, Math.round(count / holdOutOneIn));
  return { held: order.subarray(0, held), kept: order.slice(held) };
}

/** The named rows of a split, copied. */
export function takeRows(split: Split, features: number, rows: Int32Array): Split {
  return {
    count: rows.length,
    inputs: gatherRows(split.inputs, features, rows),
    labels: gatherLabels(split.labels, rows),
  };
}
