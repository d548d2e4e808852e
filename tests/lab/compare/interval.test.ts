import fc from "fast-check";
import { studentt } from "jstat";
import { estimate, type Sample } from "../../../lab/compare/interval.ts";

/** Three seeds on one test set, unless said otherwise. */
function sample(differences: readonly number[], change: Partial<Sample> = {}): Sample {
  return { differences, accuracies: [0.9, 0.9], examples: 400, ownTestSets: false, overlap: 0, ...change };
}
const halfOf = (s: Sample): number => {
  const [low, high] = estimate(s)!.interval;
  return (high - low) / 2;
};
/** So many examples that only the scatter is left. */
const endless = { examples: 1e12 };
const difference = fc.double({ min: -0.2, max: 0.2, noNaN: true });
const differences = fc.array(difference, { minLength: 3, maxLength: 10 });

it("is the t interval of a textbook sample where test examples are without number", () => {
  // n = 3: mean 2, standard deviation 1, t(0.975; 2) = 4.302653 (any table).
  const { interval } = estimate(sample([1, 2, 3], endless))!;
  expect(interval[0]).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
  expect(interval[1]).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
});

it("says nothing from fewer than three replicates", () => {
  expect([[], [0.1], [0.1, 0.1]].map((few) => estimate(sample(few)))).toEqual([null, null, null]);
});

it("has a width where all seeds agree: what the test examples resolve, the same for any number of seeds", () => {
  // Agresti and Caffo: p = 361/402 on both sides; t(0.975; 399) = 1.965927.
  const p = 361 / 402;
  const resolved = 1.965927 * Math.sqrt((2 * p * (1 - p)) / 400);
  for (const seeds of [3, 30, 300]) {
    const alike = sample(Array.from({ length: seeds }, () => 0.02));
    expect(halfOf(alike)).toBeCloseTo(resolved, 6);
    expect(estimate(alike)!.resolution).toBeCloseTo(resolved, 6);
  }
});

it("is never without width, not even where every example is right or none is", () => {
  for (const p of [0, 1]) {
    const { interval, p: probability } = estimate(sample([0, 0, 0], { accuracies: [p, p], examples: 36 }))!;
    expect(interval[1]).toBeGreaterThan(1 / 36);
    expect(probability).toBe(1);
  }
});

it("adds both errors in squares on one test set, and takes the larger where each replicate has its own", () => {
  fc.assert(
    fc.property(differences, (values) => {
      const k = values.length;
      const scatter = halfOf(sample(values, endless));
      const { resolution } = estimate(sample(values))!;
      expect(halfOf(sample(values))).toBeCloseTo(Math.hypot(scatter, resolution), 6);
      const own = estimate(sample(values, { ownTestSets: true }))!;
      expect(halfOf(sample(values, { ownTestSets: true }))).toBeCloseTo(Math.max(scatter, own.resolution), 6);
      // k test sets resolve what one of k times the size does.
      const t = (n: number): number => studentt.inv(0.975, n - 1);
      expect(own.resolution).toBeCloseTo((resolution * t(400 * k)) / t(400) / Math.sqrt(k), 9);
    }),
  );
});

it("widens for splits that share training examples by Nadeau's and Bengio's factor", () => {
  const values = [0.1, 0.13, 0.08, 0.12];
  const own = { ...endless, ownTestSets: true };
  const ratio = halfOf(sample(values, { ...own, overlap: 0.25 })) / halfOf(sample(values, own));
  expect(ratio).toBeCloseTo(Math.sqrt((1 / 4 + 0.25) / (1 / 4)), 6);
});

it("has a p-value below 5 % exactly where the interval excludes 0, and mirrors with the sides", () => {
  fc.assert(
    fc.property(differences, fc.boolean(), (values, ownTestSets) => {
      const { interval, p } = estimate(sample(values, { ownTestSets }))!;
      if (Math.abs(p - 0.05) > 1e-6) expect(p < 0.05).toBe(interval[0] > 0 || interval[1] < 0);
      const back = estimate(
        sample(
          values.map((d) => -d),
          { ownTestSets },
        ),
      )!;
      expect(back.p).toBeCloseTo(p, 9);
      expect(back.interval[0]).toBeCloseTo(-interval[1], 12);
    }),
  );
});

it("has the p-value of Student's t test where only the scatter is left", () => {
  // t = 2√3, 2 degrees of freedom: P(|T| > t) = 1 − t/√(2 + t²), the closed form of that distribution.
  const t = 2 * Math.sqrt(3);
  expect(estimate(sample([1, 2, 3], endless))!.p).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 7);
});
