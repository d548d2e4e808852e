import fc from "fast-check";
import { logSumExpValues, maxValues } from "../../tensor/reduce.ts";
import { logSoftmaxValues, shareMissingValues, softmaxValues, tieShareValues } from "../../tensor/softmax.ts";
import { broadcastValues, valuesOf, type Values } from "../../tensor/values.ts";
import * as exact from "../support/exact.ts";
import { elements, placesOf, randomView, seeded, shapes } from "../support/views.ts";

const viewAndAxes = fc.tuple(shapes(), fc.nat(), fc.boolean()).map(([shape, seed, coarse]) => {
  const random = seeded(seed);
  const axes = shape.map((_, axis) => axis).filter(() => random.uniform() < 0.5);
  const x = randomView(shape, random);
  if (coarse) for (let i = 0; i < x.data.length; i++) x.data[i] = random.integer(3); // ties
  return { x, axes };
});

/** Runs a check on random views with, for every place, what the largest and the logarithm of the sum are there. */
function everywhere(
  check: (x: number, largest: number, log: number, place: readonly number[], at: Values[]) => void,
): void {
  fc.assert(
    fc.property(viewAndAxes, ({ x, axes }) => {
      const computed = [softmaxValues, logSoftmaxValues, tieShareValues, shareMissingValues].map((f) =>
        f(x, axes),
      );
      for (const values of computed) expect(values.shape).toEqual(x.shape);
      const [largest, log] = [maxValues(x, axes), logSumExpValues(x, axes)].map((v) =>
        broadcastValues(v, x.shape),
      );
      for (const place of placesOf(x.shape)) {
        check(x.get(...place), largest!.get(...place), log!.get(...place), place, computed);
      }
    }),
  );
}

const row = (...numbers: number[]): Values => valuesOf(Float64Array.from(numbers), [numbers.length]);

describe("the softmax family", () => {
  it("is eˣ over its sum, and the logarithm of that, over any axes of any view", () => {
    everywhere((x, _, log, place, [shares, logs]) => {
      expect(shares!.get(...place)).toBeCloseTo(Math.exp(x - log), 14);
      expect(logs!.get(...place)).toBeCloseTo(x - log, 13);
    });
  });

  it("has as its limit even shares for the largest elements, and what is missing of it", () => {
    everywhere((x, largest, log, place, [, , limit, missing]) => {
      expect(limit!.get(...place) > 0).toBe(x === largest);
      expect(missing!.get(...place)).toBeCloseTo(limit!.get(...place) - Math.exp(x - log), 14);
    });
    expect(elements(tieShareValues(row(2, 1, 2, 0, 2, 2), [0]))).toEqual([0.25, 0, 0.25, 0, 0.25, 0.25]);
  });

  it("does not lose what 1 less a share would lose", () => {
    const t = Math.exp(-50);
    expect(elements(softmaxValues(row(0, -50), [0]))).toEqual([1, t]);
    expect(elements(shareMissingValues(row(0, -50), [0]))).toEqual([t, -t]);
    expect(elements(shareMissingValues(row(-50, 3, -47), [0]))[1]! / (Math.exp(-53) + t)).toBeCloseTo(1, 14);
    // Two winners miss half of what the loser has, each.
    expect(elements(shareMissingValues(row(0, 0, -50), [0]))).toEqual([t / 4, t / 4, -t / 2]);
  });

  it("has logarithms right to two units in the last place, far from 0 as near it", () => {
    for (const numbers of [
      [1000, 999],
      [-1000, -1040],
      [0, -700],
      [3, 3, 3],
      [1e5, 1e5 - 0.5, 1e5 - 30],
    ]) {
      const sum = numbers.reduce((s, x) => s + exact.exp(exact.exactly(x - numbers[0]!)), 0n);
      elements(logSoftmaxValues(row(...numbers), [0])).forEach((value, i) => {
        const right = exact.exactly(numbers[i]! - numbers[0]!) - exact.log(sum);
        expect([numbers, exact.ulps(value, right) <= 2]).toEqual([numbers, true]);
      });
    }
  });

  it("of −∞ alone has equal shares throughout", () => {
    const none = row(-Infinity, -Infinity);
    expect(elements(softmaxValues(none, [0]))).toEqual([0.5, 0.5]);
    expect(elements(tieShareValues(none, [0]))).toEqual([0.5, 0.5]);
    expect(elements(shareMissingValues(none, [0]))).toEqual([0, 0]);
    expect(elements(logSoftmaxValues(none, [0]))).toEqual([-Math.LN2, -Math.LN2]);
  });

  it("of a row with NaN, wherever it stands, is NaN throughout that row and in no other", () => {
    for (const f of [softmaxValues, logSoftmaxValues, tieShareValues, shareMissingValues]) {
      for (let place = 0; place < 3; place++) {
        const data = Float64Array.of(1, 2, 3, 4, 5, 6);
        data[place] = NaN;
        const isNaN = elements(f(valuesOf(data, [2, 3]), [1])).map(Number.isNaN);
        expect(isNaN).toEqual([true, true, true, false, false, false]);
      }
    }
  });
});
