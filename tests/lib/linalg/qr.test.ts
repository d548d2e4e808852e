import fc from "fast-check";
import { ShapeError, UserError } from "../../../lib/errors.ts";
import { qr } from "../../../lib/linalg/qr.ts";
import { gap, matrix, normalMatrix, orthogonality, times } from "../../support/matrices.ts";

const sizes = fc.tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 14 }));

/** Column j of `a`. */
const column = (a: Float64Array, m: number, n: number, j: number): Float64Array =>
  Float64Array.from({ length: m }, (_, i) => a[i * n + j]!);

/** The largest error of a column, beside that column. */
function worstColumn(
  a: Float64Array,
  m: number,
  n: number,
  { q, r, permutation }: ReturnType<typeof qr>,
): number {
  const product = times(q, r, m, Math.min(m, n), n);
  return [...permutation].reduce(
    (worst, from, j) => Math.max(worst, gap(column(a, m, n, from), column(product, m, n, j))),
    0,
  );
}

describe("qr", () => {
  it("factors matrices of every shape, column by column", () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.nat(99), ([m, n], pivot, seed) => {
        const a = normalMatrix(m, n, seed);
        const before = a.slice();
        const factors = qr(a, m, n, { pivot });
        const { q, r, permutation } = factors;
        const p = Math.min(m, n);
        expect(a).toEqual(before);
        expect([...permutation].sort((i, j) => i - j)).toEqual([...permutation.keys()]);
        if (!pivot) expect([...permutation]).toEqual([...permutation.keys()]);
        expect([q.length, r.length]).toEqual([m * p, p * n]);
        expect(worstColumn(a, m, n, factors)).toBeLessThan(1e-14);
        expect(orthogonality(q, m, p)).toBeLessThan(1e-14);
        expect(r.every((x, at) => at % n >= Math.floor(at / n) || x === 0)).toBe(true);
      }),
    );
  });

  it("is right column by column, however unequal the columns", () => {
    const [m, n] = [30, 12];
    const g = normalMatrix(m, n, 1);
    const a = matrix(m, n, (i, j) => g[i * n + j]! * 10 ** (((j * 5) % n) * 25 - 150));
    expect(worstColumn(a, m, n, qr(a, m, n))).toBeLessThan(1e-14);
    expect(worstColumn(a, m, n, qr(a, m, n, { pivot: true }))).toBeLessThan(1e-14);
  });

  it("with pivoting has a diagonal that falls and dominates the rows right of it", () => {
    fc.assert(
      fc.property(sizes, fc.nat(99), ([m, n], seed) => {
        const { r } = qr(normalMatrix(m, n, seed), m, n, { pivot: true });
        for (let k = 0; k < Math.min(m, n); k++) {
          for (let j = k; j < n; j++) {
            // Σᵢ rᵢⱼ² over rows from k on is what is left of column j when column k is chosen.
            const left = Math.hypot(
              ...Array.from({ length: Math.min(j + 1, m) - k }, (_, i) => r[(k + i) * n + j]!),
            );
            expect(left).toBeLessThanOrEqual(Math.abs(r[k * n + k]!) * (1 + 1e-12));
          }
        }
      }),
    );
  });

  it("with pivoting finds the rank, and lengths survive cancellation", () => {
    const [m, n, rank] = [40, 25, 9];
    const a = times(normalMatrix(m, rank, 1), normalMatrix(rank, n, 2), m, rank, n);
    const { r } = qr(a, m, n, { pivot: true });
    const diagonal = Array.from({ length: n }, (_, k) => Math.abs(r[k * n + k]!));
    expect(diagonal[rank - 1]!).toBeGreaterThan(0.1);
    expect(diagonal[rank]!).toBeLessThan(1e-13);
    // Columns that differ in the eighth digit only: what is left of them is all cancellation.
    const near = normalMatrix(m, n, 3).map((x) => 1 + 1e-8 * x);
    const { r: small } = qr(near, m, n, { pivot: true });
    for (let k = 1; k < n - 1; k++) {
      expect(Math.abs(small[(k + 1) * n + k + 1]!)).toBeLessThanOrEqual(
        Math.abs(small[k * n + k]!) * (1 + 1e-6),
      );
    }
  });

  it("of zeros is zeros, with orthonormal columns all the same", () => {
    const { q, r } = qr(new Float64Array(20), 5, 4, { pivot: true });
    expect(orthogonality(q, 5, 4)).toBe(0);
    expect(r.every((x) => x === 0)).toBe(true);
  });

  it("refuses other shapes and numbers that are not finite", () => {
    expect(() => qr(new Float64Array(6), 2, 2)).toThrow(ShapeError);
    expect(() => qr(Float64Array.of(1, 2, NaN), 3, 1)).toThrow(UserError);
  });
});
