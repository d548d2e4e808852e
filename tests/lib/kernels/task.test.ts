import type { Axis, MatrixView } from "../../../lib/kernels/kernels.ts";
import { plain } from "../../../lib/kernels/plain.ts";
import {
  cost,
  isDense,
  isInOrder,
  isLine,
  pieces,
  reach,
  rowBias,
  rowsOf,
  turned,
  type Task,
} from "../../../lib/kernels/task.ts";
import { Random } from "../../../lib/random.ts";
import { elements, layouts, matrix, output } from "../../support/matrix-views.ts";

function task(m: number, k: number, n: number, bias?: Float64Array): Task {
  const random = Random.stream(0, "task");
  const [a, b] = [matrix(m, k, "rows", "normal", random), matrix(k, n, "rows", "normal", random)];
  return { a, b, out: output(m, n, "rows", 0), bias, biasBy: "column" };
}

describe("a product as a task", () => {
  it("is the same product when it is turned, and the same task when it is turned twice", () => {
    const upright = task(7, 5, 9);
    plain.product(upright.a, upright.b, upright.out);
    const expected = upright.out.data.slice();
    upright.out.data.fill(0);
    const other = turned(upright);
    plain.product(other.a, other.b, other.out);
    expect(upright.out.data).toEqual(expected);
    const { a, b, out } = turned(other);
    expect({ a, b, out }).toEqual({ a: upright.a, b: upright.b, out: upright.out });
  });

  it("costs less the way that fewer outputs fall over the edge, if the result need not be put in place one by one", () => {
    // 10 × 8 fits blocks of 5×4; turned it is 8 × 10, of which 10 × 12 is computed.
    expect(cost(task(10, 7, 8))).toBe(10 * 8 * 7);
    expect(cost(turned(task(10, 7, 8)))).toBe(10 * 12 * (7 + 8));
    // 4 × 5 is one block turned and two upright; with many steps of k that is worth the putting in place.
    expect(cost(turned(task(4, 500, 5)))).toBeLessThan(cost(task(4, 500, 5)));
    expect(cost(turned(task(4, 5, 8)))).toBeGreaterThan(cost(task(4, 5, 8)));
  });

  it("leaves in order what is row-major, has no surplus, and no bias but one a column", () => {
    const bias = new Float64Array(8);
    expect(isInOrder(task(5, 3, 8), 8)).toBe(true);
    expect(isInOrder(task(5, 3, 8, bias), 8)).toBe(true);
    expect(isInOrder(task(5, 3, 7), 7)).toBe(false);
    expect(isInOrder({ ...task(5, 3, 8, bias), biasBy: "row" }, 8)).toBe(false);
    expect(isInOrder({ ...task(5, 3, 8), biasBy: "row" }, 8)).toBe(true);
  });

  it("does not leave in order what lies in another way: apart, in columns, in two axes that change places", () => {
    const columns = [{ length: 8, stride: 1 }];
    const others = [
      output(4, 8, "images", 0),
      { rows: [{ length: 4, stride: 10 }], columns },
      { rows: [{ length: 4, stride: 8 }], columns: [{ length: 8, stride: 2 }] },
      { rows: [8, 16].map((stride) => ({ length: 2, stride })), columns },
    ];
    const whole = task(4, 3, 8);
    for (const other of others)
      expect(isInOrder({ ...whole, out: { ...whole.out, ...other } }, 8)).toBe(false);
  });

  it("is cut into pieces that are whole together", () => {
    for (const [length, share] of [
      [1, 1],
      [10, 3],
      [12, 4],
      [5, 9],
    ] as const) {
      const cut = pieces(length, share);
      expect(cut.reduce((sum, [, count]) => sum + count, 0)).toBe(length);
      cut.forEach(([from], i) => expect(from).toBe(i * share));
    }
  });

  it("has rows that are rows of what it is cut from, with what is theirs of the bias, in one axis or two", () => {
    for (const layout of layouts) {
      const a = matrix(6, 4, layout, "normal", Random.stream(0, layout));
      const inner = 6 / a.rows[0]!.length;
      const part = elements(rowsOf(a, 1, 2));
      expect(part).toEqual(elements(a).slice(inner * 4, 3 * inner * 4));
      const bias = Float64Array.of(10, 11, 12, 13, 14, 15);
      expect(rowBias({ ...task(6, 4, 3, bias), a }, 1, 2)).toEqual(bias.slice(inner, 3 * inner));
      expect(rowBias({ ...task(6, 4, 3), a }, 1, 2)).toBeUndefined();
    }
  });

  it("is dense without gaps, whatever the order of its elements", () => {
    const random = Random.stream(0, "dense");
    for (const layout of ["rows", "columns"] as const) {
      expect(isDense(matrix(6, 4, layout, "normal", random))).toBe(true);
    }
    expect(isDense(output(8, 3, "images", 2))).toBe(true);
    for (const layout of ["gaps", "far apart"] as const) {
      expect(isDense(matrix(6, 4, layout, "normal", random))).toBe(false);
    }
  });

  it("reaches as far as its axis does, either way, if there are places to cut and the partner has as many", () => {
    const axis = { length: 5, stride: -7 };
    expect([reach(axis), reach(axis, { length: 5, stride: 1 })]).toEqual([7, 7]);
    const nowhere = [
      reach(undefined),
      reach({ length: 1, stride: 7 }),
      reach(axis, { length: 4, stride: 7 }),
    ];
    expect(nowhere).toEqual([0, 0, 0]);
  });
});

it("a line is one row or one column whose elements follow one another", () => {
  const view = (rows: Axis[], columns: Axis[]): MatrixView => ({
    data: new Float64Array(9),
    offset: 0,
    rows,
    columns,
  });
  const [one, three] = [
    { length: 1, stride: 5 },
    { length: 3, stride: 1 },
  ];
  expect([view([one], [three]), view([three], [one]), view([one], [one]), view([], [three])].map(isLine)).toEqual([true, true, true, true]); // prettier-ignore
  const others = [view([one], [{ length: 3, stride: 2 }]), view([three], [three]), view([one], [{ length: 3, stride: -1 }])]; // prettier-ignore
  expect(others.map(isLine)).toEqual([false, false, false]);
});
