/**
 * Every nesting of two and three derivatives, for every operation on every sample: `npm run test:deep`.
 */
import { catalogue } from "../support/catalogue.ts";
import { compareNestings } from "../support/nestings.ts";

it.each([2, 3])("nestings of %d derivatives agree to 1e-13 for every operation on every sample", (order) => {
  const cells = compareNestings(order);
  expect(cells).toHaveLength((2 ** order - 1) * catalogue.reduce((n, { samples }) => n + samples.length, 0));
  expect(cells.filter(({ error }) => !(error <= 1e-13))).toEqual([]);
});
