import type { Dataset, Split } from "../../../lab/data/dataset.ts";
import { glyphsTask } from "../../../lab/data/glyphs.ts";
import { Random, UserError } from "../../../lib/index.ts";

const glyphs = glyphsTask.load({ seed: 0 });
const imageOf = (split: Split, i: number) => split.inputs.subarray(784 * i, 784 * (i + 1));

describe("glyphs", () => {
  it("are 4,000 + 1,000 grey images of balanced classes", () => {
    expect(glyphs).toMatchObject({
      shape: [1, 28, 28],
      features: 784,
      train: { count: 4000 },
      test: { count: 1000 },
    });
    for (let digit = 0; digit < 10; digit++) {
      expect(glyphs.train.labels.filter((label) => label === digit)).toHaveLength(400);
    }
    expect(glyphs.train.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it("are the same bytes for the same seed, and others for another", () => {
    const small = { train: 30, test: 10 };
    expect(glyphsTask.load({ seed: 0, ...small }).train.inputs).toEqual(
      glyphs.train.inputs.slice(0, 30 * 784),
    );
    expect(glyphsTask.load({ seed: 1, ...small }).train.inputs).not.toEqual(
      glyphs.train.inputs.slice(0, 30 * 784),
    );
  });

  it("have ink in the middle and paper round it: no drawing is empty, none touches all its edges", () => {
    const clean = glyphsTask.load({ seed: 5, train: 500, test: 1, noise: 0 }).train;
    for (let i = 0; i < clean.count; i++) {
      const image = imageOf(clean, i);
      const ink = image.reduce((sum, x) => sum + x, 0);
      expect(ink).toBeGreaterThan(10);
      expect(ink).toBeLessThan(200);
      const edge = image.reduce((sum, x, p) => {
        const [r, c] = [Math.floor(p / 28), p % 28];
        return r === 0 || c === 0 || r === 27 || c === 27 ? sum + x : sum;
      }, 0);
      expect(edge / ink).toBeLessThan(0.2);
    }
  });

  it("have strokes without gaps: the ink of a zero, a one and a six is one piece", () => {
    const clean = glyphsTask.load({ seed: 6, train: 200, test: 1, noise: 0 }).train;
    for (let i = 0; i < clean.count; i++) {
      if ([0, 1, 6].includes(clean.labels[i]!)) expect(pieces(imageOf(clean, i))).toBe(1);
    }
  });

  it("have noise of the standard deviation asked for, where there is room on both sides", () => {
    const [clean, noisy] = [0, 0.05].map(
      (noise) => glyphsTask.load({ seed: 7, train: 1, test: 1, noise }).train,
    );
    const differences = [...noisy!.inputs].flatMap((x, p) => {
      const grey = clean!.inputs[p]!;
      return grey > 0.1 && grey < 0.9 ? [x - grey] : [];
    });
    const rms = Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length);
    expect(differences.length).toBeGreaterThan(30);
    expect(Math.abs(rms / 0.05 - 1)).toBeLessThan(0.3);
    expect(() => glyphsTask.load({ seed: 0, noise: 1.5 })).toThrow(UserError);
  });

  it("are right nine times in ten under a linear model, and more often under a small network", () => {
    const linear = accuracyOf(glyphs, 0, 5, 0.02);
    const network = accuracyOf(glyphs, 32, 3, 0.03);
    expect(linear).toBeGreaterThan(0.85);
    expect(linear).toBeLessThan(0.95);
    expect(network).toBeGreaterThan(linear + 0.01);
  });
});

/** Connected pieces of ink, corners counting as neighbours. */
function pieces(image: Float64Array): number {
  const left = new Set([...image.keys()].filter((p) => image[p]! > 0));
  let count = 0;
  for (; left.size > 0; count++) {
    const queue = [left.values().next().value!];
    left.delete(queue[0]!);
    while (queue.length > 0) {
      const p = queue.pop()!;
      for (const step of [-29, -28, -27, -1, 1, 27, 28, 29]) {
        if (left.delete(p + step)) queue.push(p + step);
      }
    }
  }
  return count;
}

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
