import fc from "fast-check";
import { skewedTask } from "../../../lab/data/skewed.ts";
import { standardized } from "../../../lab/data/standardize.ts";
import type { Dataset } from "../../../lab/data/dataset.ts";
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

  it("leaves labels and the given data alone", () => {
    const before = base.train.inputs.join();
    expect(standardized(base).train.labels).toEqual(base.train.labels);
    expect(base.train.inputs.join()).toBe(before);
  });
});
