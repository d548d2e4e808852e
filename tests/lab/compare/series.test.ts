/** Groups, bands and ranges of losses: what figures and tables are made of. */
import fc from "fast-check";
import { accuracyRange, band, groups, lossRange, single } from "../../../lab/compare/series.ts";
import { methodNames } from "../../../lab/training/methods.ts";
import type { Arm } from "../../../lab/training/results.ts";
import { sampleComparison } from "./sample.ts";

function groupOf(label: string, diverging: readonly string[] = []) {
  const comparison = sampleComparison({ batchSizes: [60], diverging });
  return groups(comparison.arms, methodNames, comparison.costs).find((g) => g.label === label)!;
}

describe("groups", () => {
  it("do not depend on the order of the arms", () => {
    const { arms } = sampleComparison();
    const shuffle = fc.shuffledSubarray([...arms], { minLength: arms.length });
    fc.assert(
      fc.property(shuffle, (mixed) => expect(groups(mixed, methodNames)).toEqual(groups(arms, methodNames))),
    );
  });

  it("keep several rates of one label apart, by name", () => {
    const { arms } = sampleComparison({ labels: ["bn"], batchSizes: [60] });
    const twice = [...arms, ...arms.map((arm): Arm => ({ ...arm, learningRate: 0.5 }))];
    expect(groups(twice, methodNames).map((g) => g.name)).toEqual(["bn @ 0.1", "bn @ 0.5"]);
    expect(groups(arms, methodNames).map((g) => g.name)).toEqual(["bn"]);
  });
});

describe("a band", () => {
  it("holds the median of the seeds, at every evaluated step, against each x", () => {
    const group = groupOf("bnp");
    for (const kind of ["steps", "examples", "seconds"] as const) {
      const over = band(group, "testLoss", kind);
      expect(over.x).toHaveLength(21);
      expect(over.x).toEqual([...over.x].sort((a, b) => a - b));
      over.y.forEach((y, i) => {
        expect(over.low[i]!).toBeLessThanOrEqual(y!);
        expect(over.high[i]!).toBeGreaterThanOrEqual(y!);
      });
    }
  });

  it("has no width for one seed", () => {
    const [group] = groups(sampleComparison({ labels: ["bn"], seeds: [1] }).arms, methodNames);
    expect(new Set(band(group!, "trainLoss", "steps").low)).toEqual(new Set([null]));
  });

  it("keeps a diverged seed in the median as the worst, and ends where half of the seeds are lost", () => {
    const one = band(groupOf("bnp", ["bnp/60/1"]), "testLoss", "steps");
    expect(one.y.at(-1)).toBe(one.high.at(-1));
    const accuracy = band(groupOf("bnp", ["bnp/60/1"]), "testAccuracy", "steps");
    expect(accuracy.y.at(-1)).toBe(accuracy.low.at(-1));
    const two = band(groupOf("bnp", ["bnp/60/1", "bnp/60/2"]), "testLoss", "steps");
    expect(two.x.at(-1)!).toBeLessThan(one.x.at(-1)!);
  });

  it("leaves a seed out where it was merely not evaluated", () => {
    const { arms, ...rest } = groupOf("bnp");
    const sparse = {
      ...rest,
      arms: [{ ...arms[0]!, curve: arms[0]!.curve.filter((_, i) => i % 2 === 0) }, arms[1]!],
    };
    expect(band(sparse, "testLoss", "steps").y[1]).toBe(arms[1]!.curve[1]!.testLoss);
  });
});

it("against seconds, a point stands at its steps times the measured cost; without one there is no such line", () => {
  const group = groupOf("bnp");
  const { median } = sampleComparison().costs!.find(
    (c) => c.label === "bnp" && c.batchSize === 60,
  )!.milliseconds;
  expect(group.stepSeconds).toBe(median / 1000);
  const steps = band(group, "testLoss", "steps").x;
  expect(band(group, "testLoss", "seconds").x).toEqual(steps.map((step) => step * group.stepSeconds!));
  const { stepSeconds, ...untimed } = group;
  expect(band(untimed, "testLoss", "seconds").x).toEqual([]);
  expect(single(group.arms[0]!, "testLoss", "seconds").x).toEqual([]);
  expect(single(group.arms[0]!, "testLoss", "seconds", stepSeconds).x).toHaveLength(21);
});

it("a single curve ends at its last finite point", () => {
  const [arm] = groupOf("bnp", ["bnp/60/0"]).arms;
  const line = single(arm!, "testLoss", "steps");
  expect(line.x).toHaveLength(arm!.curve.length - 1);
  expect(line.y.every((y) => y !== null)).toBe(true);
});

describe("the range of a loss axis", () => {
  const arms = (diverging: readonly string[]) => sampleComparison({ batchSizes: [60], diverging }).arms;

  it("is not widened by seeds that diverge", () => {
    for (const log of [true, false]) {
      expect(lossRange(arms(["bnp/60/1"]), "trainLoss", log)![1]).toBeLessThan(10);
    }
  });

  it("still exists where every seed diverges, and not where there is no value", () => {
    const all = ["none", "bn", "bnp"].flatMap((label) => [0, 1, 2].map((seed) => `${label}/60/${seed}`));
    const [low, high] = lossRange(arms(all), "trainLoss", true)!;
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low);
    expect(high).toBeLessThan(4e4);
    expect(lossRange([], "trainLoss", true)).toBeNull();
  });

  it("holds all the losses of seeds that do not", () => {
    const losses = arms([]).flatMap((arm) => arm.curve.map((p) => p.testLoss!));
    for (const log of [true, false]) {
      const [low, high] = lossRange(arms([]), "testLoss", log)!;
      expect(Math.min(...losses)).toBeGreaterThan(low);
      expect(Math.max(...losses)).toBeLessThan(high);
    }
  });

  it("lets a spike of one point leave a linear frame", () => {
    const spiked = arms([]).map((arm, k) => ({
      ...arm,
      curve: arm.curve.map((p, i) => (k === 0 && i === 9 ? { ...p, testLoss: 900 } : p)),
    }));
    expect(lossRange(spiked, "testLoss", false)![1]).toBeLessThan(6);
    expect(lossRange(spiked, "testLoss", true)![1]).toBeGreaterThan(900);
  });
});

it("an accuracy axis stays near 0 to 1", () => {
  const [low, high] = accuracyRange(sampleComparison().arms)!;
  expect(low).toBeGreaterThanOrEqual(0);
  expect(high).toBeLessThanOrEqual(1.005);
});

describe("ranges at the ends of the numbers", () => {
  it.each(["ok", "diverged"] as const)("losses near the largest number have a finite range: %s", (status) => {
    const arm = { ...sampleComparison().arms[0]!, status };
    const curve = arm.curve.slice(0, 2).map((point) => ({ ...point, trainLoss: 1.7e308 }));
    for (const log of [true, false]) {
      const [from, to] = lossRange([{ ...arm, curve }], "trainLoss", log)!;
      expect([from, to].every(Number.isFinite)).toBe(true);
      expect(from).toBeLessThan(to);
    }
  });
});
