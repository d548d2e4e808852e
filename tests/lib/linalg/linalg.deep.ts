/**
 * lib/linalg over thousands of matrices, against exact arithmetic, and at n = 1,000: `npm run test:deep`.
 */
import {
  inertia,
  jacobiSvd,
  ldlt,
  singularValues,
  symmetricEigen,
  tridiagonalEigen,
} from "../../../lib/linalg/index.ts";
import { Random } from "../../../lib/random.ts";
import { exactly } from "../../support/exact.ts";
import { eigenvaluesBelow, exactMatrix, gram } from "../../support/exact-inertia.ts";
import {
  gap,
  matrix,
  normalMatrix,
  orthogonality,
  randomSymmetric,
  spectralResidual,
  symmetric,
  times,
  transposed,
  tridiagonal,
  withEigenvalues,
} from "../../support/matrices.ts";

/** Elements of every kind: zeros, small whole numbers, and numbers over 280 decades. */
function wild(random: Random): number {
  const kinds = [
    () => 0,
    () => random.integer(5) - 2,
    () => random.normal(),
    () => random.normal() * 10 ** random.between(-15, 0),
    () => random.normal() * 10 ** random.between(-140, 140),
  ];
  return kinds[random.integer(kinds.length)]!();
}

const wildMatrix = (m: number, n: number, random: Random): Float64Array => matrix(m, n, () => wild(random));

describe("10,000 wild matrices", () => {
  const random = Random.stream(0, "wild");
  const worst = { eigen: 0, vectors: 0, tridiagonal: 0, svd: 0, u: 0, v: 0, multiplier: 0 };
  const note = (name: keyof typeof worst, x: number): void => {
    worst[name] = Math.max(worst[name], x); // NaN stays, and fails
  };
  beforeAll(() => {
    for (let turn = 0; turn < 10_000; turn++) {
      const [m, n] = [1 + random.integer(14), 1 + random.integer(14)];
      const full = wildMatrix(n, n, random);
      const a = symmetric(n, (i, j) => full[i * n + j]!);
      const { values, vectors } = symmetricEigen(a, n, { vectors: true });
      note("eigen", spectralResidual(a, n, values, vectors!) / Math.sqrt(n));
      note("vectors", orthogonality(vectors!, n, n));
      const [d, e] = [wildMatrix(1, n, random), wildMatrix(1, n - 1, random)];
      const t = tridiagonalEigen(d, e, { vectors: true });
      note(
        "tridiagonal",
        spectralResidual(tridiagonal([...d], [...e]), n, t.values, t.vectors!) / Math.sqrt(n),
      );
      const b = wildMatrix(m, n, random);
      const p = Math.min(m, n);
      const svd = jacobiSvd(b, m, n, { vectors: true });
      const scaled = svd.u!.map((x, i) => x * svd.values[i % p]!);
      note("svd", gap(b, times(scaled, transposed(svd.v!, n, p), m, p, n)));
      note("u", orthogonality(svd.u!, m, p));
      note("v", orthogonality(svd.v!, n, p));
      ldlt(a, n).upper.forEach((x, at) => at % n > Math.floor(at / n) && note("multiplier", Math.abs(x)));
    }
  });

  it.each([
    ["eigen", 2e-15],
    ["vectors", 1e-14],
    ["tridiagonal", 2e-15],
    ["svd", 1e-14],
    ["u", 1e-14],
    ["v", 1e-14],
    ["multiplier", 2.8],
  ] as const)("%s: at most %d", (name, bound) => expect(worst[name]).toBeLessThanOrEqual(bound));
});

describe("exact arithmetic", () => {
  const n = 8;

  it("finds 200 × 8 eigenvalues within 2e-15 of the norm, and inertia right outside 10√n·2⁻⁵²·λmax", () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = Random.stream(seed, "spectrum");
      const planted = Array.from({ length: n }, () => random.normal() * 10 ** random.between(-12, 0));
      const a = seed % 2 === 0 ? withEigenvalues(planted, seed) : randomSymmetric(n, seed);
      const exact = exactMatrix(a, n, n);
      const { values } = symmetricEigen(a, n);
      const most = Math.max(-values[0]!, values[n - 1]!);
      const margin = 10 * Math.sqrt(n) * 2 ** -52 * most;
      values.forEach((value, k) => {
        const near = exactly(2e-15 * most);
        expect(eigenvaluesBelow(exact, exactly(value) - near)).toBeLessThanOrEqual(k);
        expect(eigenvaluesBelow(exact, exactly(value) + near)).toBeGreaterThan(k);
        for (const shift of [value - margin, value + margin]) {
          // Right unless another eigenvalue happens to lie within rounding of the shift.
          const [low, high] = [shift - margin / 10, shift + margin / 10].map((x) =>
            eigenvaluesBelow(exact, exactly(x)),
          );
          const { negative } = inertia(a, n, shift);
          expect(negative).toBeGreaterThanOrEqual(low!);
          expect(negative).toBeLessThanOrEqual(high!);
        }
      });
    }
  });

  it("finds 200 × 6 singular values of badly scaled matrices to 1e-14 each", () => {
    for (let seed = 0; seed < 200; seed++) {
      const [rows, columns] = [12, 6];
      const random = Random.stream(seed, "scales");
      const scales = Array.from({ length: columns }, () => 10 ** random.between(-150, 150));
      const b = normalMatrix(rows, columns, seed);
      const a = matrix(rows, columns, (i, j) => b[i * columns + j]! * scales[j]!);
      const exact = gram(exactMatrix(a, rows, columns));
      singularValues(a, rows, columns).forEach((value, k) => {
        const s = exactly(value);
        const margin = s / 10n ** 14n;
        expect(eigenvaluesBelow(exact, (s - margin) ** 2n)).toBeLessThanOrEqual(columns - 1 - k);
        expect(eigenvaluesBelow(exact, (s + margin) ** 2n)).toBeGreaterThan(columns - 1 - k);
      });
    }
  });
});

describe("n = 1,000", () => {
  const n = 1000;
  const a = randomSymmetric(n, 0);
  /** The least of five: other programs can only add to it. */
  const seconds = (f: () => unknown): number => {
    const once = (): number => {
      const start = performance.now();
      f();
      return (performance.now() - start) / 1000;
    };
    return Math.min(...Array.from({ length: 5 }, once));
  };

  it("eigenvalues and vectors keep the bounds: 1e-14·√n, and 1e-13", () => {
    const { values, vectors } = symmetricEigen(a, n, { vectors: true });
    expect(spectralResidual(a, n, values, vectors!)).toBeLessThanOrEqual(1e-14 * Math.sqrt(n));
    expect(orthogonality(vectors!, n, n)).toBeLessThanOrEqual(1e-13);
    expect(symmetricEigen(a, n)).toEqual({ values });
    for (const k of [0, 1, 250, 500, 998]) {
      const between = (values[k]! + values[k + 1]!) / 2;
      expect(inertia(a, n, between).negative).toBe(k + 1);
    }
  });

  it("eigenvalues alone take less than 2 s, inertia less than 1 s", () => {
    expect(seconds(() => symmetricEigen(a, n))).toBeLessThan(2);
    expect(seconds(() => inertia(a, n))).toBeLessThan(1);
  });

  it("singular vectors of a 400×400 matrix are orthogonal to 2e-14", () => {
    const size = 400;
    const b = normalMatrix(size, size, 1);
    const { values, u, v } = jacobiSvd(b, size, size, { vectors: true });
    expect(orthogonality(u!, size, size)).toBeLessThanOrEqual(2e-14);
    expect(orthogonality(v!, size, size)).toBeLessThanOrEqual(2e-14);
    const scaled = u!.map((x, i) => x * values[i % size]!);
    expect(gap(b, times(scaled, transposed(v!, size, size), size, size, size))).toBeLessThanOrEqual(2e-14);
  });
});
