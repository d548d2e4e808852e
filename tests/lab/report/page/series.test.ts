/** Medians, bands, ranges and ticks: what the figures are made of. */
import fc from "fast-check";
import { tools } from "../../../../lab/report/tools.ts";
import type { Arm } from "../../../../lab/training/results.ts";
import { sampleComparison } from "../../compare/sample.ts";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

function groupOf(label: string, diverging: readonly string[] = []) {
  const comparison = sampleComparison({ batchSizes: [60], diverging });
  return tools.groups(comparison.arms, comparison.costs).find((g) => g.label === label)!;
}

describe("the median", () => {
  it("has as many values above as below", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (values) => {
        const m = tools.median(values, "high")!;
        const [below, above] = [values.filter((v) => v < m).length, values.filter((v) => v > m).length];
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it("is lost exactly when half of the values are, whichever end is the worst", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), fc.nat(20), (values, lost) => {
        const all = [...values, ...Array<null>(lost).fill(null)];
        for (const worst of ["high", "low"] as const) {
          expect(tools.median(all, worst) === null).toBe(2 * lost >= all.length);
        }
      }),
    );
    expect([tools.median([1, 2, null], "high"), tools.median([1, 2, null], "low")]).toEqual([2, 1]);
    expect(tools.median([], "high")).toBeNull();
  });
});

describe("groups", () => {
  it("do not depend on the order of the arms", () => {
    const { arms } = sampleComparison();
    const shuffle = fc.shuffledSubarray([...arms], { minLength: arms.length });
    fc.assert(fc.property(shuffle, (mixed) => expect(tools.groups(mixed)).toEqual(tools.groups(arms))));
  });

  it("keep several rates of one label apart, by name", () => {
    const { arms } = sampleComparison({ labels: ["bn"], batchSizes: [60] });
    const twice = [...arms, ...arms.map((arm): Arm => ({ ...arm, learningRate: 0.5 }))];
    expect(tools.groups(twice).map((g) => g.name)).toEqual(["bn @ 0.1", "bn @ 0.5"]);
    expect(tools.groups(arms).map((g) => g.name)).toEqual(["bn"]);
  });
});

describe("a band", () => {
  it("holds the median of the seeds, at every evaluated step, against each x", () => {
    const group = groupOf("bnp");
    for (const kind of ["steps", "examples", "seconds"] as const) {
      const band = tools.band(group, "testLoss", kind);
      expect(band.x).toHaveLength(21);
      expect(band.x).toEqual([...band.x].sort((a, b) => a - b));
      band.y.forEach((y, i) => {
        expect(band.low[i]!).toBeLessThanOrEqual(y!);
        expect(band.high[i]!).toBeGreaterThanOrEqual(y!);
      });
    }
  });

  it("has no width for one seed", () => {
    const [group] = tools.groups(sampleComparison({ labels: ["bn"], seeds: [1] }).arms);
    expect(new Set(tools.band(group!, "trainLoss", "steps").low)).toEqual(new Set([null]));
  });

  it("keeps a diverged seed in the median as the worst, and ends where half of the seeds are lost", () => {
    const one = tools.band(groupOf("bnp", ["bnp/60/1"]), "testLoss", "steps");
    expect(one.y.at(-1)).toBe(one.high.at(-1));
    const accuracy = tools.band(groupOf("bnp", ["bnp/60/1"]), "testAccuracy", "steps");
    expect(accuracy.y.at(-1)).toBe(accuracy.low.at(-1));
    const two = tools.band(groupOf("bnp", ["bnp/60/1", "bnp/60/2"]), "testLoss", "steps");
    expect(two.x.at(-1)!).toBeLessThan(one.x.at(-1)!);
  });

  it("leaves a seed out where it was merely not evaluated", () => {
    const { arms, ...rest } = groupOf("bnp");
    const sparse = {
      ...rest,
      arms: [{ ...arms[0]!, curve: arms[0]!.curve.filter((_, i) => i % 2 === 0) }, arms[1]!],
    };
    expect(tools.band(sparse, "testLoss", "steps").y[1]).toBe(arms[1]!.curve[1]!.testLoss);
  });
});

it("against seconds, a point stands at its steps times the measured cost; without one there is no such line", () => {
  const group = groupOf("bnp");
  const { median } = sampleComparison().costs!.find(
    (c) => c.label === "bnp" && c.batchSize === 60,
  )!.milliseconds;
  expect(group.stepSeconds).toBe(median / 1000);
  const steps = tools.band(group, "testLoss", "steps").x;
  expect(tools.band(group, "testLoss", "seconds").x).toEqual(steps.map((step) => step * group.stepSeconds!));
  const { stepSeconds, ...untimed } = group;
  expect(tools.band(untimed, "testLoss", "seconds").x).toEqual([]);
  expect(tools.single(group.arms[0]!, "testLoss", "seconds").x).toEqual([]);
  expect(tools.single(group.arms[0]!, "testLoss", "seconds", stepSeconds).x).toHaveLength(21);
});

it("a single curve ends at its last finite point", () => {
  const [arm] = groupOf("bnp", ["bnp/60/0"]).arms;
  const line = tools.single(arm!, "testLoss", "steps");
  expect(line.x).toHaveLength(arm!.curve.length - 1);
  expect(line.y.every((y) => y !== null)).toBe(true);
});

describe("the range of a loss axis", () => {
  const arms = (diverging: readonly string[]) => sampleComparison({ batchSizes: [60], diverging }).arms;

  it("is not widened by seeds that diverge", () => {
    for (const log of [true, false]) {
      expect(tools.lossRange(arms(["bnp/60/1"]), "trainLoss", log)![1]).toBeLessThan(10);
    }
  });

  it("still exists where every seed diverges, and not where there is no value", () => {
    const all = ["none", "bn", "bnp"].flatMap((label) => [0, 1, 2].map((seed) => `${label}/60/${seed}`));
    const [low, high] = tools.lossRange(arms(all), "trainLoss", true)!;
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low);
    expect(high).toBeLessThan(4e4);
    expect(tools.lossRange([], "trainLoss", true)).toBeNull();
  });

  it("holds all the losses of seeds that do not", () => {
    const losses = arms([]).flatMap((arm) => arm.curve.map((p) => p.testLoss!));
    for (const log of [true, false]) {
      const [low, high] = tools.lossRange(arms([]), "testLoss", log)!;
      expect(Math.min(...losses)).toBeGreaterThan(low);
      expect(Math.max(...losses)).toBeLessThan(high);
    }
  });

  it("lets a spike of one point leave a linear frame", () => {
    const spiked = arms([]).map((arm, k) => ({
      ...arm,
      curve: arm.curve.map((p, i) => (k === 0 && i === 9 ? { ...p, testLoss: 900 } : p)),
    }));
    expect(tools.lossRange(spiked, "testLoss", false)![1]).toBeLessThan(6);
    expect(tools.lossRange(spiked, "testLoss", true)![1]).toBeGreaterThan(900);
  });
});

it("an accuracy axis stays near 0 to 1", () => {
  const [low, high] = tools.accuracyRange(sampleComparison().arms)!;
  expect(low).toBeGreaterThanOrEqual(0);
  expect(high).toBeLessThanOrEqual(1.005);
});

describe("ticks", () => {
  it("ascend inside the range, neither too few nor too many", () => {
    const exponent = fc.double({ min: -12, max: 6, noNaN: true });
    fc.assert(
      fc.property(
        exponent,
        fc.double({ min: 0.05, max: 9, noNaN: true }),
        fc.boolean(),
        (from, decades, log) => {
          const [low, high] = [10 ** from, 10 ** (from + decades)];
          const found = tools.ticks(low, high, log, 6);
          expect(found.length).toBeGreaterThanOrEqual(2);
          expect(found.length).toBeLessThanOrEqual(13);
          expect(found).toEqual([...found].sort((a, b) => a - b));
          expect(found[0]!).toBeGreaterThanOrEqual(low * 0.999);
          expect(found.at(-1)!).toBeLessThanOrEqual(high * 1.001);
        },
      ),
    );
  });

  it("are powers of ten on a wide log axis", () => {
    for (const tick of tools.ticks(1e-6, 1e2, true, 6)) {
      expect(Math.log10(tick)).toBeCloseTo(Math.round(Math.log10(tick)), 9);
    }
  });
});

describe("ranges and ticks at the ends of the numbers", () => {
  const ends: readonly (readonly [number, number])[] = [
    ...[
      [7e-312, 0.3],
      [5e-324, 1e300],
      [1e-300, 1e-300],
      [1e300, 1e307],
      [0.3, 0.3],
      [1, 1 + 1e-16],
    ],
    ...[
      [0, Infinity],
      [NaN, 1],
      [-1e308, 1e308],
      [0, 5e-324],
      [3, 2],
    ],
  ] as const;

  it.each(ends)("ticks from %d to %d are few and finite", (low, high) => {
    for (const log of [true, false]) {
      const ticks = tools.ticks(low, high, log, 5);
      expect(ticks.length).toBeLessThan(40);
      expect(ticks.every(Number.isFinite)).toBe(true);
    }
  });

  it.each([
    [7e-312, 0.3],
    [7e-312, 7e-312],
    [5e-324, 5e-324],
    [5e-324, Number.MAX_VALUE],
    [1e300, Number.MAX_VALUE],
    [Number.MAX_VALUE, Number.MAX_VALUE],
    [0.3, 0.3],
  ])("a range from %d to %d is finite, has a length, and holds both, on either axis", (low, high) => {
    for (const log of [true, false]) {
      const [from, to] = tools.padded(low, high, log, 0.04);
      expect([from, to].every(Number.isFinite)).toBe(true);
      expect(from).toBeLessThan(to);
      expect(from).toBeLessThanOrEqual(low);
      expect(to).toBeGreaterThanOrEqual(high);
      const ticks = tools.ticks(from, to, log, 6);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThan(40);
    }
  });

  it("a linear range is no wider than the largest number", () => {
    const [from, to] = tools.padded(-1e308, 1e308, false, 0.04);
    expect(to - from).toBeLessThan(Infinity);
  });

  it.each(["ok", "diverged"] as const)("losses near the largest number have a finite range: %s", (status) => {
    const arm = { ...sampleComparison().arms[0]!, status };
    const curve = arm.curve.slice(0, 2).map((point) => ({ ...point, trainLoss: 1.7e308 }));
    for (const log of [true, false]) {
      const [from, to] = tools.lossRange([{ ...arm, curve }], "trainLoss", log)!;
      expect([from, to].every(Number.isFinite)).toBe(true);
      expect(from).toBeLessThan(to);
    }
  });
});
