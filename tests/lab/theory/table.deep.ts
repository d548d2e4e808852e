/**
 * The whole theory table, problem by problem and from two seeds: every rate, threshold and count within its bound, and
 * what the figure of the badly scaled inputs shows.
 */
import { checkProblem } from "../../../lab/theory/check.ts";
import { problems } from "../../../lab/theory/problems.ts";

describe.each([0, 1000])("from seed %d", (seed) => {
  it.each(problems.map((problem) => [problem.name, problem] as const))("%s is as predicted", (_, problem) => {
    const { methods } = checkProblem(problem, seed);
    for (const { rates, thresholds, nullity, gradient } of methods) {
      for (const { relativeError, bound } of rates) expect(relativeError).toBeLessThanOrEqual(bound);
      for (const { relativeError } of thresholds) expect(Math.abs(relativeError)).toBeLessThanOrEqual(5e-3);
      expect(nullity.counted).toBe(nullity.predicted);
      expect(gradient).toBeLessThanOrEqual(1e-13);
    }
    const [plain, bnp] = methods.map(({ kappaStar }) => kappaStar);
    if (problem.name === "mlp-scaled") expect(plain! / bnp!).toBeGreaterThan(10);
    if (problem.name === "mlp-white") expect(Math.abs(Math.log2(plain! / bnp!))).toBeLessThan(1);
  });
});
