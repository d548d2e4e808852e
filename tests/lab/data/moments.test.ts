import fc from "fast-check";
import { featureMoments } from "../../../lab/data/moments.ts";
import { columnMoments } from "../../../lib/index.ts";

const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 });
const real = ({ unit, mean, variance }: { unit: number; mean: number; variance: number }) => ({
  mean: unit * mean,
  sd: unit * Math.sqrt(variance),
});

describe("featureMoments", () => {
  it("scales with the data by powers of two, from one end of the range to the other, bit for bit", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -900, max: 1020 }), (x, k) => {
        // Multiples of 2⁻³⁰, so that scaling by 2ᵏ is exact.
        const column = Float64Array.from(x, (value) => Math.round(value * 2 ** 30) / 2 ** 30);
        const [plain] = featureMoments(column, x.length, 1).map(real);
        const [scaled] = featureMoments(
          column.map((value) => value * 2 ** k),
          x.length,
          1,
        ).map(real);
        expect(scaled!.mean / 2 ** k).toBe(plain!.mean);
        expect(scaled!.sd / 2 ** k).toBeCloseTo(plain!.sd, 14);
      }),
    );
  });

  it("is what lib computes wherever that is a Float64", () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i) * 10 ** ((i % 4) * 5));
    const { mean, variance } = columnMoments(x, 10, 4);
    expect(featureMoments(x, 10, 4)).toEqual(
      Array.from(mean, (m, j) => ({ unit: 1, mean: m, variance: variance[j]! })),
    );
  });

  it("bears the largest and the smallest numbers, and constants", () => {
    const largest = Number.MAX_VALUE;
    const found = featureMoments(Float64Array.of(largest, 5e-324, 7, 0, -largest, 0, 7, 0), 2, 4).map(real);
    expect(found[0]).toEqual({ mean: 0, sd: largest });
    expect(found[1]!.sd).toBe(5e-324 / 2);
    expect(found[2]).toEqual({ mean: 7, sd: 0 });
    expect(found[3]).toEqual({ mean: 0, sd: 0 });
  });
});
