import fc from "fast-check";
import { solveLower, solveLowerTransposed } from "../../../lib/linalg/triangular.ts";
import { matrix, normalMatrix, times } from "../../support/matrices.ts";

describe("substitution", () => {
  it("solves L·x = b and Lᵀ·x = b, element by element, without touching b", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.nat(999), (n, seed) => {
        const g = normalMatrix(n, n, seed);
        // What is right of the diagonal must not be read.
        const l = matrix(n, n, (i, j) =>
          i === j ? 2 + Math.abs(g[i * n + i]!) : j < i ? g[i * n + j]! : NaN,
        );
        const b = normalMatrix(n, 1, seed);
        const before = b.slice();
        const lower = matrix(n, n, (i, j) => (j <= i ? l[i * n + j]! : 0));
        const cases = [
          [lower, solveLower(l, n, b)],
          [matrix(n, n, (i, j) => lower[j * n + i]!), solveLowerTransposed(l, n, b)],
        ] as const;
        expect(b).toEqual(before);
        for (const [t, x] of cases) {
          const product = times(t, x, n, n, 1);
          const size = times(t.map(Math.abs), x.map(Math.abs), n, n, 1);
          product.forEach((y, i) => expect(Math.abs(y - b[i]!)).toBeLessThanOrEqual(1e-15 * n * size[i]!));
        }
      }),
    );
  });
});
