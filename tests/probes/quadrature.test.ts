/**
 * Stochastic Lanczos quadrature: exact for polynomials along each direction, and near the true spread over several.
 */
import { inspect } from "node:util";
import { Random } from "../../lib/index.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { fractionBelow, spectralMeasure } from "../../probes/quadrature.ts";
import { inner, normals } from "../../probes/vectors.ts";
import { cases, coverage, diagonal } from "./spreads.ts";
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
    const ends = Array.from({ length: 61 }, (_, i) => i / 20);
    const area = ends.reduce((sum, x) => {
      const exact = eigenvalues.filter((value) => value <= x).length / n;
      return sum + Math.abs(fractionBelow(measure, x).value! - exact) / 20;
    }, 0);
    expect(area).toBeLessThanOrEqual(0.03); // of a range of 3
    expect(measure.products).toBe(1600);
  });

  it("prints as a sentence, and its JSON has all its numbers", () => {
    const measure = spectralMeasure(operator, { steps: 3, starts: 2 });
    expect(inspect(measure)).toMatch(
      /^spectral measure of a: 80 eigenvalues by 2 starts and 6 products, Ritz/,
    );
    expect(Object.keys(JSON.parse(JSON.stringify(measure)) as object)).toEqual(Object.keys(measure));
  });
});

describe("the fraction of eigenvalues below a threshold", () => {
  it("has an interval that holds the truth, or none: log-uniform, uniform and clustered spectra", () => {
    const found = cases.map((one) => coverage(one, 3));
    const covered = found.reduce((sum, one) => sum + one.covered, 0) / found.length;
    expect(covered).toBeGreaterThanOrEqual(0.9);
    for (const { cannotTell, width } of found) if (cannotTell === 0) expect(width).toBeLessThan(0.2);
  });

  it("cannot be told where no Ritz value resolves the threshold, and the answer says so", () => {
    // Ten starts of twenty steps agree that nothing lies below 1e-5, where half of all eigenvalues are.
    const [logUniform] = cases;
    const fraction = fractionBelow(spectralMeasure(diagonal(logUniform!.eigenvalues), { steps: 20 }), 1e-5);
    expect(fraction).toMatchObject({ status: "unresolved", value: undefined });
    expect(fraction.low).toBeLessThan(0.5);
    expect(fraction.high).toBeGreaterThan(0.5);
    expect(inspect(fraction)).toMatch(/^Ritz values do not resolve the threshold: .* Take more steps$/);
  });

  it("is as uncertain as the directions alone where the Krylov space is exhausted", () => {
    const clusters = Array.from({ length: 300 }, (_, i) => (i < 75 ? 1 : 4));
    const measure = spectralMeasure(diagonal(clusters), { steps: 5, starts: 8 });
    expect(measure.measures.every(({ exhausted }) => exhausted)).toBe(true);
    const { quadrature, standardError, reason } = fractionBelow(measure, 2);
    expect(quadrature.high).toBe(quadrature.low);
    const p = quadrature.low;
    expect(standardError).toBeCloseTo(Math.sqrt((2 * p * (1 - p)) / (302 * 8)), 12);
    expect(reason).toMatch(/more starts make it narrower$/);
  });

  it("counts an eigenvalue that is the threshold but for rounding as perhaps below, perhaps not", () => {
    const clusters = Array.from({ length: 300 }, (_, i) => (i < 75 ? 1 : 4));
    const { quadrature } = fractionBelow(spectralMeasure(diagonal(clusters), { steps: 5 }), 1);
    expect(quadrature.low).toBe(0);
    expect(quadrature.high).toBeGreaterThan(0.2);
  });

  it("goes from nothing to everything", () => {
    const measure = spectralMeasure(operator, { steps: 10 });
    expect(fractionBelow(measure, -1)).toMatchObject({ status: "resolved", low: 0 });
    expect(fractionBelow(measure, -1).quadrature.high).toBeLessThan(1e-6);
    expect(fractionBelow(measure, 4).quadrature.low).toBeGreaterThan(1 - 1e-6);
    expect(fractionBelow(measure, 4).high).toBe(1);
    expect(measure.description).toBe("a");
  });
});
