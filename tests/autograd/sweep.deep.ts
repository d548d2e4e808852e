/**
 * The gradient sweep to order 3, and over other numbers: `npm run test:deep`.
 */
import { catalogue, pairsOf } from "../support/catalogue.ts";
import { layouts } from "../support/inputs.ts";
import { summaryOf, sweep } from "../support/sweep.ts";

/** Derivatives of one order: one for every input, sample and layout. */
const expectedCells = catalogue.reduce((count, operation) => count + pairsOf(operation.samples) * layouts.length, 0);

describe("the gradient sweep at order 3", () => {
  const { cells, failures } = sweep(3);

  it("finds no derivative that differs from its differences", () => expect(failures).toEqual([]));

  it.each([1, 2, 3])("at order %d: worst ≤ 1e-9, median ≤ 1e-12, and no residue > 1e-12", (order) => {
    const { worst, median, residue, cells: count } = summaryOf(cells, order);
    expect(worst).toBeLessThanOrEqual(1e-9);
    expect(median).toBeLessThanOrEqual(1e-12);
    expect(residue).toBeLessThanOrEqual(1e-12);
    expect(count).toBe(expectedCells);
  });
});

describe.each([1, 2, 3, 4, 5])("the gradient sweep over other numbers: seed %d", (seed) => {
  it("finds no derivative that differs from its differences", () => {
    const { cells, failures } = sweep(2, catalogue, seed);
    expect(failures).toEqual([]);
    expect(cells).toHaveLength(2 * expectedCells);
  });
});
