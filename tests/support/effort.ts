/**
 * How much of a long table a run of the tests goes through: a part in `npm test`, all of it in `npm run test:deep`.
 */

/** Whether this is `npm run test:deep`; jest.deep.config.js says so. */
export const isDeep = process.env["BNP_TESTS"] === "deep";

/** Every nth row, the first among them; every row in `npm run test:deep`. */
export function oneIn<T>(n: number, rows: readonly T[]): readonly T[] {
  return isDeep ? rows : rows.filter((_, i) => i % n === 0);
}
