import fc from "fast-check";
import { ShapeError, UserError } from "../../../lib/errors.ts";
import { jacobiSvd, singularValues } from "../../../lib/linalg/jacobi-svd.ts";
import { symmetricEigen } from "../../../lib/linalg/symmetric-eigen.ts";
import { exactly } from "../../support/exact.ts";
import { eigenvaluesBelow, exactMatrix, gram } from "../../support/exact-inertia.ts";
import {
  gallery,
  gap,
  matrix,
  normalMatrix,
  orthogonality,
  times,
  transposed,
} from "../../support/matrices.ts";

function expectDecomposition(a: Float64Array, m: number, n: number): void {
  const before = a.slice();
  const { values, u, v } = jacobiSvd(a, m, n, { vectors: true });
  const p = Math.min(m, n);
  expect(a).toEqual(before);
  expect([values.length, u!.length, v!.length]).toEqual([p, m * p, n * p]);
  expect([...values].sort((x, y) => y - x)).toEqual([...values]);
  expect(values.every((x) => x >= 0)).toBe(true);
  const product = times(
    u!.map((x, i) => x * values[i % p]!),
    transposed(v!, n, p),
    m,
    p,
    n,
  );
  expect(gap(a, product)).toBeLessThanOrEqual(3e-15 * Math.sqrt(p));
  expect(orthogonality(u!, m, p)).toBeLessThanOrEqual(1e-14);
  expect(orthogonality(v!, n, p)).toBeLessThanOrEqual(1e-14);
  expect(jacobiSvd(a, m, n)).toEqual({ values });
}

/** Whether each value times (1 ± tolerance) encloses the singular value of its number, in exact arithmetic. */
function expectRelativelyExact(a: Float64Array, m: number, n: number, tolerance: number): void {
  const values = singularValues(a, m, n);
  const exact = gram(exactMatrix(a, m, n));
  values.forEach((value, k) => {
    const s = exactly(value);
    const margin = (s * BigInt(Math.round(tolerance * 2 ** 80))) >> 80n;
    expect(eigenvaluesBelow(exact, (s - margin) ** 2n)).toBeLessThanOrEqual(n - 1 - k);
    expect(eigenvaluesBelow(exact, (s + margin) ** 2n)).toBeGreaterThan(n - 1 - k);
  });
}

describe("jacobiSvd", () => {
  it.each(gallery())("decomposes: $name", ({ n, a }) => expectDecomposition(a, n, n));

  it("decomposes matrices of every shape and rank", () => {
    const size = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 12 }), fc.nat(99), (m, n, rank, seed) => {
        expectDecomposition(normalMatrix(m, n, seed), m, n);
        expectDecomposition(
          times(normalMatrix(m, rank, seed), normalMatrix(rank, n, seed), m, rank, n),
          m,
          n,
        );
      }),
    );
  });

  it.each([
    ["falling, 1 to 1e-13", (j: number) => 10 ** ((-13 * j) / 5)],
    ["rising, 1e-150 to 1e150", (j: number) => 10 ** (60 * j - 150)],
    ["in disorder", (j: number) => 10 ** ((((j * 5) % 6) - 3) * 30)],
  ])("finds every singular value of B·D to 1e-14, B well conditioned and D %s", (_, power) => {
    const [m, n] = [12, 6]; // B has a condition number of about 3
    const b = normalMatrix(m, n, 7);
    expectRelativelyExact(
      matrix(m, n, (i, j) => b[i * n + j]! * power(j)),
      m,
      n,
      1e-14,
    );
  });

  it("does what the eigenvalues of AᵀA cannot", () => {
    const [m, n] = [12, 6];
    const b = normalMatrix(m, n, 7);
    const a = matrix(m, n, (i, j) => b[i * n + j]! * 10 ** (-2 * ((j * 5) % n)));
    const least = singularValues(a, m, n)[n - 1]!;
    const [square] = symmetricEigen(times(transposed(a, m, n), a, n, m, n), n).values;
    expect(Math.abs(square! / least ** 2 - 1)).toBeGreaterThan(0.01);
    expectRelativelyExact(a, m, n, 1e-14);
  });

  it("loses with the condition number of B, and no more: 2⁻⁵³·κ(B)", () => {
    const n = 5;
    const b = matrix(n, n, (i, j) => 1 / (i + j + 1)); // Hilbert's, κ = 5e5
    expectRelativelyExact(
      matrix(n, n, (i, j) => b[i * n + j]! * 10 ** (-30 * j)),
      n,
      n,
      5e5 * 2 ** -53,
    );
  });

  it("agrees with the eigenvalues: σ = |λ| for symmetric matrices, σ² = λ(AᵀA)", () => {
    for (const { n, a } of gallery()) {
      const magnitudes = symmetricEigen(a, n).values.map(Math.abs).sort().reverse();
      const values = singularValues(a, n, n);
      values.forEach((x, i) =>
        expect(Math.abs(x - magnitudes[i]!)).toBeLessThanOrEqual(1e-14 * Math.sqrt(n) * values[0]!),
      );
    }
    const [m, n] = [30, 8];
    const a = normalMatrix(m, n, 2);
    const squares = symmetricEigen(times(transposed(a, m, n), a, n, m, n), n).values.reverse();
    singularValues(a, m, n).forEach((x, i) => expect((x * x) / squares[i]!).toBeCloseTo(1, 13));
  });

  it("knows what transposition, orthogonal factors and scaling do", () => {
    const [m, n] = [9, 5];
    const a = normalMatrix(m, n, 3);
    const values = singularValues(a, m, n);
    expect(singularValues(transposed(a, m, n), n, m)).toEqual(values);
    expect(
      singularValues(
        a.map((x) => -x * 2 ** 40),
        m,
        n,
      ),
    ).toEqual(values.map((x) => x * 2 ** 40));
    const { u } = jacobiSvd(normalMatrix(m, m, 4), m, m, { vectors: true });
    singularValues(times(u!, a, m, m, n), m, n).forEach((x, i) => expect(x).toBeCloseTo(values[i]!, 13));
  });

  it("refuses other shapes and numbers that are not finite", () => {
    expect(() => jacobiSvd(new Float64Array(6), 2, 2)).toThrow(ShapeError);
    expect(() => jacobiSvd(Float64Array.of(1, 2, NaN), 1, 3)).toThrow(UserError);
  });
});
