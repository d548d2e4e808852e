/**
 * Roots of the second derivatives by the outputs: of which form they are, and that Σ r·rᵀ is within the error claimed.
 */
import { rootsOf, type CurvatureRoots } from "../../probes/curvature-roots.ts";

const squared = ({ roots }: CurvatureRoots, j: number, units: number): number[] =>
  Array.from({ length: units * units }, (_, at) =>
    roots[j]!.reduce((sum, r) => sum + r[Math.floor(at / units)]!.high * r[at % units]!.high, 0),
  );

const softmax = (p: readonly number[]): Float64Array =>
  Float64Array.from(p.flatMap((x, i) => p.map((y, k) => (i === k ? x * (1 - x) : -x * y))));

it("one constant for all is right to a fraction of itself", () => {
  const found = rootsOf([Float64Array.of(0.3, 0, 0, 0.3), Float64Array.of(0.3, 0, 0, 0.3)], 2);
  expect(found).toMatchObject({ form: "constant", negativePart: 0, relative: 2 * Number.EPSILON });
  squared(found, 1, 2).forEach((x, at) => expect(x).toBeCloseTo([0.3, 0, 0, 0.3][at]!, 15));
});

describe("that of a softmax", () => {
  const certain = [1 - 3e-12, 2e-12, 1e-12];
  const s = [softmax([0.2, 0.3, 0.5]), softmax(certain)];
  const found = rootsOf(s, 3);

  it("has one row fewer than units, all orthogonal to (1, …, 1)", () => {
    expect(found.form).toBe("Laplacian");
    for (const rows of found.roots) {
      expect(rows).toHaveLength(2);
      for (const row of rows) expect(row.reduce((sum, { high }) => sum + high, 0)).toBeCloseTo(0, 15);
    }
  });

  it("is made of its pairs, and so exact where 1 − p has lost digits", () => {
    squared(found, 0, 3).forEach((x, at) => expect(x).toBeCloseTo(s[0]![at]!, 15));
    // p₀·(1 − p₀) = p₀·(p₁ + p₂), which the sum of pairs knows to 15 digits and the difference to 4.
    expect(squared(found, 1, 3)[0]! / (certain[0]! * 3e-12)).toBeCloseTo(1, 14);
    expect(Math.abs(s[1]![0]! / (certain[0]! * 3e-12) - 1)).toBeGreaterThan(1e-6);
  });

  it("is right to more roundings where the logarithm is large", () => {
    expect(found.relative).toBeGreaterThan(rootsOf([s[0]!], 3).relative);
    expect(found.relative).toBeLessThan(100 * Number.EPSILON);
  });
});

describe("any other", () => {
  it("has an error in norm, with its asymmetry", () => {
    const one = rootsOf([Float64Array.of(2, 1, 1, 2)], 2);
    const skew = rootsOf([Float64Array.of(2, 1, 1 + 1e-9, 2)], 2);
    expect(one).toMatchObject({ form: "general", negativePart: 0, relative: 0 });
    squared(one, 0, 2).forEach((x, at) => expect(x).toBeCloseTo([2, 1, 1, 2][at]!, 14));
    expect(one.absolute[0]).toBe(8 * Number.EPSILON * 2);
    expect(skew.absolute[0]! - one.absolute[0]!).toBeGreaterThan(4e-10);
  });

  it("leaves out what is 0 up to the rounding, and says how much", () => {
    const found = rootsOf([Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 0, 0, 0.5)], 2);
    expect(found.roots.map((rows) => rows.length)).toEqual([1, 2]);
    expect(found.absolute[0]).toBeGreaterThanOrEqual(found.absolute[1]!);
  });

  it("counts negative eigenvalues", () => {
    expect(rootsOf([Float64Array.of(1), Float64Array.of(-1), Float64Array.of(2), Float64Array.of(3)], 1).negativePart).toBe(0.25); // prettier-ignore
  });
});
