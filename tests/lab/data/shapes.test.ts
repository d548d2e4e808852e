import type { Split } from "../../../lab/data/dataset.ts";
import { outlines } from "../../../lab/data/outlines.ts";
import { shapesTask } from "../../../lab/data/shapes.ts";
import { UserError } from "../../../lib/index.ts";

const shapes = shapesTask.load({ seed: 0 }); // pixels 0 … 1
const small = { train: 24, test: 8 };

describe("shapes", () => {
  it("are 2,000 + 500 colour images of balanced classes", () => {
    expect(shapes).toMatchObject({ shape: [3, 32, 32], features: 3072, train: { count: 2000 }, test: { count: 500 } }); // prettier-ignore
    expect(shapes.classNames).toEqual(outlines.map(({ name }) => name));
    for (let k = 0; k < 8; k++) expect(shapes.train.labels.filter((label) => label === k)).toHaveLength(250);
    expect(shapes.train.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it("are the same bytes for the same seed, and others for another", () => {
    const first = shapes.train.inputs.slice(0, 24 * 3072);
    expect(shapesTask.load({ seed: 0, ...small }).train.inputs).toEqual(first);
    expect(shapesTask.load({ seed: 1, ...small }).train.inputs).not.toEqual(first);
  });

  it("are lighter than their ground, by enough to be seen", () => {
    const { train } = shapesTask.load({ seed: 3, train: 200, test: 1, noise: 0 });
    for (let i = 0; i < train.count; i++) {
      const light = [...lightnessOf(train, i)].sort((a, b) => a - b);
      expect(light.at(-20)! - light[light.length / 4]!).toBeGreaterThan(0.2);
    }
  });

  it("have noise as asked for", () => {
    const [clean, noisy] = [0, 0.1].map((noise) => shapesTask.load({ seed: 7, train: 1, test: 1, noise }).train.inputs); // prettier-ignore
    const differences = [...clean!].flatMap((x, p) => (x > 0.2 && x < 0.8 ? [noisy![p]! - x] : []));
    const rms = Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length);
    expect(differences.length).toBeGreaterThan(300);
    expect(Math.abs(rms / 0.1 - 1)).toBeLessThan(0.2);
    expect(() => shapesTask.load({ seed: 0, noise: -1 })).toThrow(UserError);
  });
});

function lightnessOf(split: Split, i: number): Float64Array {
  const at = (c: number, p: number) => split.inputs[i * 3072 + c * 1024 + p]!;
  return Float64Array.from(
    { length: 1024 },
    (_, p) => 0.299 * at(0, p) + 0.587 * at(1, p) + 0.114 * at(2, p),
  );
}
