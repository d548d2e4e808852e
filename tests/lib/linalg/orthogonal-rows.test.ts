import fc from "fast-check";
import { orthogonalizeRows } from "../../../lib/linalg/orthogonal-rows.ts";
import {
  gap,
  identity,
  matrix,
  normalMatrix,
  orthogonality,
  times,
  transposed,
} from "../../support/matrices.ts";

describe("orthogonalizeRows", () => {
  it("makes rows orthonormal, and J·X = diag(lengths)·W with an orthogonal J", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.nat(99), (n, seed) => {
        const x = normalMatrix(n, n, seed);
        const w = x.slice();
        const basis = identity(n);
        const lengths = orthogonalizeRows(w, n, basis);
        expect(orthogonality(transposed(w, n, n), n, n)).toBeLessThan(1e-14);
        expect(orthogonality(basis, n, n)).toBeLessThan(1e-14);
        const scaled = matrix(n, n, (i, j) => lengths[i]! * w[i * n + j]!);
        expect(gap(scaled, times(basis, x, n, n, n))).toBeLessThan(1e-14);
        expect(orthogonalizeRows(x.slice(), n)).toEqual(lengths);
      }),
    );
  });

  it("does nothing to rows that are orthogonal, but for the order", () => {
    const w = matrix(3, 3, (i, j) => (i === j ? i + 1 : 0));
    expect([...orthogonalizeRows(w, 3)]).toEqual([3, 2, 1]);
    expect([...w]).toEqual([0, 0, 1, 0, 1, 0, 1, 0, 0]);
  });

  it("takes rows of any length: powers of two go through, and come back in the lengths", () => {
    const n = 6;
    const x = normalMatrix(n, n, 5);
    const lengths = orthogonalizeRows(x.slice(), n);
    for (const power of [2 ** -1000, 2 ** 1000]) {
      expect(
        orthogonalizeRows(
          x.map((value) => value * power),
          n,
        ),
      ).toEqual(lengths.map((value) => value * power));
    }
    // Rows that have nothing to do with each other in size: the small ones become orthogonal to the large ones.
    const wild = matrix(n, n, (i, j) => x[i * n + j]! * 10 ** (60 * i - 150));
    orthogonalizeRows(wild, n);
    expect(orthogonality(transposed(wild, n, n), n, n)).toBeLessThan(1e-15);
  });

  it("leaves zero rows zero, and finds a length of nothing but rounding for rows that repeat", () => {
    const w = Float64Array.of(0, 0, 0, 3, 0, 4, -4, 0, 3);
    expect([...orthogonalizeRows(w, 3)]).toEqual([5, 5, 0]);
    expect([...w.subarray(6)]).toEqual([0, 0, 0]);
    const [first, second] = orthogonalizeRows(Float64Array.of(3, 4, 3, 4), 2);
    expect(first).toBeCloseTo(5 * Math.SQRT2, 14);
    expect(second).toBeLessThan(1e-15);
  });
});
