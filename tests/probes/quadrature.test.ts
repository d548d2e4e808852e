/**
 * Stochastic Lanczos quadrature: exact for polynomials along each direction, and near the true spread over several.
 */
import { Random } from "../../lib/index.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { fractionBelow, spectralMeasure } from "../../probes/quadrature.ts";
import { inner, normals } from "../../probes/vectors.ts";
import { stream, withSpectrum } from "./subjects.ts";

const n = 80;
const eigenvalues = Array.from({ length: n }, (_, i) => (i < 60 ? i / 60 : 2 + (i - 60) / 20));
const operator = matrixOperator(withSpectrum(stream(0), eigenvalues), n, "a");

describe("a spectral measure", () => {
  it("integrates powers up to 2m − 1 along its direction exactly: Σ wθᵏ = vᵀAᵏv", () => {
    const steps = 6;
    const { measures } = spectralMeasure(operator, { steps, starts: 3, seed: 5 });
    const random = Random.stream(5, "lanczos");
    for (const { nodes, weights } of measures) {
      const v = normals(random, n);
      let power: Float64Array = v;
      for (let k = 0; k <= 2 * steps - 1; k++) {
        const exact = inner(v, power) / inner(v, v);
        const quadrature = weights.reduce((sum, weight, i) => sum + weight * nodes[i]! ** k, 0);
        expect(Math.abs(quadrature / exact - 1)).toBeLessThanOrEqual(1e-12);
        power = operator.apply(power);
      }
    }
  });

  it("is within 1 % of the range of the true spread, as areas between the two distributions go", () => {
    const measure = spectralMeasure(operator, { steps: 40, starts: 40 });
    const ends = Array.from({ length: 301 }, (_, i) => i / 100);
    const area = ends.reduce((sum, x) => {
      const exact = eigenvalues.filter((value) => value <= x).length / n;
      return sum + Math.abs(fractionBelow(measure, x).value - exact) / 100;
    }, 0);
    expect(area).toBeLessThanOrEqual(0.03); // of a range of 3
    expect(measure.products).toBe(1600);
  });

  it("knows how uncertain it is", () => {
    const gap = 1.5; // between the two groups of eigenvalues: 3/4 lie below
    const off = Array.from({ length: 150 }, (_, seed) => {
      const { value, standardError } = fractionBelow(spectralMeasure(operator, { steps: 12, seed }), gap);
      return Math.abs(value - 0.75) / standardError;
    });
    const covered = off.filter((z) => z <= 2.26).length / 150; // t for 9 degrees of freedom: 95 %
    expect(covered).toBeGreaterThanOrEqual(0.9);
    expect(covered).toBeLessThanOrEqual(0.98);
  });

  it("goes from nothing to everything", () => {
    const measure = spectralMeasure(operator, { steps: 10 });
    expect(fractionBelow(measure, -1)).toEqual({ value: 0, standardError: 0 });
    expect(fractionBelow(measure, 4).value).toBeCloseTo(1, 13);
    expect(measure.description).toBe("a");
  });
});
