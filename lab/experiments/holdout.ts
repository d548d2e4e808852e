/**
 * A validation split: part of the training set is held out for tuning, so that the test set is met once, at the end.
 */
import { Random } from "../../lib/index.ts";
import type { Dataset, Split } from "../data/index.ts";
import { gatherLabels, gatherRows } from "./batches.ts";

/** One training example in this many is held out. */
export const holdOutOneIn = 6;

/** The data set that tuning sees: a seeded sixth of the training set stands in for the test set, which is not there. */
export function holdOut(dataset: Dataset, seed: number): Dataset {
  const order = Random.stream(seed, "validation").permutation(dataset.train.count);
  const held = Math.max(1, Math.round(dataset.train.count / holdOutOneIn));
  return {
    ...dataset,
    train: take(dataset.train, dataset.features, order.subarray(held)),
    test: take(dataset.train, dataset.features, order.subarray(0, held)),
  };
}

function take(split: Split, features: number, rows: Int32Array): Split {
  return {
    count: rows.length,
    inputs: gatherRows(split.inputs, features, rows),
    labels: gatherLabels(split.labels, rows),
  };
}
