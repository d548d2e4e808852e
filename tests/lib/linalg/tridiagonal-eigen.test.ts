import fc from "fast-check";
import { ShapeError, UserError } from "../../../lib/errors.ts";
import { tridiagonalEigen } from "../../../lib/linalg/tridiagonal-eigen.ts";
import { Random } from "../../../lib/random.ts";
import { orthogonality, spectralResidual, tridiagonal, wilkinsonDiagonal } from "../../support/matrices.ts";

const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

/** Errors of the values, beside the largest of them. */
function worstError(values: Float64Array, expected: readonly number[]): number {
  const most = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((x, i) => Math.abs(values[i]! - x) / most));
}

const random = (n: number, seed: number): readonly [Float64Array, Float64Array] => {
  const stream = Random.stream(seed, "tridiagonal");
  return [
    Float64Array.from({ length: n }, () => stream.normal()),
    Float64Array.from({ length: Math.max(n - 1, 0) }, () => stream.normal()),
  ];
};

describe("tridiagonalEigen", () => {
  it("knows the second differences: 2 − 2 cos(kπ/(n + 1))", () => {
    for (const n of [1, 2, 3, 10, 100, 300]) {
      const { values } = tridiagonalEigen(new Float64Array(n).fill(2), new Float64Array(n - 1).fill(-1));
      const exact = Array.from({ length: n }, (_, k) => 4 * Math.sin(((k + 1) * Math.PI) / (2 * n + 2)) ** 2);
      expect(worstError(values, exact)).toBeLessThanOrEqual(2e-15 * Math.sqrt(n));
    }
  });

  it("knows Clement's matrix, with a zero diagonal and the eigenvalues −(n − 1), −(n − 3), …, n − 1", () => {
    const n = 40;
    const offDiagonal = Float64Array.from({ length: n - 1 }, (_, i) => Math.sqrt((i + 1) * (n - 1 - i)));
    const { values } = tridiagonalEigen(new Float64Array(n), offDiagonal);
    expect(
      worstError(
        values,
        Array.from({ length: n }, (_, k) => 2 * k - n + 1),
      ),
    ).toBeLessThanOrEqual(5e-15);
  });

  it("separates or joins the pairs of Wilkinson's matrix as they are", () => {
    // 10.746194182903322 and 10.746194182903393: they differ in the 15th digit (Wilkinson 1965, section 5.45).
    const { values } = tridiagonalEigen(Float64Array.from(wilkinsonDiagonal(21)), ones(20));
    expect(values[20]).toBeCloseTo(10.746194182903393, 13);
    expect(values[19]).toBeCloseTo(10.746194182903322, 13);
    expect(values[0]).toBeCloseTo(-1.125441522119984, 13);
  });

  it("decomposes random matrices, with the same bits of the values in every mode", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(1000), (n, seed) => {
        const [d, e] = random(n, seed);
        const copies = [d.slice(), e.slice()];
        const { values, vectors } = tridiagonalEigen(d, e, { vectors: true });
        const first = tridiagonalEigen(d, e, { vectors: "first-row" });
        const alone = tridiagonalEigen(d, e);
        expect([d, e]).toEqual(copies);
        expect(alone).toEqual({ values });
        expect(first.values).toEqual(values);
        expect(first.vectors).toEqual(vectors!.slice(0, n));
        expect([...values].sort((x, y) => x - y)).toEqual([...values]);
        expect(spectralResidual(tridiagonal([...d], [...e]), n, values, vectors!)).toBeLessThanOrEqual(
          2e-15 * Math.sqrt(n),
        );
        expect(orthogonality(vectors!, n, n)).toBeLessThanOrEqual(1e-14);
      }),
      { numRuns: 50 },
    );
  });

  it("gives the nodes and weights of Gauss quadrature: exact for polynomials of degree 2n − 1", () => {
    // Legendre polynomials on [−1, 1] (Golub and Welsch 1969).
    const n = 12;
    const offDiagonal = Float64Array.from(
      { length: n - 1 },
      (_, i) => (i + 1) / Math.sqrt(4 * (i + 1) ** 2 - 1),
    );
    const { values, vectors } = tridiagonalEigen(new Float64Array(n), offDiagonal, { vectors: "first-row" });
    for (let power = 0; power < 2 * n; power++) {
      const sum = values.reduce((total, x, i) => total + 2 * vectors![i]! ** 2 * x ** power, 0);
      expect(sum).toBeCloseTo(power % 2 === 0 ? 2 / (power + 1) : 0, 14);
    }
  });

  it.each([true, false])(
    "keeps the small eigenvalues of a matrix graded over 100 decades (falling: %s)",
    (falling) => {
      const n = 40;
      const stream = Random.stream(0, "graded");
      const power = (i: number): number => 10 ** ((100 * (falling ? n - 1 - i : i)) / (n - 1));
      const d = Float64Array.from({ length: n }, (_, i) => power(i) * stream.between(0.5, 1));
      const e = Float64Array.from({ length: n - 1 }, (_, i) => 0.2 * Math.sqrt(power(i) * power(i + 1)));
      const { values } = tridiagonalEigen(d, e);
      // Elimination without cancellation: the determinant is as exact as the elements.
      let [pivot, logDeterminant] = [1, 0];
      for (let i = 0; i < n; i++) {
        pivot = d[i]! - (i === 0 ? 0 : (e[i - 1]! / pivot) * e[i - 1]!);
        logDeterminant += Math.log(pivot);
      }
      expect(values.reduce((sum, x) => sum + Math.log(x), 0) - logDeterminant).toBeCloseTo(0, 11);
    },
  );

  it("scales: powers of two go through to the last bit", () => {
    const [d, e] = random(15, 3);
    const { values } = tridiagonalEigen(d, e);
    for (const scale of [2 ** -1000, 2 ** -300, 2 ** 300, 2 ** 1000]) {
      const times = (x: number): number => x * scale;
      expect(tridiagonalEigen(d.map(times), e.map(times)).values).toEqual(values.map(times));
    }
  });

  it("refuses what is no tridiagonal matrix", () => {
    expect(() => tridiagonalEigen(ones(3), ones(3))).toThrow(ShapeError);
    expect(() => tridiagonalEigen(ones(0), ones(1))).toThrow(ShapeError);
    expect(() => tridiagonalEigen(Float64Array.of(1, NaN), ones(1))).toThrow(UserError);
    expect(() => tridiagonalEigen(ones(2), Float64Array.of(Infinity))).toThrow(
      /off-diagonal: element \(0, 0\)/,
    );
  });
});
