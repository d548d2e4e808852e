/**
 * Eigenvalues of FᵀF with their brackets, from the singular values of F.
 */
import { conditionOf } from "../../probes/condition.ts";
import { dense } from "../../probes/dense.ts";
import { spectrumOfFactor } from "../../probes/factor-spectrum.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { spectrumOf, type Spectrum } from "../../probes/spectrum.ts";
import { product, transposed } from "../preconditioners/dense.ts";
import { normals, valuesOfMatrix } from "../preconditioners/cases.ts";
import { orthogonal, stream } from "./subjects.ts";

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
    // Up to the rounding with which the entries were stored: 1e-16 of the largest singular value.
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

describe("where squares overflow or underflow", () => {
  it.each([
    [1e200, 4],
    [1e-170, 4],
  ])("κ is right, and eigenvalues are in units of a power of two: diag(1, 2)·%d", (scale, kappa) => {
    const entries = Float64Array.of(scale, 0, 0, 2 * scale);
    const spectrum = spectrumOfFactor({ entries, rows: 2, columns: 2 }, "f");
    const result = conditionOf(spectrum);
    expect(result).toMatchObject({ status: "certified", exponent: spectrum.exponent });
    expect(result.kappa!.value).toBe(kappa);
    expect([result.kappa!.low <= kappa, result.kappa!.high >= kappa]).toEqual([true, true]);
    expect(spectrum.exponent).not.toBe(0);
    expect(spectrum.description).toBe(`f, eigenvalues in units of 2^${spectrum.exponent}`);
    const logarithm = Math.log2(spectrum.eigenvalues[0]!) + spectrum.exponent;
    expect(logarithm).toBeCloseTo(2 * Math.log2(scale), 8);
  });

  it("and not where they do not", () => {
    expect(spectrumOfFactor({ entries: Float64Array.of(1e60), rows: 1, columns: 1 }, "f")).toMatchObject({
      exponent: 0,
      description: "f",
    });
  });
});

describe("the error of the factor", () => {
  const rows = { entries: Float64Array.of(1, 0, 0, 1e-3), low: new Float64Array(4), rows: 2, columns: 2 };
  const width = (spectrum: Spectrum, place: number): number => {
    const { value, low, high } = spectrum.bracket(place);
    return (high - low) / 2 / value;
  };

  it("as a fraction is the same fraction of each eigenvalue", () => {
    const spectrum = spectrumOfFactor({ ...rows, relative: 1e-9, certifies: "layer block" }, "f");
    expect([width(spectrum, 0), width(spectrum, 1)].map((x) => x.toPrecision(5))).toEqual(["1.0000e-9", "1.0000e-9"]); // prettier-ignore
    expect(spectrum.certifies).toBe("layer block");
  });

  it("as GᵀG is what G can do to each: here 1e-12 in norm, and all of it to the least", () => {
    const besides = { entries: Float64Array.of(0, 1e-6), rows: 1, columns: 2 };
    const spectrum = spectrumOfFactor({ ...rows, relative: 0, besides, certifies: "layer block" }, "f");
    expect(width(spectrum, 0) / 1e-6).toBeCloseTo(1, 1);
    expect(width(spectrum, 1)).toBeLessThanOrEqual(1.01e-12);
  });
});
