import fc from "fast-check";
import { ShapeError, UserError } from "../../../lib/errors.ts";
import { cholesky, solveCholesky } from "../../../lib/linalg/cholesky.ts";
import { inertia } from "../../../lib/linalg/inertia.ts";
import {
  gallery,
  gap,
  hilbert,
  identity,
  normalMatrix,
  randomSymmetric,
  times,
  transposed,
  withEigenvalues,
} from "../../support/matrices.ts";

function definite(n: number, seed: number): Float64Array {
  const g = normalMatrix(n, n, seed);
  return times(g, transposed(g, n, n), n, n, n);
}

describe("cholesky", () => {
  // Columns go in blocks of 32: below one, at its edges, and over several.
  it.each([0, 1, 2, 5, 31, 32, 33, 64, 75])("n = %d: L·Lᵀ = A, L lower with a positive diagonal", (n) => {
    const a = definite(n, n);
    const before = a.slice();
    const l = cholesky(a, n)!;
    expect(a).toEqual(before);
    expect(gap(a, times(l, transposed(l, n, n), n, n, n))).toBeLessThanOrEqual(1e-15 * Math.sqrt(n));
    expect(l.every((x, at) => at % n <= Math.floor(at / n) || x === 0)).toBe(true);
    for (let i = 0; i < n; i++) expect(l[i * n + i]).toBeGreaterThan(0);
  });

  it("reads the lower triangle alone", () => {
    const a = definite(40, 1);
    expect(
      cholesky(
        a.map((x, at) => (at % 40 > Math.floor(at / 40) ? 99 : x)),
        40,
      ),
    ).toEqual(cholesky(a, 40));
  });

  it("exists for Hilbert's matrix, graded ones, and whatever is positive definite by inertia", () => {
    expect(cholesky(hilbert(12), 12)).toBeDefined();
    const planted = (least: number): Float64Array => withEigenvalues([least, 1e-3, 1, 1, 5, 1e3], 3);
    expect(cholesky(planted(1e-9), 6)).toBeDefined();
    expect(cholesky(planted(-1e-9), 6)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0, max: 8, noNaN: true }),
        fc.nat(99),
        (n, shift, seed) => {
          const a = randomSymmetric(n, seed);
          for (let i = 0; i < n; i++) a[i * n + i]! += shift;
          expect(cholesky(a, n) !== undefined).toBe(inertia(a, n).positive === n);
        },
      ),
    );
  });

  it.each(gallery().filter(({ n, a }) => inertia(a, n).negative > 0))("does not exist: $name", ({ n, a }) => {
    expect(cholesky(a, n)).toBeUndefined();
  });

  it("does not exist where the matrix is singular and elimination exact", () => {
    expect(cholesky(new Float64Array(1), 1)).toBeUndefined();
    expect(cholesky(new Float64Array(2500).fill(1), 50)).toBeUndefined();
  });

  it("refuses other shapes and numbers that are not finite", () => {
    expect(() => cholesky(new Float64Array(6), 2)).toThrow(ShapeError);
    expect(() => cholesky(Float64Array.of(Infinity), 1)).toThrow(UserError);
  });
});

describe("solveCholesky", () => {
  it("solves, and I is its own factor", () => {
    const n = 40;
    const a = definite(n, 2);
    const b = normalMatrix(n, 1, 3);
    const x = solveCholesky(cholesky(a, n)!, b);
    const residual = times(a, x, n, n, 1).map((y, i) => y - b[i]!);
    expect(Math.hypot(...residual)).toBeLessThanOrEqual(1e-14 * Math.hypot(...a) * Math.hypot(...x));
    expect(solveCholesky(identity(n), b)).toEqual(b);
  });

  it("names the sizes that do not fit", () => {
    expect(() => solveCholesky(identity(3), new Float64Array(2))).toThrow(ShapeError);
  });
});
