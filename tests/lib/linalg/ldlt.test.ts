import fc from "fast-check";
import { ShapeError, UserError } from "../../../lib/errors.ts";
import { ldlt, solveLdlt } from "../../../lib/linalg/ldlt.ts";
import {
  gallery,
  gap,
  matrix,
  normalMatrix,
  randomSymmetric,
  symmetric,
  times,
} from "../../support/matrices.ts";

/** L·D·Lᵀ of the factors, with rows and columns back in their places. */
function assembled({ n, upper, diagonal, offDiagonal, permutation }: ReturnType<typeof ldlt>): Float64Array {
  const l = matrix(n, n, (i, j) => (i === j ? 1 : i > j ? upper[j * n + i]! : 0));
  const d = symmetric(n, (i, j) => (i === j ? diagonal[i]! : j === i + 1 ? offDiagonal[i]! : 0));
  const product = times(
    times(l, d, n, n, n),
    matrix(n, n, (i, j) => l[j * n + i]!),
    n,
    n,
    n,
  );
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) out[permutation[i]! * n + permutation[j]!] = product[i * n + j]!;
  return out;
}

function expectFactors(a: Float64Array, n: number): void {
  const before = a.slice();
  const factors = ldlt(a, n);
  const { upper, diagonal, offDiagonal, permutation } = factors;
  expect(a).toEqual(before);
  expect([...permutation].sort((i, j) => i - j)).toEqual([...permutation.keys()]);
  expect(gap(a, assembled(factors))).toBeLessThanOrEqual(1e-14);
  expect(upper.every((x, at) => at % n <= Math.floor(at / n) || Math.abs(x) < 2.8)).toBe(true);
  for (let k = 0; k < n; k++) {
    if (offDiagonal[k] === 0) continue;
    expect((diagonal[k]! / offDiagonal[k]!) * (diagonal[k + 1]! / offDiagonal[k]!)).toBeLessThan(0.42);
    expect(offDiagonal[k + 1] ?? 0).toBe(0);
  }
}

describe("ldlt", () => {
  it.each(gallery())("factors: $name", ({ n, a }) => expectFactors(a, n));

  it("factors matrices with few different elements, where pivots tie and vanish", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.constantFrom(0, 0, 1, -1, 2, 1e-9), { minLength: 81, maxLength: 81 }),
        (n, pool) =>
          expectFactors(
            symmetric(n, (i, j) => pool[i * 9 + j]!),
            n,
          ),
      ),
      { numRuns: 300 },
    );
  });

  it("reads the upper triangle alone", () => {
    const a = randomSymmetric(9, 1);
    const other = a.map((x, at) => (Math.floor(at / 9) > at % 9 ? 99 : x));
    expect(ldlt(other, 9).diagonal).toEqual(ldlt(a, 9).diagonal);
  });

  it("refuses other shapes and numbers that are not finite", () => {
    expect(() => ldlt(new Float64Array(6), 2)).toThrow(ShapeError);
    expect(() => ldlt(Float64Array.of(NaN), 1)).toThrow(UserError);
  });
});

describe("solveLdlt", () => {
  it("solves with a residual that is small beside ‖A‖·‖x‖", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.nat(999), (n, seed) => {
        const a = randomSymmetric(n, seed);
        const b = normalMatrix(n, 1, seed);
        const before = b.slice();
        const x = solveLdlt(ldlt(a, n), b);
        expect(b).toEqual(before);
        const residual = times(a, x, n, n, 1).map((y, i) => y - b[i]!);
        expect(Math.hypot(...residual)).toBeLessThanOrEqual(1e-14 * Math.hypot(...a) * Math.hypot(...x));
      }),
    );
  });

  it("solves where no single pivot exists", () => {
    expect([...solveLdlt(ldlt(Float64Array.of(0, 2, 2, 0), 2), Float64Array.of(4, 6))]).toEqual([3, 2]);
  });

  it("says that a matrix is singular, and which size was wrong", () => {
    expect(() => solveLdlt(ldlt(new Float64Array(9).fill(1), 3), new Float64Array(3))).toThrow(/singular/);
    expect(() => solveLdlt(ldlt(Float64Array.of(1), 1), new Float64Array(2))).toThrow(ShapeError);
  });
});
