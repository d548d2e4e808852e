/**
 * The certificate on matrices whose condition number was planted: the truth is inside the interval every time, and the
 * number of zeros is right or called ambiguous. The long runs are in condition-certificate.deep.ts.
 */
import { margin } from "../../probes/rounding.ts";
import { holds, missed, positiveDefinite, verdicts } from "../probes/planted.ts";

describe("κ of random positive definite matrices, from 1 to 1e12", () => {
  it("is inside its certified interval: 300 of 300", () => {
    expect(missed(300)).toEqual([]);
  });

  it("which is no idle claim: intervals a hundredth as wide miss it at times", () => {
    const narrow = Array.from({ length: 300 }, (_, seed) => positiveDefinite(seed)).filter(
      ({ kappa, result }) => {
        const { value, low, high } = result.kappa!;
        return !holds({ value, low: value - (value - low) / 100, high: value + (high - value) / 100 }, kappa);
      },
    );
    expect(narrow.length).toBeGreaterThan(0);
  });

  it("has an interval no wider than the margin makes it", () => {
    for (let seed = 0; seed < 100; seed++) {
      const { kappa, result } = positiveDefinite(seed);
      const { low, high, value } = result.kappa!;
      expect((high - low) / value).toBeLessThanOrEqual(3 * margin(result.eigenvalues.length) * (kappa + 1));
    }
  });
});

describe("planted zeros with κ* up to 1e10", () => {
  const { found, ambiguous, wrong } = verdicts(50);

  it("are counted right or called ambiguous: 50 of 50", () => {
    expect(wrong).toEqual([]);
    expect(found + ambiguous).toBe(50);
  });

  it("and are found nearly always", () => expect(found).toBeGreaterThanOrEqual(45));
});
