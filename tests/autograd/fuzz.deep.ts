/**
 * A hundred thousand random expression graphs: `npm run test:deep`. Minutes on one core.
 */
import { fuzz } from "../support/fuzz/fuzz.ts";

it("have the same derivatives in every way", () => {
  const graphs = 100_000;
  const { failures, comparisons, skipped, graphs: done } = fuzz({ graphs, seed: 1 });
  expect(failures.map(({ comparison, error, snippet }) => `${comparison}: ${error}\n${snippet}`)).toEqual([]);
  expect(done).toBe(graphs);
  expect(skipped).toBeLessThanOrEqual(graphs / 200);
  expect(comparisons).toBe(6 * graphs - 2 * skipped);
}, 3_600_000);
