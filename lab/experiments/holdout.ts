/**
 * A validation split: part of the training set is held out for tuning, so that the test set is met once, at the end.
 */
import { Random } from "../../lib/index.ts";
import type { Dataset, Split } from "../data/index.ts";
import { gatherLabels, gatherRows } from "./batches.ts";

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
  const order = Random.stream(seed, "validation").permutation(dataset.train.count);
  const held = Math.max(1, Math.round(dataset.train.count / holdOutOneIn));
  const test = takeRows(dataset.train, dataset.features, order.subarray(0, held));
  return { dataset: { ...dataset, test }, trainRows: order.slice(held) };
}

/** The named rows of a split, copied. */
export function takeRows(split: Split, features: number, rows: Int32Array): Split {
  return {
    count: rows.length,
    inputs: gatherRows(split.inputs, features, rows),
    labels: gatherLabels(split.labels, rows),
  };
}
