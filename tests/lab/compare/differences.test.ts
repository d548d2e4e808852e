import { pairedDifferences } from "../../../lab/compare/differences.ts";
import { holm } from "../../../lab/compare/holm.ts";
import type { Verdict } from "../../../lab/jobs/comparison.ts";
import type { Arm } from "../../../lab/training/results.ts";

function arm(label: string, seed: number, accuracy: number | null, batchSize = 60, split?: number): Arm {
  const final = { trainLoss: 1, testLoss: 1, testAccuracy: accuracy };
  return {
    ...{ label, method: "none", statistics: null, batchSize, learningRate: 0.1, seed, steps: 1, seconds: 1 },
    ...(split === undefined ? {} : { split }),
    ...{ status: accuracy === null ? "diverged" : "ok", divergedAt: accuracy === null ? 1 : null },
    ...{ final, finalFullBatch: null, curve: [] },
  };
}
const task = { train: 4000, test: 10_000 };
/** Two labels whose accuracies at the seeds are these. */
const two = (a: readonly number[], b: readonly number[], change: Partial<typeof task> = {}) =>
  pairedDifferences(
    a.flatMap((accuracy, seed) => [arm("a", seed, accuracy), arm("b", seed, b[seed]!)]),
    { ...task, ...change },
  )[0]!;

describe("pairedDifferences", () => {
  it("compares every pair of labels at every batch size over the seeds both have", () => {
    const arms = [60, 6].flatMap((size) =>
      ["a", "b", "c"].flatMap((label, k) =>
        [0, 1, 2].map((seed) => arm(label, seed, 0.5 + k / 10 + seed / 100, size)),
      ),
    );
    const differences = pairedDifferences(arms.slice(0, -1), task);
    expect(differences.map((d) => `${d.batchSize} ${d.a}-${d.b} ${d.seeds} ${d.verdict}`)).toEqual([
      "60 a-b 3 worse",
      "60 a-c 3 worse",
      "60 b-c 3 worse",
      "6 a-b 3 worse",
      "6 a-c 2 too few seeds",
      "6 b-c 2 too few seeds",
    ]);
    for (const { meanDifference, a, b } of differences) {
      expect(meanDifference).toBeCloseTo(a === "a" && b === "c" ? -0.2 : -0.1, 12);
    }
  });

  it("says nothing from two seeds, however alike: 3 and 3 more of 36 examples are no difference", () => {
    const found = two([33 / 36, 33 / 36], [30 / 36, 30 / 36], { test: 36 });
    expect(found).toMatchObject({ interval: null, p: null, adjustedP: null, resolution: null });
    expect([found.rawVerdict, found.verdict]).toEqual(["too few seeds", "too few seeds"]);
  });

  it("sees no difference that the test examples cannot resolve, however well the seeds agree", () => {
    const said = (test: number): Verdict =>
      two(
        Array.from({ length: 10 }, () => 0.92),
        Array.from({ length: 10 }, () => 0.9),
        { test },
      ).verdict;
    expect([36, 100, 1000].map(said)).toEqual(Array(3).fill("no difference seen"));
    expect(said(10_000)).toBe("better");
  });

  it("pairs by seed: what a seed does to both sides falls out", () => {
    const luck = [0.5, 0.9, 0.7];
    const found = two(
      luck.map((l) => l + 0.04),
      luck.map((l, seed) => l + 0.001 * seed),
      { test: 1e6 },
    );
    expect(found.verdict).toBe("better");
  });

  it("counts a diverged run with accuracy 0 and leaves none out", () => {
    const arms = [0.9, 0.8, 0.85].flatMap((accuracy, seed) => [
      arm("a", seed, accuracy),
      arm("b", seed, null),
    ]);
    const [difference] = pairedDifferences(arms, task);
    expect(difference).toMatchObject({ seeds: 3, verdict: "better" });
    expect(difference!.meanDifference).toBeCloseTo(0.85, 12);
  });
});

describe("splits", () => {
  /** `accuracies[split][seed]` of a; b is at 0.8 everywhere. */
  const over = (accuracies: readonly (readonly number[])[], resplit?: true) =>
    pairedDifferences(
      accuracies.flatMap((seeds, split) =>
        seeds.flatMap((accuracy, seed) => [
          arm("a", seed, accuracy, 60, split),
          arm("b", seed, 0.8, 60, split),
        ]),
      ),
      { ...task, ...(resplit && { resplit }) },
    )[0]!;

  it("are the replicates where they vary: seeds on one split count once, as their mean", () => {
    const wide = over([
      [0.82, 0.84],
      [0.85, 0.85],
      [0.9, 0.84],
    ]);
    const means = over([[0.83], [0.85], [0.87]]);
    expect(wide).toMatchObject({ seeds: 2, splits: 3 });
    expect(means).toMatchObject({ seeds: 1, splits: 3 });
    for (const key of ["meanDifference", "p"] as const) expect(wide[key]).toBeCloseTo(means[key]!, 9);
  });

  it("do not gain from seeds, and two of them say nothing however many seeds they have", () => {
    const seeds = Array.from({ length: 20 }, (_, i) => 0.9 + 0.001 * (i % 2));
    expect(over([seeds, seeds])).toMatchObject({ verdict: "too few splits", splits: 2, seeds: 20 });
    expect(over([seeds])).toMatchObject({ verdict: "better", splits: 1, seeds: 20 });
  });

  it("that were drawn from the same examples give a wider interval", () => {
    const values = [[0.83], [0.85], [0.87], [0.84]];
    const width = ({ interval }: ReturnType<typeof over>): number => interval![1] - interval![0];
    const factor = Math.sqrt((1 / 4 + task.test / task.train) / (1 / 4));
    expect(width(over(values, true))).toBeCloseTo(factor * width(over(values)), 9);
  });
});

it("corrects over all comparisons of the record that say anything", () => {
  const arms = [60, 6, 1].flatMap((size, s) =>
    ["a", "b", "c"].flatMap((label, k) =>
      [0, 1, 2].slice(0, size === 1 ? 2 : 3).map((seed) => {
        const scatter = 0.004 * ((seed * (k + 1)) % 3);
        return arm(label, seed, 0.8 + 0.02 * k * (s + 1) + scatter, size);
      }),
    ),
  );
  const differences = pairedDifferences(arms, task);
  const tested = differences.filter((d) => d.p !== null);
  expect([differences.length, tested.length]).toEqual([9, 6]);
  expect(tested.map((d) => d.adjustedP)).toEqual(holm(tested.map((d) => d.p!)));
  for (const { p, adjustedP, rawVerdict, verdict, meanDifference } of tested) {
    const said = (q: number) => (q >= 0.05 ? "no difference seen" : meanDifference > 0 ? "better" : "worse");
    expect([rawVerdict, verdict]).toEqual([said(p!), said(adjustedP!)]);
  }
});
