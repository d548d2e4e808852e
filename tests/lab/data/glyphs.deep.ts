/**
 * How hard glyphs are: `npm run test:deep`.
 */
import type { Dataset, Split } from "../../../lab/data/dataset.ts";
import { glyphsTask } from "../../../lab/data/glyphs.ts";
import { Random } from "../../../lib/index.ts";

const glyphs = glyphsTask.load({ seed: 0 });
const imageOf = (split: Split, i: number) => split.inputs.subarray(784 * i, 784 * (i + 1));

it("glyphs are right nine times in ten under a linear model, and more often under a small network", () => {
  const linear = accuracyOf(glyphs, 0, 5, 0.02);
  const network = accuracyOf(glyphs, 32, 3, 0.03);
  expect(linear).toBeGreaterThan(0.85);
  expect(linear).toBeLessThan(0.95);
  expect(network).toBeGreaterThan(linear + 0.01);
});

/**
 * Test accuracy after `epochs` passes of plain SGD, one example a step, the rate falling to 0: softmax regression
 * for hidden = 0, else one layer of relu units. Plain loops, so that the check leans on nothing that it checks.
 */
function accuracyOf({ train, test }: Dataset, hidden: number, epochs: number, rate: number): number {
  const random = Random.stream(0, "test/glyphs");
  const widths = hidden > 0 ? [784, hidden, 10] : [784, 10];
  const layers = widths.slice(1).map((outputs, k) => {
    const sd = hidden > 0 ? Math.sqrt(2 / widths[k]!) : 0;
    return Float64Array.from({ length: widths[k]! * outputs }, () => sd * random.normal());
  });
  const biases = widths.slice(1).map((outputs) => new Float64Array(outputs));

  /** The activations of each layer, the last as probabilities. */
  const forward = (x: Float64Array): Float64Array[] => {
    const activations = [x];
    layers.forEach((w, k) => {
      const [input, out] = [activations[k]!, Float64Array.from(biases[k]!)];
      for (let i = 0; i < input.length; i++) {
        if (input[i] === 0) continue;
        for (let j = 0; j < out.length; j++) out[j]! += input[i]! * w[i * out.length + j]!;
      }
      if (k < layers.length - 1) for (let j = 0; j < out.length; j++) out[j] = Math.max(0, out[j]!);
      activations.push(out);
    });
    const scores = activations.at(-1)!;
    const top = Math.max(...scores);
    const sum = scores.reduce((total, s) => total + Math.exp(s - top), 0);
    scores.forEach((s, c) => (scores[c] = Math.exp(s - top) / sum));
    return activations;
  };

  for (let epoch = 0; epoch < epochs; epoch++) {
    const eta = rate * (1 - epoch / epochs);
    for (const i of random.permutation(train.count)) {
      const activations = forward(imageOf(train, i));
      let g = Float64Array.from(activations.at(-1)!);
      g[train.labels[i]!]! -= 1;
      for (let k = layers.length - 1; k >= 0; k--) {
        const [w, input, n] = [layers[k]!, activations[k]!, g.length];
        const back = new Float64Array(k > 0 ? input.length : 0);
        for (let a = 0; a < input.length; a++) {
          if (input[a] === 0) continue;
          for (let b = 0; b < n; b++) {
            if (k > 0) back[a]! += w[a * n + b]! * g[b]!;
            w[a * n + b]! -= eta * input[a]! * g[b]!;
          }
        }
        for (let b = 0; b < n; b++) biases[k]![b]! -= eta * g[b]!;
        g = back;
      }
    }
  }
  const right = test.labels.filter((label, i) => {
    const scores = forward(imageOf(test, i)).at(-1)!;
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / test.count;
}
