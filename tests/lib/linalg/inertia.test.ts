import fc from "fast-check";
import { ShapeError, UserError } from "../../../lib/errors.ts";
import { inertia } from "../../../lib/linalg/inertia.ts";
import { symmetricEigen } from "../../../lib/linalg/symmetric-eigen.ts";
import { exactly } from "../../support/exact.ts";
import { eigenvaluesBelow, exactMatrix } from "../../support/exact-inertia.ts";
import {
  frobenius,
  gallery,
  matrix,
  normalMatrix,
  randomSymmetric,
  symmetric,
  times,
  transposed,
  withEigenvalues,
} from "../../support/matrices.ts";

describe("inertia", () => {
  it.each(gallery())("agrees with the eigenvalues at every gap: $name", ({ n, a }) => {
    const { values } = symmetricEigen(a, n);
    const margin = 1e-14 * Math.sqrt(n) * frobenius(a);
    for (let below = 0; below <= n; below += Math.ceil((n + 1) / 24)) {
      const from = below === 0 ? (values[0] ?? 0) - 2 * margin - 1 : values[below - 1]!;
      const to = below === n ? (values[n - 1] ?? 0) + 2 * margin + 1 : values[below]!;
      if (to - from <= 2 * margin) continue;
      expect(inertia(a, n, from / 2 + to / 2)).toEqual({ negative: below, zero: 0, positive: n - below });
    }
  });

  it("agrees with exact arithmetic next to the eigenvalues", () => {
    const n = 7;
    for (let seed = 0; seed < 5; seed++) {
      const a = randomSymmetric(n, seed);
      const exact = exactMatrix(a, n, n);
      for (const value of symmetricEigen(a, n).values) {
        for (const shift of [value - 1e-14, value + 1e-14, value * (1 + 1e-9)]) {
          expect(inertia(a, n, shift).negative).toBe(eigenvaluesBelow(exact, exactly(shift)));
        }
      }
    }
  });

  it("is Sylvester's: the same for A and S·A·Sᵀ, and turned around for −A", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(12), fc.nat(999), (n, negative, seed) => {
        const signs = Array.from({ length: n }, (_, i) => (i < negative ? -1 : 1) * (1 + i));
        const a = withEigenvalues(signs, seed);
        // I + 0.3·G/√n is regular and far from orthogonal.
        const g = normalMatrix(n, n, seed);
        const s = matrix(n, n, (i, j) => (i === j ? 1 : 0) + (0.3 * g[i * n + j]!) / Math.sqrt(n));
        const congruent = times(times(s, a, n, n, n), transposed(s, n, n), n, n, n);
        const expected = { negative: Math.min(n, negative), zero: 0, positive: Math.max(0, n - negative) };
        expect(inertia(a, n)).toEqual(expected);
        expect(inertia(congruent, n)).toEqual(expected);
        expect(
          inertia(
            a.map((x) => -x),
            n,
          ).negative,
        ).toBe(expected.positive);
      }),
    );
  });

  it("of a saddle point [H Bᵀ; B 0], H definite and B of full rank: n positive, m negative", () => {
    for (const [n, m] of [
      [6, 1],
      [6, 4],
      [10, 10],
      [30, 11],
    ] as const) {
      // prettier-ignore
      const b = normalMatrix(m, n, n);
      const g = normalMatrix(n, n, m);
      const h = times(g, transposed(g, n, n), n, n, n);
      const a = symmetric(n + m, (i, j) => (j < n ? h[i * n + j]! : i < n ? b[(j - n) * n + i]! : 0));
      expect(inertia(a, n + m)).toEqual({ negative: m, zero: 0, positive: n });
    }
  });

  it("of a zero diagonal: adjacency of the complete graph has −1 (n − 1 times) and n − 1", () => {
    const a = symmetric(15, (i, j) => (i === j ? 0 : 1));
    expect(inertia(a, 15)).toEqual({ negative: 14, zero: 0, positive: 1 });
    expect(inertia(Float64Array.of(0, 1, 1, 0), 2)).toEqual({ negative: 1, zero: 0, positive: 1 });
  });

  it("finds exact zeros where elimination is exact, and counts planted ones between −δ and δ", () => {
    expect(inertia(new Float64Array(16), 4)).toEqual({ negative: 0, zero: 4, positive: 0 });
    expect(inertia(new Float64Array(16).fill(1), 4)).toEqual({ negative: 0, zero: 3, positive: 1 });
    const planted = [-7, -1, -1e-3, 0, 0, 0, 0, 1e-3, 5, 5, 9];
    for (let seed = 0; seed < 20; seed++) {
      const a = withEigenvalues(planted, seed);
      expect(inertia(a, 11, -1e-12).negative).toBe(3);
      expect(inertia(a, 11, 1e-12).positive).toBe(4);
    }
  });

  it("takes the shift off the diagonal and leaves the matrix", () => {
    const a = randomSymmetric(8, 1);
    const before = a.slice();
    const shifted = matrix(8, 8, (i, j) => a[i * 8 + j]! - (i === j ? 0.7 : 0));
    expect(inertia(a, 8, 0.7)).toEqual(inertia(shifted, 8));
    expect(a).toEqual(before);
  });

  it("refuses other shapes and numbers that are not finite", () => {
    expect(() => inertia(new Float64Array(6), 2)).toThrow(ShapeError);
    expect(() => inertia(Float64Array.of(NaN), 1)).toThrow(UserError);
    expect(() => inertia(Float64Array.of(1), 1, NaN)).toThrow(
      "inertia: shift NaN is not finite. Give a finite one.",
    );
  });
});
