import fc from "fast-check";
import { Random } from "../../lib/index.ts";
import { broadcastShape, keptShape, sizeOf, type Shape } from "../../tensor/shape.ts";
import { logSumExpValues, maxValues, sumToValues } from "../../tensor/reduce.ts";
import { valuesOf, type Values } from "../../tensor/values.ts";
import * as exact from "../support/exact.ts";
import { firstDifference } from "../support/tensors.ts";
import {
  broadcastPairs,
  broadcastPlace,
  elements,
  placesOf,
  randomView,
  seeded,
  shapes,
} from "../support/views.ts";

/** The groups of elements that a reduction over axes brings together, one an output, in the order of the outputs. */
function groups(x: Values, to: readonly number[]): number[][] {
  const outputs = placesOf(to).map((place) => place.join());
  const found = outputs.map((): number[] => []);
  for (const place of placesOf(x.shape)) {
    found[outputs.indexOf(broadcastPlace(to, place).join())]!.push(x.get(...place));
  }
  return found;
}

const viewAndAxes = fc.tuple(shapes(), fc.nat()).map(([shape, seed]) => {
  const random = seeded(seed);
  const axes = shape.map((_, axis) => axis).filter(() => random.uniform() < 0.5);
  return { x: randomView(shape, random), axes, random };
});

describe("sumToValues", () => {
  it("adds up what broadcasting would repeat", () => {
    fc.assert(
      fc.property(broadcastPairs, fc.nat(), ([to, other], seed) => {
        const x = randomView(broadcastShape("x", to, other), seeded(seed));
        const y = sumToValues(x, to);
        const sums = groups(x, to).map((group) => exact.toNumber(exact.exactSum(group)));
        expect(y.shape).toEqual(to);
        elements(y).forEach((value, i) => expect(value).toBeCloseTo(sums[i]!, 12));
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, Shape, Shape]>([
    ["all elements", [300_000], []],
    ["the last axis", [2, 150_000], [2, 1]],
    ["the first axis", [100_000, 3], [3]],
    ["the first axis of one column", [300_000, 1], [1, 1]],
    ["two axes around one that is kept", [400, 2, 400], [1, 2, 1]],
  ])("sums over %s keep the digits that one running sum loses", (_, from, to) => {
    const x = valuesOf(Float64Array.of(0.1), from, new Array<number>(from.length).fill(0));
    const whole = valuesOf(new Float64Array(sizeOf(from)).fill(0.1), from);
    const count = whole.data.length / sizeOf(to);
    const sum = BigInt(count) * exact.exactly(0.1);
    for (const input of [x, whole]) {
      for (const value of elements(sumToValues(input, to))) expect(exact.ulps(value, sum)).toBeLessThan(100);
    }
    let running = 0;
    for (let i = 0; i < count; i++) running += 0.1;
    expect(exact.ulps(running, sum)).toBeGreaterThan(10_000);
  });

  it("sums images by channel, pixels first and then images, whatever the layout", () => {
    for (let seed = 0; seed < 20; seed++) {
      const x = randomView([5, 3, 4, 6], Random.stream(seed, "channels"));
      for (const shape of [
        [1, 3, 1, 1],
        [3, 1, 1],
      ]) {
        const sums = elements(sumToValues(x, shape));
        const expected = [0, 1, 2].map((c) =>
          placesOf([5, 4, 6]).reduce((sum, [n, h, w]) => sum + x.get(n!, c, h!, w!), 0),
        );
        sums.forEach((sum, c) => expect(Math.abs(sum - expected[c]!)).toBeLessThan(1e-13 * 120));
      }
    }
  });
});

describe("maxValues", () => {
  it("is the largest of every group, −∞ over nothing", () => {
    fc.assert(
      fc.property(viewAndAxes, ({ x, axes }) => {
        const to = keptShape(x.shape, axes);
        const y = maxValues(x, axes);
        expect(y.shape).toEqual(to);
        expect(elements(y)).toEqual(groups(x, to).map((group) => Math.max(...group)));
      }),
    );
  });

  it("keeps a NaN wherever it stands", () => {
    for (let place = 0; place < 5; place++) {
      const data = Float64Array.of(1, 2, 3, 4, 5);
      data[place] = NaN;
      expect(elements(maxValues(valuesOf(data, [5]), [0]))).toEqual([NaN]);
    }
  });
});

describe("logSumExpValues", () => {
  it("is the logarithm of the sum of exponentials", () => {
    fc.assert(
      fc.property(viewAndAxes, ({ x, axes }) => {
        const y = logSumExpValues(x, axes);
        const direct = groups(x, y.shape).map((group) =>
          Math.log(group.reduce((s, v) => s + Math.exp(v), 0)),
        );
        elements(y).forEach((value, i) =>
          direct[i] === -Infinity ? expect(value).toBe(-Infinity) : expect(value).toBeCloseTo(direct[i]!, 12),
        );
      }),
    );
  });

  const over = (...numbers: number[]): number =>
    elements(logSumExpValues(valuesOf(Float64Array.from(numbers), [numbers.length]), [0]))[0]!;

  it("does not overflow, and is right to two units in the last place", () => {
    for (const numbers of [
      [1000, 1000.5],
      [-1000, -1001, -1002],
      [0, -40],
      [0, -700],
      [3, 1, 2, -5],
      [0, 0],
    ]) {
      const sum = numbers.reduce((s, x) => s + exact.exp(exact.exactly(x - numbers[0]!)), 0n);
      const right = exact.exactly(numbers[0]!) + exact.log(sum);
      expect([numbers, exact.ulps(over(...numbers), right) <= 2]).toEqual([numbers, true]);
    }
  });

  it("keeps NaN and the infinities", () => {
    const found = [
      over(NaN, 1),
      over(1, NaN),
      over(Infinity, 0),
      over(Infinity, Infinity),
      over(-Infinity, 2),
    ];
    expect(firstDifference(found, [NaN, NaN, Infinity, Infinity, 2])).toBe(-1);
    expect([over(), over(-Infinity), over(-Infinity, -Infinity)]).toEqual([-Infinity, -Infinity, -Infinity]);
  });
});
