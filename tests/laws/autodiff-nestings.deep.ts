/**
 * Every nesting of three derivatives, for every operation on every sample: `npm run test:deep`.
 */
import { catalogue } from "../support/catalogue.ts";
import { compareNestings } from "../support/nestings.ts";

it("nestings of 3 derivatives agree to 1e-13 for every operation on every sample", () => {
  const cells = compareNestings(3);
  expect(cells).toHaveLength(7 * catalogue.reduce((n, { samples }) => n + samples.length, 0));
  expect(cells.filter(({ error }) => !(error <= 1e-13))).toEqual([]);
});
