/**
 * Eigenvalues of a matrix with their brackets: confirmed from outside, and not where they are wrong.
 */
import { dense } from "../../probes/dense.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { floor, margin } from "../../probes/rounding.ts";
import { spectrumOf } from "../../probes/spectrum.ts";
import { stream, withSpectrum } from "./subjects.ts";

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
    const { bracket, threshold, asymmetry } = spectrumOf(dense(matrixOperator(skew, 2)));
    expect(asymmetry).toBeCloseTo(1e-6 / Math.SQRT2, 12);
    expect([bracket(0).high - bracket(0).value > asymmetry, threshold > asymmetry]).toEqual([true, true]);
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
