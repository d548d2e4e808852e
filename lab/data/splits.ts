/**
 * Train and test: drawn as two splits from two streams, or as two ends of one order of the rows that there are.
 *
 * Generated examples of train and test draw from streams of different names, so neither disturbs the other. Asking for
 * fewer examples gives the first ones of the same sequence. This file knows nothing of what an example looks like.
 */
import { Random } from "../../lib/index.ts";
import type { Split } from "./dataset.ts";

/** Writes one example, meant to be of class `label`, into out[at … at + features − 1]; returns the class it is of. */
export type DrawExample = (random: Random, label: number, out: Float64Array, at: number) => number;

/** `count` examples from the stream "data/<task>/<which>", the classes balanced over every run of `classes`. */
export function drawSplit(
  task: string,
  which: "train" | "test",
  seed: number,
  size: { readonly count: number; readonly features: number; readonly classes: number },
  draw: DrawExample,
): Split {
  const { count, features, classes } = size;
  const random = Random.stream(seed, `data/${task}/${which}`);
  const inputs = new Float64Array(count * features);
  const labels = new Int32Array(count);
  for (let start = 0; start < count; start += classes) {
    const turn = random.permutation(classes);
    for (let i = start; i < Math.min(start + classes, count); i++) {
      labels[i] = draw(random, turn[i - start]!, inputs, i * features);
    }
  }
  return { count, inputs, labels };
}

/**
 * The rows in an order of which any beginning, and any end, holds the classes in about their shares: of n rows of a class
 * those among the first x of the whole order are x·n to within one. The rows of a class come as `random` shuffles them.
 * Every class has a row among the last k of k classes, and each with more rows than one also among the first k.
 */
export function stratifiedOrder(labels: Int32Array, random: Random): Int32Array {
  const total = new Map<number, number>();
  for (const label of labels) total.set(label, (total.get(label) ?? 0) + 1);
  const seen = new Map<number, number>();
  // Row i of n stands at i/(n − 1), from 0 to 1. A class of one row stands at the end.
  const places = Array.from(random.permutation(labels.length), (row) => {
    const [i, n] = [seen.get(labels[row]!) ?? 0, total.get(labels[row]!)!];
    seen.set(labels[row]!, i + 1);
    return { row, place: n === 1 ? 1 : i / (n - 1) };
  });
  // The sort is stable: rows at one place stay shuffled.
  return Int32Array.from(
    places.sort((a, b) => a.place - b.place),
    ({ row }) => row,
  );
}
