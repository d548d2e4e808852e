/**
 * Roots of the second derivatives by the outputs: of which form they are, and that Σ r·rᵀ is within the error claimed.
 */
import { rootsOf as rootsWith, type CurvatureRoots } from "../../probes/curvature-roots.ts";

/** Of outputs that are all 0, unless given. */
const rootsOf = (s: readonly Float64Array[], units: number, outputs = s.map(() => new Float64Array(units))) =>
  rootsWith(s, units, outputs);

const squared = ({ roots }: CurvatureRoots, j: number, units: number): number[] =>
  Array.from({ length: units * units }, (_, at) =>
    roots[j]!.reduce((sum, r) => sum + r[Math.floor(at / units)]!.high * r[at % units]!.high, 0),
  );

const softmax = (p: readonly number[]): Float64Array =>
  Float64Array.from(p.flatMap((x, i) => p.map((y, k) => (i === k ? x * (1 - x) : -x * y))));

it("one constant for all is right to a fraction of itself", () => {
  const found = rootsOf([Float64Array.of(0.3, 0, 0, 0.3), Float64Array.of(0.3, 0, 0, 0.3)], 2);
  expect(found).toMatchObject({ form: "constant", negativePart: 0, relative: 2 * Number.EPSILON });
  squared(found, 1, 2).forEach((x, at) => expect(x).toBeCloseTo([0.3, 0, 0, 0.3][at]!, 15));
});

describe("that of a softmax", () => {
  const certain = [1 - 3e-12, 2e-12, 1e-12];
  const s = [softmax([0.2, 0.3, 0.5]), softmax(certain)];
  const found = rootsOf(s, 3);

  it("has one row fewer than units, all orthogonal to (1, …, 1)", () => {
    expect(found.form).toBe("Laplacian");
    for (const rows of found.roots) {
      expect(rows).toHaveLength(2);
      for (const row of rows) expect(row.reduce((sum, { high }) => sum + high, 0)).toBeCloseTo(0, 15);
    }
  });

  it("is made of its pairs, and so exact where 1 − p has lost digits", () => {
    squared(found, 0, 3).forEach((x, at) => expect(x).toBeCloseTo(s[0]![at]!, 15));
    // p₀·(1 − p₀) = p₀·(p₁ + p₂), which the sum of pairs knows to 15 digits and the difference to 4.
    expect(squared(found, 1, 3)[0]! / (certain[0]! * 3e-12)).toBeCloseTo(1, 14);
    expect(Math.abs(s[1]![0]! / (certain[0]! * 3e-12) - 1)).toBeGreaterThan(1e-6);
  });

  it("has the same rows in the complement of (1, …, 1), where Σ r·rᵀ has the eigenvalues that are not 0", () => {
    for (const [j, p] of [[0.2, 0.3, 0.5], certain].entries()) {
      const rows = found.inComplement![j]!.map((row) => row.map(({ high }) => high));
      const gram = [0, 1].flatMap((i) => [0, 1].map((k) => rows.reduce((sum, r) => sum + r[i]! * r[k]!, 0)));
      // Trace and determinant: Σ pᵢ(1 − pᵢ), and n·Π pᵢ by the matrix-tree theorem.
      const pairs = p[0]! * p[1]! + p[0]! * p[2]! + p[1]! * p[2]!;
      expect((gram[0]! + gram[3]!) / (2 * pairs)).toBeCloseTo(1, 13);
      const determinant = gram[0]! * gram[3]! - gram[1]! * gram[2]!;
      expect(determinant / (3 * p[0]! * p[1]! * p[2]!)).toBeCloseTo(1, 10);
    }
  });

  /** The same with p·Σ of the others on the diagonal, which 1 − p has lost. */
  const summed = (p: readonly number[]): Float64Array => {
    const others = (i: number): number => p.reduce((sum, y, k) => (k === i ? sum : sum + y), 0);
    return softmax(p).map((x, at) => (at % 4 === 0 ? p[at / 4]! * others(at / 4) : x));
  };

  it("loses nothing where products of two pairs underflow", () => {
    const tiny = [1, 1e-250, 3e-250];
    const rows = rootsOf([summed(tiny)], 3).inComplement![0]!.map((row) => row.map(({ high }) => high * 1e125)); // prettier-ignore
    const determinant = (rows[0]![0]! * rows[1]![1]! - rows[0]![1]! * rows[1]![0]!) ** 2;
    expect(determinant / 9).toBeCloseTo(1, 12); // 3·Π pᵢ
  });

  it("is right to fewer digits below the least normal number", () => {
    expect(rootsOf([summed([1, 1e-310, 3e-310])], 3).relative).toBeGreaterThan(1e-14);
  });

  it("is right to more roundings where outputs are far apart", () => {
    const apart = rootsOf([s[0]!], 3, [Float64Array.of(0, 100, 50)]);
    expect(apart.relative).toBe((4 + 150 / 2) * Number.EPSILON + (4 * Number.MIN_VALUE) / 0.12);
  });

  it("is right to more roundings where the logarithm is large", () => {
    expect(found.relative).toBeGreaterThan(rootsOf([s[0]!], 3).relative);
    expect(found.relative).toBeLessThan(100 * Number.EPSILON);
  });
});

describe("any other", () => {
  it("has an error in norm, with its asymmetry", () => {
    const one = rootsOf([Float64Array.of(2, 1, 1, 2)], 2);
    const skew = rootsOf([Float64Array.of(2, 1, 1 + 1e-9, 2)], 2);
    expect(one).toMatchObject({ form: "general", negativePart: 0, relative: 0 });
    squared(one, 0, 2).forEach((x, at) => expect(x).toBeCloseTo([2, 1, 1, 2][at]!, 14));
    expect(one.absolute[0]).toBe(8 * Number.EPSILON * 2);
    expect(skew.absolute[0]! - one.absolute[0]!).toBeGreaterThan(4e-10);
  });

  it("leaves out what is 0 up to the rounding, and says how much", () => {
    const found = rootsOf([Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 0, 0, 0.5)], 2);
    expect(found.roots.map((rows) => rows.length)).toEqual([1, 2]);
    expect(found.absolute[0]).toBeGreaterThanOrEqual(found.absolute[1]!);
  });

  it("counts negative eigenvalues", () => {
    expect(rootsOf([Float64Array.of(1), Float64Array.of(-1), Float64Array.of(2), Float64Array.of(3)], 1).negativePart).toBe(0.25); // prettier-ignore
  });
});
