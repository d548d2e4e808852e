/**
 * Two splits from two streams: how every generated task turns "one example" into a data set.
 *
 * Train and test draw from streams of different names, so neither disturbs the other, and asking for fewer
 * examples gives the first ones of the same sequence. This file knows nothing of what an example looks like.
 */
import { Random } from "../../lib/index.ts";
import type { Split } from "./dataset.ts";

/** Writes one example of class `label` into out[at … at + features − 1]; may change the label by returning one. */
export type DrawExample = (random: Random, label: number, out: Float64Array, at: number) => number | void;

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
      const label = turn[i - start]!;
      labels[i] = draw(random, label, inputs, i * features) ?? label;
    }
  }
  return { count, inputs, labels };
}
