/**
 * How hard shapes are: `npm run test:deep`.
 */
import type { Dataset, Split } from "../../../lab/data/dataset.ts";
import { shapesTask } from "../../../lab/data/shapes.ts";
import { standardized } from "../../../lab/data/standardize.ts";
import { Random } from "../../../lib/index.ts";

const shapes = shapesTask.load({ seed: 0 }); // pixels 0 … 1
const standard = standardized(shapes);

it("shapes are not classified by their colour, and only poorly by a linear model", () => {
  const chance = 1 / shapes.classNames.length;
  expect(linearAccuracy(meanColours(standard), 10)).toBeLessThan(chance + 0.12);
  const linear = linearAccuracy(standard, 3);
  expect(linear).toBeGreaterThan(chance + 0.1);
  expect(linear).toBeLessThan(0.5);
});

/** The same examples, each as the mean of its three channels. */
function meanColours(d: Dataset): Dataset {
  const map = (split: Split): Split => ({
    ...split,
    inputs: Float64Array.from({ length: 3 * split.count }, (_, i) => split.inputs.subarray(1024 * i, 1024 * (i + 1)).reduce((a, b) => a + b, 0) / 1024), // prettier-ignore
  });
  return { ...d, shape: [3], features: 3, train: map(d.train), test: map(d.test) };
}

/** Test accuracy of softmax regression after some passes of SGD, one example a step, the rate falling to 0. */
function linearAccuracy({ train, test, features, classNames }: Dataset, epochs: number): number {
  const classes = classNames.length;
  const weights = new Float64Array((features + 1) * classes);
  const probabilities = (split: Split, i: number): Float64Array => {
    const scores = weights.slice(features * classes);
    for (let j = 0; j < features; j++) {
      const x = split.inputs[i * features + j]!;
      for (let k = 0; k < classes; k++) scores[k]! += x * weights[j * classes + k]!;
    }
    const top = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - top));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  };
  const random = Random.stream(0, "test/shapes");
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = (0.5 / (features + 100)) * (1 - epoch / epochs);
    for (const i of random.permutation(train.count)) {
      const g = probabilities(train, i);
      g[train.labels[i]!]! -= 1;
      for (let j = 0; j <= features; j++) {
        const x = j < features ? train.inputs[i * features + j]! : 1;
        for (let k = 0; k < classes; k++) weights[j * classes + k]! -= rate * g[k]! * x;
      }
    }
  }
  const right = test.labels.filter((label, i) => {
    const p = probabilities(test, i);
    return p.indexOf(Math.max(...p)) === label;
  });
  return right.length / test.count;
}
