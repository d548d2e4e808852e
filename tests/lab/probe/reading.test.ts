import { curvatureReading, inputReading } from "../../../lab/probe/reading.ts";
import { conditionBound, conditionNumber, conditionOfRows, matrixOperator } from "../../../probes/index.ts";

const diagonal = (...values: number[]) =>
  matrixOperator(
    Float64Array.from({ length: values.length ** 2 }, (_, at) =>
      at % (values.length + 1) === 0 ? values[at / (values.length + 1)]! : 0,
    ),
    values.length,
  );

it("keeps interval, inertia and spectrum of what is certified", () => {
  const seen = curvatureReading(conditionNumber(diagonal(1, 2, 8)), 3);
  expect(seen).toMatchObject({ size: 3, status: "certified", spectrum: [1, 2, 8], kappaAtLeast: null });
  expect(seen.inertia).toEqual({ negative: 0, zero: 0, positive: 3 });
  expect(seen.kappa!.low).toBeLessThanOrEqual(8);
  expect(seen.kappa!.high).toBeGreaterThanOrEqual(8);
});

it("writes an infinite κ as null, and gives none to what is indefinite", () => {
  expect(curvatureReading(conditionNumber(diagonal(0, 2, 8), { nullity: 1 }), 3)).toMatchObject({
    status: "singular",
    kappa: { value: null, high: null },
    kappaStar: { value: 4 },
  });
  expect(curvatureReading(conditionNumber(diagonal(-1, 2, 8)), 3)).toMatchObject({
    ...{ status: "indefinite", kappa: null, kappaStar: null },
  });
});

it("keeps presumed zeros apart from predicted ones: κ* stands under another name", () => {
  expect(curvatureReading(conditionNumber(diagonal(0, 2, 8)), 3)).toMatchObject({
    ...{ status: "presumed", kappaStar: null },
    kappa: { value: null, high: null },
    kappaStarIfZero: { value: 4 },
  });
});

it("tells a bound from a spectrum", () => {
  const seen = curvatureReading(conditionBound(diagonal(1, 2, 8)), 3);
  expect(seen).toMatchObject({ size: 3, status: "bound", spectrum: null, inertia: null, kappa: null });
  expect(seen.kappaAtLeast).toBeCloseTo(8, 10);
});

it("writes the κ of rows without full rank as null beside its κ*", () => {
  const full = conditionOfRows({ entries: Float64Array.of(1, 0, 0, 2), rows: 2, columns: 2 });
  const flat = conditionOfRows({ entries: Float64Array.of(3, 3), rows: 1, columns: 2 });
  const seen = inputReading({
    ...{ layer: "0.weight", rows: 2, columns: 2 },
    ...{ hat: full, centred: flat, scaled: undefined, running: undefined },
  });
  expect(seen).toEqual({
    ...{ rows: 2, columns: 2, scaled: null, running: null },
    hat: { rank: 2, kappa: 2, kappaStar: 2 },
    centred: { rank: 1, kappa: null, kappaStar: 1 },
  });
});
