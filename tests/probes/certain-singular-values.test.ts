/**
 * Singular values with their errors: what scaling of columns does to the bounds and to the rank, and both arithmetics.
 */
import { certainSingularValues, columnLengths } from "../../probes/certain-singular-values.ts";
import type { Rows } from "../../probes/spectrum.ts";
import { stream } from "./subjects.ts";

const drawn = (rows: number, columns: number, scales: (column: number) => number): Rows => {
  const random = stream(rows);
  const entries = Float64Array.from({ length: rows * columns }, (_, at) => scales(at % columns) * random.normal()); // prettier-ignore
  return { entries, rows, columns };
};

it("columns of very different scale make no rank deficiency, and the relative error stays", () => {
  const even = certainSingularValues(drawn(20, 4, () => 1));
  const uneven = certainSingularValues(drawn(20, 4, (c) => 10 ** (-30 * c)));
  expect([even.rank, uneven.rank]).toEqual([4, 4]);
  expect(uneven.relative / even.relative).toBeCloseTo(1, 0);
  expect(uneven.relative).toBeLessThan(1e-25);
  expect(uneven.values[3]! / uneven.values[0]!).toBeLessThan(1e-80);
});

it("a column that repeats another up to Float64 rounding makes one, and then only the absolute error holds", () => {
  const base = drawn(12, 3, () => 1);
  const entries = base.entries.map((x, at) => (at % 3 === 2 ? base.entries[at - 1]! * (1 + 1e-16) : x));
  const { rank, relative, gap, absolute } = certainSingularValues({ ...base, entries });
  expect([rank, relative]).toEqual([2, Infinity]);
  expect(gap).toBeGreaterThan(1e10);
  expect(absolute).toBeLessThan(1e-27);
});

it("means that are large beside the deviations make none", () => {
  const entries = Float64Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? 1 : 1e10 + Math.sin(at)));
  expect(certainSingularValues({ entries, rows: 15, columns: 2 }).rank).toBe(2);
});

it("fewer rows than columns leave zeros", () => {
  const { values, rank } = certainSingularValues(drawn(2, 5, () => 1));
  expect([values.length, rank]).toEqual([5, 2]);
  expect(values[2]!).toBeLessThan(1e-28);
});

it("large matrices are done in Float64, and say so", () => {
  const large = certainSingularValues(drawn(160, 160, () => 1e200));
  expect(large.arithmetic).toBe("Float64");
  expect(certainSingularValues(drawn(20, 4, () => 1)).arithmetic).toBe("double-double");
  expect(large.values[0]! * 2 ** (large.exponent - 660)).toBeGreaterThan(10);
  expect(large.absolute).toBeGreaterThan(1e-14);
});

it("columnLengths neither overflow nor underflow", () => {
  const { entries } = { entries: Float64Array.of(3e200, 3e-200, 4e200, 4e-200) };
  const [a, b] = columnLengths({ entries, rows: 2, columns: 2 });
  expect([a! / 5e200, b! / 5e-200].map((x) => Number(x.toFixed(12)))).toEqual([1, 1]);
});
