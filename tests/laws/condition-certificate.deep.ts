/**
 * The certificate over many matrices: `npm run test:deep`.
 */
import { missed, verdicts } from "../probes/planted.ts";

it("κ of 10,000 random positive definite matrices, from 1 to 1e12, is inside its certified interval", () => {
  expect(missed(10_000)).toEqual([]);
});

it("planted zeros of 1,000 singular matrices with κ* up to 1e10 are counted right or called ambiguous", () => {
  const { found, ambiguous, wrong } = verdicts(1000);
  expect(wrong).toEqual([]);
  expect(found).toBeGreaterThanOrEqual(950);
  expect(found + ambiguous).toBe(1000);
});
