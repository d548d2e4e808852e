/**
 * Probes of matrices at the ends of the numbers: scale changes no ratio, and the zero matrix, the empty one and one of a
 * single row are told in words. No answer holds a NaN.
 */
import { UserError } from "../../lib/index.ts";
import { conditionOf } from "../../probes/condition.ts";
import { dense } from "../../probes/dense.ts";
import { diagonal as diagonalOf, trace } from "../../probes/hutchinson.ts";
import { conditionBound } from "../../probes/lanczos.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { fractionBelow, spectralMeasure } from "../../probes/quadrature.ts";
import { spectrumOf } from "../../probes/spectrum.ts";
import { stream, withSpectrum } from "./subjects.ts";

const entries = withSpectrum(stream(1), [0.5, 1, 1.5, 2, 7, 8]);
const scaled = (factor: number) =>
  matrixOperator(
    entries.map((value) => value * factor),
    6,
    "a",
  );

const answers = (factor: number) => {
  const a = scaled(factor);
  const bound = conditionBound(a, { steps: 4 });
  const { value, standardError } = trace(a);
  const { standardErrors } = diagonalOf(a);
  const { low, high } = fractionBelow(spectralMeasure(a, { steps: 4 }), 3 * factor);
  return [
    bound.kappaAtLeast!,
    value / factor,
    standardError / factor,
    standardErrors[2]! / factor,
    low,
    high,
  ];
};

it.each([1e-290, 1e-160, 1e160, 1e300])("ratios do not change with the scale: %d", (factor) => {
  const unscaled = answers(1);
  answers(factor).forEach((value, i) => expect(value / unscaled[i]!).toBeCloseTo(1, 9));
});

it("a zero matrix has no κ, and bounds say so too", () => {
  const zero = matrixOperator(new Float64Array(9), 3);
  const bound = conditionBound(zero);
  expect(bound).toMatchObject({ status: "zero", kappaAtLeast: undefined, reason: "every product was zero" });
  expect(conditionOf(spectrumOf(dense(zero)))).toMatchObject({ status: "zero", kappa: undefined });
  expect(fractionBelow(spectralMeasure(zero), 0).value).toBe(1);
  expect(fractionBelow(spectralMeasure(zero), -1).value).toBe(0);
  expect(trace(zero)).toMatchObject({ value: 0, standardError: 0 });
});

it.each([3, -3, 5e-324, 1e300])("one row has itself for a spectrum: [%d]", (value) => {
  const one = matrixOperator(Float64Array.of(value), 1);
  expect(conditionBound(one).status).toBe(value < 0 ? "indefinite" : "bound");
  expect(trace(one).value).toBe(value);
  expect(fractionBelow(spectralMeasure(one), value * (value < 0 ? 0.5 : 2)).value).toBe(1);
});

it("subnormal matrices give bounds and no noise", () => {
  const ritz = conditionBound(scaled(1e-320), { steps: 6 }).ritz.flatMap((values) => [...values]);
  expect(Math.max(...ritz)).toBeLessThan(9e-320);
  expect(Math.min(...ritz)).toBeGreaterThan(-1e-321);
});

it("an empty matrix and a product that is not finite are refused in a sentence", () => {
  const empty = matrixOperator(new Float64Array(0), 0, "nothing");
  const infinite = { size: 2, description: "infinite", apply: () => Float64Array.of(Infinity, 1) };
  for (const probe of [dense, conditionBound, spectralMeasure]) {
    expect(() => probe(empty)).toThrow(/nothing has no rows/);
  }
  for (const probe of [dense, conditionBound, spectralMeasure, trace, diagonalOf]) {
    expect(() => probe(infinite)).toThrow(UserError);
  }
  expect(() => fractionBelow(spectralMeasure(scaled(1)), NaN)).toThrow("the threshold is NaN");
});
