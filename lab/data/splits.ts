/**
 * Two splits from two streams: how every generated task turns "one example" into a data set.
 *
 * Train and test draw from streams of different names, so neither disturbs the other, and asking for fewer
 * examples gives the first ones of the same sequence. This file knows nothing of what an example looks like.
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
