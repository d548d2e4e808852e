/**
 * Singular values in double-double, by counts of eigenvalues of AᵀA in whole numbers: each must lie within the error that
 * is claimed, also where columns differ by many decades, or depend on each other.
 */
import { longSingularValues, Random, singularValues, UserError } from "../../../lib/index.ts";
import { exactly } from "../../support/exact.ts";
import { eigenvaluesBelow, exactMatrix, gram } from "../../support/exact-inertia.ts";

const long = (entries: Float64Array, m: number, n: number, low = new Float64Array(m * n)) =>
  longSingularValues({ high: entries, low }, m, n);

/** A random matrix with columns of length 10^−6 to 10^6. */
function drawn(seed: number, m: number, n: number): Float64Array {
  const random = Random.stream(seed, "long singular values");
  const scales = Array.from({ length: n }, () => 10 ** random.between(-6, 6));
  return Float64Array.from({ length: m * n }, (_, at) => scales[at % n]! * random.normal());
}

it.each([
  [0, 9, 4],
  [1, 5, 5],
  [2, 20, 3],
])("are right to 25 digits: matrix %d", (seed, m, n) => {
  const a = drawn(seed, m, n);
  const { values, exponent } = long(a, m, n);
  const whole = gram(exactMatrix(a, m, n));
  values.forEach(({ high, low }, i) => {
    const sigma = exactly(high * 2 ** exponent) + exactly(low * 2 ** exponent);
    const below = (factor: bigint): number =>
      eigenvaluesBelow(whole, (sigma * sigma * (10n ** 25n + factor)) / 10n ** 25n);
    expect([below(-2n), below(2n)]).toEqual([n - 1 - i, n - i]);
  });
});

it("use the low parts", () => {
  const a = Float64Array.of(1, 0, 0, 1);
  const { values } = long(a, 2, 2, Float64Array.of(1e-20, 0, 0, 0));
  expect(values[0]!.high * 2 ** 0 + 0).toBe(1);
  expect(values[0]!.low / 1e-20).toBeCloseTo(1, 8);
  expect(values[1]!.low).toBe(0);
});

it("are those of Float64, up to its rounding", () => {
  const a = drawn(3, 12, 6);
  const { values, exponent } = long(a, 12, 6);
  singularValues(a, 12, 6).forEach((value, i) =>
    expect((values[i]!.high * 2 ** exponent) / value).toBeCloseTo(1, 12),
  );
});

it.each([1e200, 1e-170, 1])("neither overflow nor underflow: diag(1, 2)·%d", (scale) => {
  const { values, exponent } = long(Float64Array.of(scale, 0, 0, 2 * scale), 2, 2);
  expect(values[0]!.high / values[1]!.high).toBe(2);
  expect((values[1]!.high * 2 ** exponent) / scale).toBeCloseTo(1, 15);
});

describe("of dependent columns", () => {
  it("one is zero up to the rounding, and the rest is right", () => {
    const a = Float64Array.from([1, 2, 3, 4, 5, 6].flatMap((x) => [x, 2 * x, x * x]));
    const { values, exponent, columnError } = long(a, 6, 3);
    expect(values[2]!.high).toBeLessThanOrEqual(columnError * values[0]!.high);
    expect((values[1]!.high * 2 ** exponent) / singularValues(a, 6, 3)[1]!).toBeCloseTo(1, 12);
  });

  it("that are multiples of one, all others are zero", () => {
    const a = Float64Array.from([3, 1, 4].flatMap((x) => [x, x / 3, 7 * x, x / 7]));
    expect(long(a, 3, 4).values.slice(1).every(({ high }) => high < 1e-15)).toBe(true); // prettier-ignore
  });

  it("of zeros all are zero", () => {
    expect(long(new Float64Array(6), 3, 2).values.map(({ high }) => high)).toEqual([0, 0]);
  });
});

it("refuse what is not a finite matrix", () => {
  expect(() => long(Float64Array.of(1, NaN), 1, 2)).toThrow(UserError);
});
