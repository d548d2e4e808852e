/**
 * Trace and diagonal by random signs: exact where they must be, and else within the errors that they claim.
 */
import { diagonal, trace } from "../../probes/hutchinson.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { stream, withSpectrum } from "./subjects.ts";

const n = 12;
const a = withSpectrum(stream(0), Array.from({ length: n }, (_, i) => 10 ** (-i / 3))); // prettier-ignore
const operator = matrixOperator(a, n, "a");
const exactTrace = Array.from({ length: n }, (_, i) => a[i * (n + 1)]!).reduce((sum, x) => sum + x, 0);

describe("the trace", () => {
  it("of a diagonal matrix is exact, and says so", () => {
    const d = Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? at + 1 : 0));
    expect(trace(matrixOperator(d, 3), { samples: 2 })).toMatchObject({
      value: 15,
      standardError: 0,
      products: 2,
    });
  });

  it("is covered by its 95 % interval as often as it should be", () => {
    const seeds = 400;
    let covered = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const { value, standardError } = trace(operator, { samples: 40, seed });
      if (Math.abs(value - exactTrace) <= 2.02 * standardError) covered++; // t quantile for 39 degrees of freedom
    }
    expect(covered / seeds).toBeGreaterThanOrEqual(0.92);
    expect(covered / seeds).toBeLessThanOrEqual(0.98);
  });

  it("has the standard error of the mean of its samples", () => {
    // The samples of [0 1; 1 0] are ±2. Of two that differ the mean is 0, their variance (divisor 1) 8, its root over 2: 2.
    const exchange = matrixOperator(Float64Array.of(0, 1, 1, 0), 2);
    const found = Array.from({ length: 20 }, (_, seed) => trace(exchange, { samples: 2, seed }));
    const apart = found.filter(({ value }) => value === 0);
    expect(apart.length).toBeGreaterThan(2);
    for (const { standardError } of apart) expect(standardError).toBe(2);
    for (const { value, standardError } of found) if (value !== 0) expect(standardError).toBe(0);
  });

  it("has an error that falls with the root of the number of samples", () => {
    const [few, many] = [50, 5000].map((samples) => trace(operator, { samples }).standardError);
    expect(few! / many!).toBeGreaterThan(7);
    expect(few! / many!).toBeLessThan(14);
  });

  it("follows its seed, and names its matrix", () => {
    expect(trace(operator, { seed: 3 })).toEqual(trace(operator, { seed: 3 }));
    expect(trace(operator, { seed: 3 }).value).not.toBe(trace(operator, { seed: 4 }).value);
    expect(trace(operator).description).toBe("a");
  });
});

describe("the diagonal", () => {
  it("is within four standard errors of the truth, entry by entry, and not closer than that by design", () => {
    const { values, standardErrors, products } = diagonal(operator, { samples: 200 });
    const off = values.map((value, i) => Math.abs(value - a[i * (n + 1)]!) / standardErrors[i]!);
    expect(Math.max(...off)).toBeLessThan(4);
    expect(Math.max(...off)).toBeGreaterThan(0.5);
    expect(products).toBe(200);
  });

  it("is exact for a diagonal matrix", () => {
    const d = Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? at + 1 : 0));
    const { values, standardErrors } = diagonal(matrixOperator(d, 3), { samples: 3 });
    expect([...values, ...standardErrors]).toEqual([1, 5, 9, 0, 0, 0]);
  });
});

describe("both", () => {
  it.each([1, 0, 2.5])("need at least two samples, not %d", (samples) => {
    expect(() => trace(operator, { samples })).toThrow("trace: ");
    expect(() => diagonal(operator, { samples })).toThrow("a whole number from 2");
  });
});
