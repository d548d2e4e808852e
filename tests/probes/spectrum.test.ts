/**
 * Eigenvalues with their brackets: by a matrix and by a factor, confirmed from outside, and not where they are wrong.
 */
import { dense } from "../../probes/dense.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { floor, margin } from "../../probes/rounding.ts";
import { spectrumOf, spectrumOfFactor } from "../../probes/spectrum.ts";
import { product, transposed } from "../preconditioners/dense.ts";
import { normals, valuesOfMatrix } from "../preconditioners/cases.ts";
import { orthogonal, stream, withSpectrum } from "./subjects.ts";

const matrixWith = (eigenvalues: readonly number[], seed = 0) =>
  dense(matrixOperator(withSpectrum(stream(seed), eigenvalues), eigenvalues.length, "a"));

describe("the spectrum of a matrix", () => {
  const eigenvalues = [-2, -1e-3, 0, 0, 1e-6, 3, 5];
  const spectrum = spectrumOf(matrixWith(eigenvalues));

  it("has every planted eigenvalue within its bracket, and narrow brackets", () => {
    eigenvalues.forEach((planted, place) => {
      const { low, high } = spectrum.bracket(place);
      expect(low).toBeLessThanOrEqual(planted);
      expect(high).toBeGreaterThanOrEqual(planted);
      expect(high - low).toBeLessThanOrEqual(2.01 * margin(7) * 5);
    });
  });

  it("confirms how many are below a number, and denies what is not so", () => {
    expect([spectrum.confirms(2, -1e-12), spectrum.confirms(4, 1e-12), spectrum.confirms(7, 6)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(spectrum.confirms(3, -1e-12)).toBe(false);
  });

  it("says by what an eigenvalue is zero", () => {
    expect(spectrum.threshold).toBeCloseTo(floor(7) * 5, 25);
    expect(spectrum).toMatchObject({ size: 7, description: "a", power: 1, asymmetry: 0, products: 7 });
  });

  it("allows for the asymmetry that the products had", () => {
    const skew = withSpectrum(stream(1), [1, 2]);
    skew[1]! += 1e-6;
    const { margin: width, threshold, asymmetry } = spectrumOf(dense(matrixOperator(skew, 2)));
    expect(asymmetry).toBeCloseTo(1e-6 / Math.SQRT2, 12);
    expect([width > asymmetry, threshold > asymmetry]).toEqual([true, true]);
  });

  it.each([
    [[1.0000001, 2, 3, 4], 0],
    [[1, 2, 3, 4.0000001], 3],
    [[2, 2, 3, 4], 0],
    [[1, 2, 3, 3], 3],
  ])("does not certify what a solver got wrong: %j", (claimed, wrong) => {
    const { bracket } = spectrumOf(matrixWith([1, 2, 3, 4]), Float64Array.from(claimed));
    expect(bracket(wrong)).toEqual({ value: claimed[wrong], low: -Infinity, high: Infinity });
    expect(Number.isFinite(bracket(3 - wrong).low)).toBe(true);
  });
});

describe("the spectrum of a factor", () => {
  it("is that of FᵀF", () => {
    const f = normals(stream(2), 9, 4);
    const entries = Float64Array.from(f.flat());
    const { eigenvalues } = spectrumOfFactor({ entries, rows: 9, columns: 4 }, "f");
    const whole = Float64Array.from(product(transposed(f), f).flat());
    const direct = spectrumOf(dense(matrixOperator(whole, 4))).eigenvalues;
    eigenvalues.forEach((value, i) => expect(value / direct[i]!).toBeCloseTo(1, 12));
  });

  it("knows small eigenvalues to digits that the product has lost", () => {
    const singular = [1e-9, 1e-5, 1e-1, 1];
    const [u, v] = [orthogonal(stream(3), 4), orthogonal(stream(4), 4)];
    const scaled = u.map((value, at) => value * singular[at % 4]!);
    const f = product(rowsOf(scaled), transposed(rowsOf(v)));
    const spectrum = spectrumOfFactor({ entries: Float64Array.from(f.flat()), rows: 4, columns: 4 }, "f");
    const { low, high } = spectrum.bracket(0);
    expect(low).toBeLessThanOrEqual(1e-18);
    expect(high).toBeGreaterThanOrEqual(1e-18);
    expect(spectrum.eigenvalues[0]! / 1e-18).toBeCloseTo(1, 5);
    const whole = Float64Array.from(product(transposed(f), f).flat());
    const lost = spectrumOf(dense(matrixOperator(whole, 4))).eigenvalues[0]!;
    expect(Math.abs(lost / 1e-18 - 1)).toBeGreaterThan(0.5);
  });

  it("has a zero for each column that rows are too few for", () => {
    const entries = valuesOfMatrix(normals(stream(5), 2, 5)).data;
    const { eigenvalues, threshold, confirms } = spectrumOfFactor({ entries, rows: 2, columns: 5 }, "f");
    expect([...eigenvalues.slice(0, 3)]).toEqual([0, 0, 0]);
    expect(eigenvalues[3]!).toBeGreaterThan(threshold);
    expect([confirms(3, threshold), confirms(2, threshold)]).toEqual([true, false]);
  });
});

const rowsOf = (entries: Float64Array): number[][] => {
  const n = Math.sqrt(entries.length);
  return Array.from({ length: n }, (_, i) => [...entries.slice(i * n, (i + 1) * n)]);
};
