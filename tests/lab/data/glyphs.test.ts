import type { Split } from "../../../lab/data/dataset.ts";
import { glyphsTask } from "../../../lab/data/glyphs.ts";
import { UserError } from "../../../lib/index.ts";

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
