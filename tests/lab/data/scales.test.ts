import type { Dataset } from "../../../lab/data/dataset.ts";
import { featureScales, loadTask } from "../../../lab/data/index.ts";
import { standardized } from "../../../lab/data/standardize.ts";
import { columnMoments } from "../../../lib/index.ts";

const skewed = (dial: number): Dataset => loadTask("skewed", { seed: 3, train: 2000, test: 10, dial });

/** The same data with one feature replaced by a constant. */
function withConstant(d: Dataset, feature: number, constant: number): Dataset {
  const inputs = d.train.inputs.map((x, i) => (i % d.features === feature ? constant : x));
  return { ...d, train: { ...d.train, inputs } };
}

describe("the scales of features", () => {
  it.each([1, 10, 1000])("are as far apart as the dial %i says, to the error of 2000 examples", (dial) => {
    const { least, greatest, constant } = featureScales(skewed(dial))!;
    expect(Math.abs(Math.log(greatest / least / dial))).toBeLessThan(0.1);
    expect(constant).toBe(0);
  });

  it("are those of the training split alone", () => {
    const d = skewed(100);
    const test = { ...d.test, inputs: d.test.inputs.map((x) => 1e9 * x) };
    expect(featureScales({ ...d, test })).toEqual(featureScales(d));
    const { variance } = columnMoments(d.train.inputs, d.train.count, d.features);
    expect(featureScales(d)!.greatest).toBe(Math.sqrt(Math.max(...variance)));
  });

  it("leave out what is constant, whatever the constant, and count it", () => {
    const d = skewed(1000);
    for (const constant of [0, 0.1, -1e9, 1e-9]) {
      // Feature 0 has the smallest scale: without it the next one is the least.
      const { least, greatest, constant: left } = featureScales(withConstant(d, 0, constant))!;
      expect(left).toBe(1);
      expect(greatest).toBe(featureScales(d)!.greatest);
      expect(least).toBeGreaterThan(1.5 * featureScales(d)!.least);
    }
    const all = { ...d, train: { ...d.train, inputs: d.train.inputs.map(() => 7) } };
    expect(featureScales(all)).toBeUndefined();
  });

  it("are all 1 once they are standardized", () => {
    const { least, greatest } = featureScales(standardized(skewed(1000)))!;
    expect([least, greatest].map((x) => Math.abs(x - 1) < 1e-12)).toEqual([true, true]);
  });

  it("are those of channels for images: a pixel that is rarely lit has no scale of its own", () => {
    const glyphs = loadTask("glyphs", { seed: 0, train: 200, test: 10 });
    const { least, greatest, constant } = featureScales(glyphs)!;
    expect([greatest / least, constant]).toEqual([1, 0]);
  });
});
