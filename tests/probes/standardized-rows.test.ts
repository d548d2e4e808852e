/**
 * The rows that a layer sees, shifted and scaled in double-double, against 110 digits and against P in Float64.
 */
import { Linear, Pass } from "../../layers/index.ts";
import { BatchNormalizationPreconditioner, bnp, identity } from "../../preconditioners/index.ts";
import { ownStandardization, rowsThrough, standardizedRows } from "../../probes/standardized-rows.ts";
import { tensor } from "../../tensor/index.ts";
import { exactRows } from "./exact-blocks.ts";
import { exact } from "./exact-matrices.ts";
import { normal, stream } from "./subjects.ts";
import { observationOfRows } from "../preconditioners/cases.ts";

const h = Array.from({ length: 9 }, (_, j) => [1e9 + Math.sin(j), 3 * Math.cos(j)]);
const x = tensor(h.flat(), [9, 2]);

const used = (preconditioner: ReturnType<typeof bnp>, observe = true) => {
  const layer = new Linear(2, 1, { random: stream(0), preconditioner });
  if (observe) layer.weight.preconditioner!.observe?.(observationOfRows(x.values));
  const pass = Pass.training();
  layer.forward(x, pass);
  return layer.weight.preconditioner!;
};

it("are [1, h] without a preconditioner, exactly", () => {
  const { entries, low, columns, isExact } = rowsThrough(x, true);
  expect([columns, isExact]).toEqual([3, true]);
  expect([...entries]).toEqual(h.flatMap((row) => [1, ...row]));
  expect(low.every((value) => value === 0)).toBe(true);
  expect([...standardizedRows(x, false).entries]).toEqual(h.flat());
});

it.each([
  ["the statistics of its rows", { eps1: 1e-2, eps2: 1e-4 }, true],
  ["no damping", { eps1: 0, eps2: 0 }, true],
  ["nothing observed", {}, false],
] as const)("are Pᵀ[1, h] of BNP to 29 digits, with %s", (_, options, observe) => {
  const p = used(bnp(options), observe);
  if (!(p instanceof BatchNormalizationPreconditioner)) throw new Error(p.name);
  const { entries, low, isExact } = rowsThrough(x, true, p.factor());
  const expected = exactRows(h, { p, eps1: 1e-2, eps2: 1e-4, ...options }).flat();
  expect(isExact).toBe(true);
  expected.forEach((value, at) => {
    const apart = exact(entries[at]!).plus(exact(low[at]!)).minus(value).abs();
    expect(apart.lte(value.abs().times(1e-29))).toBe(true);
  });
});

it("are those of transposeTimes for P = I, exactly, and for any other P in Float64", () => {
  expect(rowsThrough(x, true, used(identity()).factor())).toMatchObject({ isExact: true });
  const { times, transposeTimes } = used(bnp()).factor();
  const { entries, isExact } = rowsThrough(x, true, { times, transposeTimes });
  expect(isExact).toBe(false);
  const long = rowsThrough(x, true, used(bnp()).factor()).entries;
  entries.forEach((value, at) => expect(value).toBeCloseTo(long[at]!, 12));
});

describe("with their own statistics", () => {
  it("have columns of mean 0 and, undamped, of length √N, whatever the means", () => {
    const seen = normal(stream(1), [20, 3]);
    const { entries, columns } = standardizedRows(seen, true, ownStandardization(seen, 3, { eps1: 0, eps2: 0 })); // prettier-ignore
    for (let c = 1; c < columns; c++) {
      const column = Array.from({ length: 20 }, (_, j) => entries[j * columns + c]!);
      expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 13);
      expect(column.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(20, 12);
    }
  });

  it("of one channel for several columns, are shifted by its mean", () => {
    const seen = tensor([1, 2, 3, 6], [4, 1]);
    const { entries } = standardizedRows(tensor([1, 2, 3, 6], [2, 2]), true, ownStandardization(seen, 2));
    expect([...entries]).toEqual([1, -2, -1, 1, 0, 3]);
  });
});
