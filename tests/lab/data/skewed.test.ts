import fc from "fast-check";
import type { Split } from "../../../lab/data/dataset.ts";
import { skewedTask, skewOf } from "../../../lab/data/skewed.ts";
import { columnMoments, UserError } from "../../../lib/index.ts";

const make = (dial: number, seed = 0) => skewedTask.load({ seed, dial, train: 400, test: 100 });
const dials = fc.double({ min: 1, max: 1000, noNaN: true });

describe("skewed", () => {
  it("is the data of dial 1 under an invertible map, with the same labels, at every dial", () => {
    const white = make(1);
    fc.assert(
      fc.property(dials, (dial) => {
        const { scale, shift } = skewOf(dial);
        const d = make(dial);
        for (const which of ["train", "test"] as const) {
          expect(d[which].labels).toEqual(white[which].labels);
          const undone = d[which].inputs.map((x, i) => x / scale[i % d.features]! - shift[i % d.features]!);
          const apart = undone.map((z, i) => Math.abs(z - white[which].inputs[i]!));
          expect(Math.max(...apart)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("has white inputs at dial 1", () => {
    const d = skewedTask.load({ seed: 0, dial: 1, train: 4000 });
    expect(skewOf(1)).toEqual({ scale: Array(d.features).fill(1), shift: skewOf(1).shift.map((m) => 0 * m) });
    const { mean, variance } = columnMoments(d.train.inputs, d.train.count, d.features);
    for (const m of mean) expect(Math.abs(m)).toBeLessThan(5 / Math.sqrt(4000));
    for (const v of variance) expect(Math.abs(v - 1)).toBeLessThan(5 * Math.sqrt(2 / 4000));
  });

  it("has scales whose ratio is the dial, and means of log₁₀(dial) standard deviations", () => {
    fc.assert(
      fc.property(dials, (dial) => {
        const { scale, shift } = skewOf(dial);
        expect(Math.max(...scale) / Math.min(...scale)).toBeCloseTo(dial, 8);
        for (const m of shift) expect(Math.abs(m)).toBeCloseTo(Math.log10(dial), 12);
      }),
    );
    expect(Math.abs(skewOf(1000).shift[0]!)).toBeCloseTo(3, 12);
    expect(skewedTask.load({ seed: 0, train: 50 })).toEqual(
      skewedTask.load({ seed: 0, train: 50, dial: 100 }),
    );
  });

  it("has no class that is rare, at any seed", () => {
    for (let seed = 0; seed < 10; seed++) {
      const d = make(100, seed);
      const shares = d.classNames.map((_, k) => d.train.labels.filter((label) => label === k).length / 400);
      expect(Math.min(...shares)).toBeGreaterThan(0.15);
    }
  });

  it("is labelled by a function of the inputs, and not a linear one", () => {
    // The same teacher without its noise: near examples agree much more often than chance.
    const d = skewedTask.load({ seed: 0, dial: 1, train: 3000, test: 300 });
    const linear = linearAccuracy(d.train, d.test, d.features, d.classNames.length);
    expect(linear).toBeGreaterThan(0.45);
    expect(linear).toBeLessThan(0.95);
  });

  it.each([0.5, 1001, NaN, -3])("refuses dial %p", (dial) => {
    expect(() => make(dial)).toThrow(UserError);
    expect(() => make(dial)).toThrow(/--dial .* from 1 to 1000/);
  });
});

/** Test accuracy of the linear scores ⟨x, mean of class⟩: a stand-in for the best linear classifier. */
function linearAccuracy(train: Split, test: Split, features: number, classes: number): number {
  const weights = new Float64Array(classes * features);
  const counts = new Float64Array(classes);
  train.labels.forEach((label, i) => {
    counts[label]!++;
    for (let j = 0; j < features; j++) weights[label * features + j]! += train.inputs[i * features + j]!;
  });
  const right = test.labels.filter((label, i) => {
    const scores = Array.from(counts, (count, c) => {
      let score = 0;
      for (let j = 0; j < features; j++) {
        const mean = weights[c * features + j]! / count;
        score += mean * test.inputs[i * features + j]! - (mean * mean) / 2;
      }
      return score;
    });
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / test.count;
}
