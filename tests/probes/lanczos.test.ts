/**
 * Bounds from Lanczos: on the right side always, near where they can be, and never called a value.
 */
import { conditionBound, ritzMeasures } from "../../probes/lanczos.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { stream, withSpectrum } from "./subjects.ts";

const operatorWith = (eigenvalues: readonly number[], seed = 0) =>
  matrixOperator(withSpectrum(stream(seed), eigenvalues), eigenvalues.length, "a");

/** n numbers spread evenly in their logarithms from 1 down to 1/κ. */
const even = (n: number, kappa: number): number[] =>
  Array.from({ length: n }, (_, i) => kappa ** (-i / (n - 1)));

describe("a bound on κ", () => {
  it.each([1e2, 1e4, 1e8])("is below κ, and well below it where eigenvalues are small: κ = %d", (kappa) => {
    for (let seed = 0; seed < 5; seed++) {
      const { status, kappaAtLeast, largestAtLeast, smallestAtMost, products } = conditionBound(
        operatorWith(even(100, kappa), seed),
        { steps: 40, seed },
      );
      expect([status, products]).toEqual(["bound", 80]);
      expect(kappaAtLeast!).toBeLessThanOrEqual(kappa);
      expect(largestAtLeast).toBeLessThanOrEqual(1);
      expect(largestAtLeast).toBeGreaterThan(0.999);
      expect(smallestAtMost).toBeGreaterThanOrEqual(1 / kappa);
      if (kappa === 1e8) expect(kappaAtLeast!).toBeLessThan(0.5 * kappa);
    }
  });

  it("meets κ where the space is exhausted", () => {
    const { kappaAtLeast } = conditionBound(operatorWith([1, 1, 3, 3, 7, 7, 7, 10]), { steps: 8 });
    expect(kappaAtLeast!).toBeCloseTo(10, 10);
  });

  it("is said in words that call it one", () => {
    expect(conditionBound(operatorWith(even(20, 100)), { steps: 10 }).reason).toMatch(
      /^a lower bound: λmax is at least 1 and λmin at most 0\.01/,
    );
  });

  it("is of rounding's size for a singular matrix, and no more", () => {
    const { kappaAtLeast, status } = conditionBound(operatorWith([0, 1, 2, 3]), { steps: 4 });
    expect(status).toBe("bound");
    expect(kappaAtLeast!).toBeGreaterThan(1e13);
  });

  it("is none where an eigenvalue is negative: that is certain, and said", () => {
    const bound = conditionBound(operatorWith([-1e-3, ...even(50, 10)]), { steps: 51 });
    expect(bound).toMatchObject({ status: "indefinite", kappaAtLeast: undefined });
    expect(bound.reason).toBe("an eigenvalue is negative: at most -0.001");
  });

  it("does not depend on one start, which may miss an eigenvector", () => {
    // From this start alone the largest eigenvalue would never be seen.
    const a = matrixOperator(Float64Array.of(9, 0, 0, 0, 2, 0, 0, 0, 1), 3);
    expect(conditionBound(a, { steps: 3 }).largestAtLeast).toBeCloseTo(9, 10);
    expect(() => conditionBound(a, { starts: 1 })).toThrow("1 starts: a whole number from 2");
  });
});

describe("Ritz values", () => {
  it("lie between the ends of the spectrum, with weights of sum 1", () => {
    for (const { nodes, weights } of ritzMeasures(operatorWith(even(60, 1e3)), { steps: 30, starts: 4 })) {
      expect(nodes).toHaveLength(30);
      expect(nodes[0]!).toBeGreaterThanOrEqual(1e-3 - 1e-15);
      expect(nodes.at(-1)!).toBeLessThanOrEqual(1 + 1e-14);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 13);
    }
  });

  it("show an outlying eigenvalue once, and no ghosts of it", () => {
    const spectrum = [100, ...Array.from({ length: 149 }, (_, i) => i / 149)];
    for (const { nodes } of ritzMeasures(operatorWith(spectrum), { steps: 120 })) {
      expect(nodes.filter((node) => node > 2)).toHaveLength(1);
    }
  });

  it("follow their seed", () => {
    const a = operatorWith(even(10, 10));
    expect(ritzMeasures(a, { seed: 1 })).toEqual(ritzMeasures(a, { seed: 1 }));
    expect(ritzMeasures(a, { seed: 1, steps: 3 })).not.toEqual(ritzMeasures(a, { seed: 2, steps: 3 }));
  });
});
