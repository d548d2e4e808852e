import fc from "fast-check";
import { productOfReflectors, updateAndMultiply } from "../../../lib/linalg/reflectors.ts";
import { gap, identity, matrix, normalMatrix, orthogonality, times } from "../../support/matrices.ts";

const size = fc.integer({ min: 0, max: 11 });

describe("updateAndMultiply", () => {
  it("is M − x·yᵀ and then uᵀM on a window, and leaves the rest as it was", () => {
    fc.assert(
      fc.property(size, size, size, size, (from, rows, left, columns) => {
        const [to, right] = [from + rows, left + columns];
        const [m, n] = [to + 1, right + 2];
        const before = normalMatrix(m, n, 1);
        const pairs = normalMatrix(m, 2, 2);
        const across = normalMatrix(n, 2, 3);
        const after = before.slice();
        const columnPairs = across.slice();
        updateAndMultiply(after, 0, n, [from, to], [left, right], pairs, columnPairs);
        const inside = (i: number, j: number): boolean => i >= from && i < to && j >= left && j < right;
        const expected = matrix(m, n, (i, j) =>
          inside(i, j) ? before[i * n + j]! - pairs[2 * i]! * across[2 * j]! : before[i * n + j]!,
        );
        expect(after).toEqual(expected);
        for (let j = 0; j < n; j++) {
          let z = across[2 * j + 1]!;
          for (let i = 0; i < m; i++) if (inside(i, j)) z += pairs[2 * i + 1]! * expected[i * n + j]!;
          expect(columnPairs[2 * j]).toBe(across[2 * j]);
          expect(columnPairs[2 * j + 1]).toBeCloseTo(z, 12);
        }
      }),
    );
  });
});

describe("productOfReflectors", () => {
  it("is the product of the reflectors, one after the other, and orthogonal", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 }), (m, columns) => {
        const p = Math.min(m, columns);
        const vectors = normalMatrix(m, p, 4);
        const tau = new Float64Array(p);
        let product = identity(m);
        for (let k = 0; k < p; k++) {
          const u = Float64Array.from({ length: m }, (_, i) =>
            i < k ? 0 : i === k ? 1 : vectors[i * p + k]!,
          );
          const t = (tau[k] = 2 / u.reduce((sum, x) => sum + x * x, 0));
          product = times(
            product,
            matrix(m, m, (i, j) => (i === j ? 1 : 0) - t * u[i]! * u[j]!),
            m,
            m,
            m,
          );
        }
        const q = new Float64Array(m * p);
        productOfReflectors(m, p, { data: vectors, offset: 0, along: p, across: 1 }, tau, q, 0, p);
        const expected = matrix(m, p, (i, j) => product[i * m + j]!);
        expect(gap(expected, q)).toBeLessThan(1e-14);
        expect(orthogonality(q, m, p)).toBeLessThan(1e-14);
      }),
    );
  });
});
