import { Random } from "../../../lib/index.ts";
import { judge, pairedDifferences } from "../../../lab/experiments/differences.ts";
import type { Arm } from "../../../lab/experiments/results.ts";

function arm(label: string, seed: number, accuracy: number | null, batchSize = 60): Arm {
  const final = { trainLoss: 1, testLoss: 1, testAccuracy: accuracy };
  return {
    ...{ label, method: "none", statistics: null, batchSize, learningRate: 0.1, seed, steps: 1, seconds: 1 },
    ...{ status: accuracy === null ? "diverged" : "ok", divergedAt: accuracy === null ? 1 : null },
    ...{ final, finalFullBatch: null, curve: [] },
  };
}

describe("judge", () => {
  it("gives the t interval of a textbook sample", () => {
    // n = 3: mean 2, standard deviation 1, t(0.975; 2) = 4.302653 (any table).
    const { interval, meanDifference, verdict } = judge([1, 2, 3]);
    expect(meanDifference).toBeCloseTo(2, 12);
    expect(interval![0]).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
    expect(interval![1]).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
    expect(verdict).toBe("no difference seen");
  });

  it("has no interval and no verdict from one pair", () => {
    expect(judge([5])).toEqual({
      seeds: 1,
      meanDifference: 5,
      interval: null,
      verdict: "no difference seen",
    });
  });

  it("mirrors when the sides are exchanged", () => {
    const [there, back] = [judge([0.1, 0.12, 0.11]), judge([-0.1, -0.12, -0.11])];
    expect([there.verdict, back.verdict]).toEqual(["better", "worse"]);
    expect(back.interval![0]).toBeCloseTo(-there.interval![1], 12);
  });

  it("covers the true difference in 95 % of samples, and so is rarely wrong where there is none", () => {
    const random = Random.stream(1, "coverage");
    const trials = 4000;
    let [covered, claims] = [0, 0];
    for (let t = 0; t < trials; t++) {
      const sample = Array.from({ length: 3 }, () => random.normal());
      const { interval, verdict } = judge(sample);
      if (interval![0] <= 0 && interval![1] >= 0) covered++;
      if (verdict !== "no difference seen") claims++;
    }
    // Standard error of the share: 0.0034.
    expect(covered / trials).toBeGreaterThan(0.935);
    expect(covered / trials).toBeLessThan(0.965);
    expect(claims).toBe(trials - covered);
  });
});

describe("pairedDifferences", () => {
  it("compares every pair of labels at every batch size over the seeds both have", () => {
    const arms = [60, 6].flatMap((size) =>
      ["a", "b", "c"].flatMap((label, k) =>
        [0, 1, 2].map((seed) => arm(label, seed, 0.5 + k / 10 + seed / 100, size)),
      ),
    );
    const differences = pairedDifferences(arms.slice(0, -1));
    expect(differences.map((d) => `${d.batchSize} ${d.a}-${d.b} ${d.seeds}`)).toEqual([
      "60 a-b 3",
      "60 a-c 3",
      "60 b-c 3",
      "6 a-b 3",
      "6 a-c 2",
      "6 b-c 2",
    ]);
    for (const { meanDifference, verdict, a, b } of differences) {
      expect(meanDifference).toBeCloseTo(a === "a" && b === "c" ? -0.2 : -0.1, 12);
      expect(verdict).toBe("worse");
    }
  });

  it("pairs by seed: what a seed does to both sides falls out", () => {
    const arms = [0.1, 0.9, 0.5].flatMap((luck, seed) => [
      arm("a", seed, luck + 0.01),
      arm("b", seed, luck + 0.001 * seed),
    ]);
    expect(pairedDifferences(arms)[0]!.verdict).toBe("better");
  });

  it("counts a diverged run with accuracy 0 and leaves none out", () => {
    const [difference] = pairedDifferences([
      arm("a", 0, 0.9),
      arm("b", 0, null),
      arm("a", 1, 0.8),
      arm("b", 1, null),
    ]);
    expect(difference!.seeds).toBe(2);
    expect(difference!.meanDifference).toBeCloseTo(0.85, 12);
  });
});
