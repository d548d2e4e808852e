import fc from "fast-check";
import type { Dataset } from "../../../lab/data/dataset.ts";
import { skewedTask } from "../../../lab/data/skewed.ts";
import { isColour, standardized } from "../../../lab/data/standardize.ts";
import { summarize } from "../../../lab/describe/describe.ts";
import { columnMoments } from "../../../lib/index.ts";

const base = skewedTask.load({ seed: 3, train: 300, test: 100, dial: 1000 });

describe("standardized", () => {
  it("gives every training feature mean 0 and standard deviation 1", () => {
    const d = standardized(base);
    const { mean, variance } = columnMoments(d.train.inputs, d.train.count, d.features);
    for (let j = 0; j < d.features; j++) {
      expect(Math.abs(mean[j]!)).toBeLessThan(1e-12);
      expect(Math.abs(variance[j]! - 1)).toBeLessThan(1e-12);
    }
  });

  it("never looks at the test split: changing one test example changes that example alone", () => {
    const inputs = Float64Array.from(base.test.inputs);
    inputs[0]! += 1e6;
    const [one, two] = [base, { ...base, test: { ...base.test, inputs } }].map(standardized) as [
      Dataset,
      Dataset,
    ];
    expect(two.train).toEqual(one.train);
    expect([...two.test.inputs.subarray(1)]).toEqual([...one.test.inputs.subarray(1)]);
    expect(two.test.inputs[0]).toBeGreaterThan(one.test.inputs[0]!);
  });

  it("shifts a constant feature to 0 and does not blow it up, whatever the constant", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (constant) => {
        const inputs = Float64Array.from(base.train.inputs, (x, i) =>
          i % base.features === 4 ? constant : x,
        );
        const d = standardized({ ...base, train: { ...base.train, inputs } });
        const column = d.train.inputs.filter((_, i) => i % d.features === 4);
        for (const x of column) expect(Math.abs(x)).toBeLessThanOrEqual(1e-12 * Math.abs(constant));
      }),
      { numRuns: 20 },
    );
  });

  it("is right for features about 1e200 and 1e-200, and what summarize says of them finite", () => {
    const sizes = [1, 2 ** 664, 2 ** -664, 2 ** 1015, 2 ** -1000];
    const inputs = Float64Array.from(
      base.train.inputs,
      (x, i) => x * sizes[(i % base.features) % sizes.length]!,
    );
    const scaled = {
      ...base,
      train: { ...base.train, inputs },
      test: { ...base.test, count: 0, inputs: new Float64Array() },
    };
    const [d, plain] = [standardized(scaled), standardized(base)];
    // The same numbers in other units, to rounding: the largest entries are about 5.
    d.train.inputs.forEach((x, i) => {
      if (Math.abs(x - plain.train.inputs[i]!) > 1e-12)
        throw new Error(`${x} at ${i}, ${plain.train.inputs[i]}`);
    });
    const { featureMean, featureSd } = summarize(scaled);
    expect(
      [featureMean, featureSd].flatMap(({ least, greatest }) => [least, greatest]).every(Number.isFinite),
    ).toBe(true);
    expect(featureSd.greatest).toBeGreaterThan(1e300);
    expect(featureSd.least).toBeGreaterThan(0);
  });

  it("takes each channel of colour images as a whole, by the training split alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 24, maxLength: 24 }),
        (drawn) => {
          const x = drawn.map((value) => (value < 1e-150 ? 0 : value)); // squares of smaller ones underflow
          // Two training images and one test image of 3 × 2 × 2 pixels; the third channel never changes.
          const image = (from: number) => Float64Array.from([...x.slice(from, from + 8), 0.3, 0.3, 0.3, 0.3]);
          const inputs = Float64Array.from([...image(0), ...image(8)]);
          const train = { count: 2, inputs, labels: Int32Array.of(0, 1) };
          const test = { count: 1, inputs: image(16), labels: Int32Array.of(0) };
          const d = standardized({ ...base, shape: [3, 2, 2], features: 12, train, test });
          for (const [c, { mean, sd }] of d.channels!.entries()) {
            const own = [...inputs].filter((_, i) => Math.floor(i / 4) % 3 === c);
            const average = own.reduce((a, b) => a + b, 0) / 8;
            expect(mean).toBeCloseTo(average, 12);
            const variance = own.reduce((a, b) => a + (b - average) ** 2, 0) / 8;
            expect(sd).toBeCloseTo(c === 2 ? 1 : Math.sqrt(variance) || 1, 7);
          }
          const { mean, sd } = d.channels![0]!;
          expect(d.test.inputs[1]).toBe((test.inputs[1]! - mean) / sd);
          expect(d.train.inputs[13]).toBe((inputs[13]! - mean) / sd);
        },
      ),
    );
  });

  it("keeps grey images and points to their features", () => {
    expect([[3, 8, 8], [1, 28, 28], [3], [3, 8], [2, 8, 8]].map((shape) => isColour({ shape }))).toEqual([true, false, false, false, false]); // prettier-ignore
    expect(standardized({ ...base, shape: [1, 2, 5] }).channels).toBeUndefined();
  });

  it("leaves labels and the given data alone", () => {
    const before = base.train.inputs.join();
    expect(standardized(base).train.labels).toEqual(base.train.labels);
    expect(base.train.inputs.join()).toBe(before);
  });
});
