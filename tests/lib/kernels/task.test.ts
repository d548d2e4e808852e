import { plain } from "../../../lib/kernels/plain.ts";
import {
  cost,
  isDense,
  isInOrder,
  pieces,
  rowBias,
  rowsOf,
  turned,
  type Task,
} from "../../../lib/kernels/task.ts";
import { Random } from "../../../lib/random.ts";
import { matrix, output } from "../../support/matrix-views.ts";

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
    expect(isInOrder({ ...task(5, 3, 8), out: output(5, 8, "images", 0) }, 8)).toBe(false);
  });

  it("is cut into pieces that are whole together, and rows with what is theirs of the bias", () => {
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
    const whole = task(6, 2, 3, Float64Array.of(10, 11, 12, 13, 14, 15));
    expect(isDense(whole.a)).toBe(true);
    const part = rowsOf(whole.a, 2, 3);
    expect(part.data[part.offset]).toBe(whole.a.data[whole.a.offset + 2 * 2]);
    expect([...rowBias(whole, 2, 3)!]).toEqual([12, 13, 14]);
  });
});
