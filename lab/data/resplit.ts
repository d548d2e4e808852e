/**
 * The examples that were read from files, divided anew into training and test set, of the same sizes. So a comparison
 * can vary which examples it is tested on, where the files know one division.
 *
 * It knows rows and nothing of files. Splits of different seeds share examples.
 */
import { Random } from "../../lib/index.ts";
import type { Dataset, Split } from "./dataset.ts";
import { stratifiedOrder } from "./splits.ts";

/**
 * `dataset` with its examples in a stratified order that the stream "data/split" of the seed shuffles; the test rows come
 * first, and a class of one row is trained on.
 */
export function resplit(dataset: Dataset, seed: number): Dataset {
  const { train, test, features } = dataset;
  const labels = new Int32Array(train.count + test.count);
  labels.set(train.labels);
  labels.set(test.labels, train.count);
  const order = stratifiedOrder(labels, Random.stream(seed, "data/split"));
  const pick = (rows: Int32Array): Split => {
    const inputs = new Float64Array(rows.length * features);
    const labels = new Int32Array(rows.length);
    rows.forEach((row, i) => {
      const [from, at] = row < train.count ? [train, row] : [test, row - train.count];
      inputs.set(from.inputs.subarray(at * features, (at + 1) * features), i * features);
      labels[i] = from.labels[at]!;
    });
    return { count: rows.length, inputs, labels };
  };
  return {
    ...dataset,
    train: pick(order.subarray(test.count)),
    test: pick(order.subarray(0, test.count)),
    resplit: true,
    source: `${dataset.source}, divided by seed ${seed}`,
  };
}
