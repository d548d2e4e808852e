/**
 * Condition numbers: what each status means, on matrices whose spectrum is known.
 */
import { inspect } from "node:util";
import { conditionOf, type ConditionOptions } from "../../probes/condition.ts";
import { dense } from "../../probes/dense.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { spectrumOfFactor } from "../../probes/factor-spectrum.ts";
import { spectrumOf } from "../../probes/spectrum.ts";
import { stream, withSpectrum } from "./subjects.ts";

interface Planted extends ConditionOptions {
  readonly stationarity?: number;
  readonly seed?: number;
}

const conditionWith = (
  eigenvalues: readonly number[],
  { stationarity, seed = 0, ...options }: Planted = {},
) => {
  const operator = matrixOperator(withSpectrum(stream(seed), eigenvalues), eigenvalues.length, "a");
  const asked = stationarity === undefined ? operator : { ...operator, stationarity: () => stationarity };
  return conditionOf(spectrumOf(dense(asked)), options);
};

const inside = (bracket: { low: number; high: number } | undefined, truth: number): boolean =>
  bracket !== undefined && bracket.low <= truth && truth <= bracket.high;

describe("a positive definite matrix", () => {
  it("has a certified κ, which is κ* too", () => {
    const result = conditionWith([0.5, 1, 2, 50]);
    expect(result).toMatchObject({ status: "certified", negative: 0, zero: 0, positive: 4, products: 4 });
    expect(inside(result.kappa, 100)).toBe(true);
    expect(result.kappaStar).toEqual(result.kappa);
    expect(result.kappa!.high / result.kappa!.low - 1).toBeLessThan(1e-10);
  });

  it("has an interval that widens with κ, as the margin asks, and holds the truth", () => {
    const widths = [1e4, 1e8, 1e12].map((kappa) => {
      const { kappa: bracket, status } = conditionWith([1 / kappa, 0.1, 0.3, 1]);
      expect([status, inside(bracket, kappa)]).toEqual(["certified", true]);
      return bracket!.high / bracket!.low - 1;
    });
    expect(widths[1]! / widths[0]!).toBeCloseTo(1e4, -2);
    expect(widths[2]!).toBeLessThan(0.1);
  });

  it("is certified also where nobody asked for zeros, and away from a stationary point", () => {
    expect(conditionWith([1, 2], { stationarity: 0.1 }).status).toBe("certified");
    expect(conditionWith([1, 2], { stationarity: 0.1, nullity: 1 }).status).toBe("certified");
  });

  it("but not where theory says that there are zeros", () => {
    const result = conditionWith([1, 2, 3], { stationarity: 0, nullity: 1 });
    expect(result).toMatchObject({ status: "ambiguous", kappaStar: undefined });
    expect(result.reason).toBe("0 eigenvalues are zero up to rounding, but 1 were predicted");
    expect(result.candidates).toContainEqual(expect.objectContaining({ rule: "prediction", zeros: 1 }));
  });
});

describe("a singular matrix", () => {
  const planted = [0, 0, 1e-4, 0.5, 1];

  it("has an infinite κ and a certified κ*", () => {
    const result = conditionWith(planted, { nullity: 2 });
    expect(result).toMatchObject({ status: "singular", negative: 0, zero: 2, positive: 3 });
    expect(inside(result.kappaStar, 1e4)).toBe(true);
    expect(result.kappa).toMatchObject({ value: Infinity, high: Infinity });
    expect(result.kappa!.low).toBeGreaterThan(1e12);
  });

  it("whose zeros nobody predicted has presumed zeros, no κ*, and a κ that is only bounded", () => {
    const result = conditionWith(planted);
    expect(result).toMatchObject({ status: "presumed", zero: 2, kappaStar: undefined });
    expect(result.status === "presumed" && inside(result.kappaStarIfZero, 1e4)).toBe(true);
    expect(result.kappa!.low).toBeGreaterThan(1e12);
    expect(result.reason).toMatch(
      /^2 of 5 eigenvalues are at most .*, and presumed to be zeros: none were predicted$/,
    );
  });

  it.each([
    ["diag(1, 1e-20)", [1, 0, 0, 1e-20], 1e20],
    // GᵀG of G = diag(1, 1e-9) turned: the least eigenvalue is 1e-18, and what rounding left of it is noise.
    ["a Gram matrix", [0.5 + 0.5e-18, 0.5 - 0.5e-18, 0.5 - 0.5e-18, 0.5 + 0.5e-18], 1e18],
  ])("is not proved singular by an eigenvalue below rounding: %s", (_name, entries, kappa) => {
    const result = conditionOf(spectrumOf(dense(matrixOperator(Float64Array.from(entries), 2))));
    expect(result).toMatchObject({ status: "presumed", kappaStar: undefined });
    expect(inside(result.kappa, kappa)).toBe(true);
  });

  it("at a stationary point needs a prediction, and the right one", () => {
    expect(conditionWith(planted, { stationarity: 0, nullity: 2 }).status).toBe("singular");
    expect(conditionWith(planted, { stationarity: 0, nullity: 3 }).status).toBe("ambiguous");
    expect(conditionWith(planted, { stationarity: 0 })).toMatchObject({
      status: "ambiguous",
      reason: "how many zeros to expect is not known",
    });
  });

  it("away from a stationary point has no κ*, whatever it looks like", () => {
    const result = conditionWith(planted, { stationarity: 1e-6, nullity: 2 });
    expect(result).toMatchObject({ status: "ambiguous", kappaStar: undefined, stationarity: 1e-6 });
    expect(result.reason).toBe("the point is not stationary: the gradient is 0.000001 of its scale");
  });

  it("whose least eigenvalue stands little above rounding is ambiguous, though counts confirm the zeros", () => {
    const { status, reason } = conditionWith([0, 1e-13, 1], { nullity: 1 });
    expect(status).toBe("ambiguous");
    expect(reason).toMatch(/^the least eigenvalue above rounding is only \d+ times the largest below$/);
  });

  it("whose zeros run on into the rest is ambiguous, with a candidate for each opinion", () => {
    const result = conditionWith([0, 1e-15, 1e-13, 1e-12, 1e-4, 1], { nullity: 4 });
    expect(result.status).toBe("ambiguous");
    expect(result.kappaStar).toBeUndefined();
    expect(result.candidates.map(({ rule }) => rule)).toEqual(["rounding", "gap", "prediction"]);
    const [, gap, prediction] = result.candidates;
    expect([gap!.zeros, prediction!.zeros]).toEqual([4, 4]);
    expect(prediction!.kappaStar / 1e4).toBeCloseTo(1, 6);
  });
});

describe("a matrix with a negative eigenvalue", () => {
  it("has no condition number, and says how many and how far down", () => {
    const result = conditionWith([-1e-3, 0, 1, 2], { nullity: 1 });
    expect(result).toMatchObject({
      status: "indefinite",
      kappa: undefined,
      kappaStar: undefined,
      candidates: [],
      negative: 1,
      zero: 1,
      positive: 2,
    });
    expect(result.reason).toBe("1 of 4 eigenvalues are negative, down to -0.001");
  });

  it("that rounding explains does not count as one", () => {
    expect(conditionWith([-1e-17, 1, 2]).status).toBe("presumed");
  });
});

describe("an eigensolver that is wrong", () => {
  const matrix = dense(matrixOperator(withSpectrum(stream(0), [1, 2, 3]), 3));

  it.each([
    [[-1, 2, 3], "do not confirm the negative ones"],
    [[0, 2, 3], "do not confirm how many are zero"],
    [[1.1, 2, 3], "do not confirm the computed ones"],
    [[1, 2, 2.9], "do not confirm the computed ones"],
  ])("is found out by the counts: it claims %j", (claimed, words) => {
    const result = conditionOf(spectrumOf(matrix, Float64Array.from(claimed)));
    expect(result).toMatchObject({ status: "ambiguous", kappaStar: undefined });
    expect(result.reason).toContain(words);
  });
});

describe("the zero matrix", () => {
  it("has a status of its own", () => {
    expect(conditionWith([0, 0])).toMatchObject({ status: "zero", zero: 2, kappa: undefined });
  });
});

describe("what can always be said", () => {
  it("is λmax, λmax over the median positive eigenvalue, and how many are above a thousandth", () => {
    const result = conditionWith([-5, 0, 1e-4, 0.1, 0.2, 8]);
    expect(result.largest).toBeCloseTo(8, 12);
    expect(result.largestOverMedian).toBeCloseTo(8 / 0.15, 9);
    expect(result.aboveThousandth).toBe(3);
    expect(conditionWith([-3, -2]).largestOverMedian).toBeUndefined();
    expect(conditionWith([-3, -2]).aboveThousandth).toBe(0);
    expect(conditionWith([1, 2, 4]).largestOverMedian).toBeCloseTo(2, 12);
  });

  it("is the rule by which an eigenvalue is zero, and what the numbers cost", () => {
    const result = conditionWith([1, 2]);
    expect(result.rule).toBe("max(10√n, n)·ε·|λ|max + asymmetry");
    expect(result.certificate).toBe("counts of eigenvalues by LDLᵀ");
    expect([result.threshold, result.asymmetry]).toEqual([
      10 * Math.SQRT2 * Number.EPSILON * result.largest,
      0,
    ]);
  });
});

describe("a factor", () => {
  it("has a κ that its product could not know", () => {
    const f = Float64Array.of(1, 0, 0, 0, 1e-9, 0, 0, 0, 0);
    const result = conditionOf(spectrumOfFactor({ entries: f, rows: 3, columns: 3 }, "f"), { nullity: 1 });
    expect(result).toMatchObject({ status: "singular", zero: 1 });
    expect(inside(result.kappaStar, 1e18)).toBe(true);
    expect(result.kappaStar!.high / result.kappaStar!.low - 1).toBeLessThan(1e-4);
  });
});

describe("a prediction", () => {
  it.each([-1, 0.5, 4, NaN])("of %d zeros of 3 is refused", (nullity) => {
    expect(() => conditionWith([1, 2, 3], { nullity })).toThrow(
      "the number of zeros of 3 eigenvalues is from 0 to 3",
    );
  });
});

describe("in print", () => {
  it.each<[string, readonly number[], Planted, RegExp]>([
    [
      "certified",
      [1, 4],
      {},
      /^condition number of a \(2 rows\): certified: .*; κ = 4, 0 negative, 0 zero, 2 positive/,
    ],
    ["singular", [0, 1, 4], { nullity: 1 }, /singular: .*; κ = Infinity, κ\* = 4, /],
    ["presumed", [0, 1, 4], {}, /presumed: .*; κ ≥ \d+, κ\* = 4 if they are zeros, /],
    ["indefinite", [-1, 1, 4], {}, /indefinite: 1 of 3 eigenvalues are negative, down to -1; 1 negative/],
    ["zero", [0, 0], {}, /zero: every eigenvalue is zero; 0 negative, 2 zero, 0 positive eigenvalues$/],
  ])("a %s result is one line with what one looks for first", (_status, eigenvalues, options, words) => {
    const result = conditionWith(eigenvalues, options);
    expect(inspect(result)).toMatch(words);
    expect(Object.keys(JSON.parse(JSON.stringify(result)) as object)).toContain("eigenvalues");
  });
});
