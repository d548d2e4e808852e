import fc from "fast-check";
import { ShapeError, UserError } from "../../../lib/errors.ts";
import { symmetricEigen } from "../../../lib/linalg/symmetric-eigen.ts";
import { exactly } from "../../support/exact.ts";
import { eigenvaluesBelow, exactMatrix } from "../../support/exact-inertia.ts";
import {
  gallery,
  hilbert,
  matrix,
  orthogonality,
  randomSymmetric,
  spectralResidual,
  symmetric,
  withEigenvalues,
} from "../../support/matrices.ts";

/** The bounds that design and tests hold this to; what is seen is 1.2e-15·√n and 5e-15. */
function expectDecomposition(a: Float64Array, n: number): void {
  const before = a.slice();
  const { values, vectors } = symmetricEigen(a, n, { vectors: true });
  expect(a).toEqual(before);
  expect(spectralResidual(a, n, values, vectors!)).toBeLessThanOrEqual(2e-15 * Math.sqrt(n));
  expect(orthogonality(vectors!, n, n)).toBeLessThanOrEqual(1e-14);
  expect([...values].sort((x, y) => x - y)).toEqual([...values]);
  expect(symmetricEigen(a, n)).toEqual({ values });
}

describe("symmetricEigen", () => {
  it.each(gallery())("decomposes: $name", ({ n, a }) => expectDecomposition(a, n));

  it("decomposes matrices of any finite numbers", () => {
    const numbers = fc.oneof(
      fc.double({ min: -1e300, max: 1e300, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.integer({ min: -3, max: 3 }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(numbers, { minLength: 81, maxLength: 81 }),
        (n, pool) => {
          // Below 1e-290 numbers lose digits on the way back from the scaled matrix.
          const a = symmetric(n, (i, j) => (Math.abs(pool[i * 9 + j]!) < 1e-290 ? 0 : pool[i * 9 + j]!));
          expectDecomposition(a, n);
        },
      ),
    );
  });

  it("puts every eigenvalue where exact arithmetic has it", () => {
    const n = 8;
    const cases = [hilbert(n), randomSymmetric(n, 1), withEigenvalues([1, 1, 1, 1, 2, 2, 3, 1e8], 2)];
    for (const a of cases) {
      const { values } = symmetricEigen(a, n);
      const margin = exactly(2e-15 * Math.max(-values[0]!, values[n - 1]!));
      const exact = exactMatrix(a, n, n);
      values.forEach((value, k) => {
        expect(eigenvaluesBelow(exact, exactly(value) - margin)).toBeLessThanOrEqual(k);
        expect(eigenvaluesBelow(exact, exactly(value) + margin)).toBeGreaterThan(k);
      });
    }
  });

  it("keeps eigenvalues under a change of basis, a shift and a sign", () => {
    const planted = [-3, -3, -1e-3, 0, 2, 2, 2, 40];
    const a = withEigenvalues(planted, 5);
    const { values } = symmetricEigen(a, 8);
    values.forEach((value, i) => expect(value).toBeCloseTo(planted[i]!, 12));
    const shifted = symmetricEigen(
      matrix(8, 8, (i, j) => -a[i * 8 + j]! + (i === j ? 7 : 0)),
      8,
    );
    shifted.values.forEach((value, i) => expect(value).toBeCloseTo(7 - planted[7 - i]!, 12));
  });

  it("works among subnormal numbers as far as they have digits", () => {
    const a = randomSymmetric(20, 10);
    const { values } = symmetricEigen(a, 20);
    const small = symmetricEigen(
      a.map((x) => x * 2 ** -1060),
      20,
    );
    const units = 20 * 5e-324;
    values.forEach((value, i) =>
      expect(Math.abs(small.values[i]! - value * 2 ** -1060)).toBeLessThanOrEqual(units),
    );
  });

  it("reads the upper triangle alone", () => {
    const a = randomSymmetric(7, 1);
    const other = a.map((x, at) => (Math.floor(at / 7) > at % 7 ? 99 : x));
    expect(symmetricEigen(other, 7)).toEqual(symmetricEigen(a, 7));
  });

  it("refuses other shapes and numbers that are not finite", () => {
    expect(() => symmetricEigen(new Float64Array(6), 2)).toThrow(ShapeError);
    expect(() => symmetricEigen(Float64Array.of(1, 2, NaN, 3), 2)).toThrow(UserError);
    expect(() => symmetricEigen(Float64Array.of(1, -Infinity, 0, 3), 2)).toThrow(
      "symmetricEigen: element (0, 1) is -Infinity. Give finite numbers only.",
    );
  });
});
