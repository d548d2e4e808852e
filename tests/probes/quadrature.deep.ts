/**
 * Coverage of the interval for a fraction of eigenvalues over 200 seeds, with its mean width beside it.
 */
import { cases, coverage } from "./spreads.ts";

it.each(cases)("holds the truth in at least 90 % of 200 cases: $name, threshold $threshold", (one) => {
  const { covered, cannotTell, width } = coverage(one, 200);
  console.info(
    `${one.name} below ${one.threshold}: covered ${covered}, mean width ${width.toFixed(3)}, cannot tell ${cannotTell}`,
  );
  expect(covered).toBeGreaterThanOrEqual(0.9);
});
