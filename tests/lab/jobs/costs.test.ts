/** The cost of a step, without a clock's verdict: who is timed, how often, and what an interval of a median is. */
import { measureCosts, medianOf } from "../../../lab/jobs/costs.ts";
import { armsOf, cells, givenRate } from "../../../lab/training/arms.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { loadData } from "../../../lab/training/task.ts";
import { Random } from "../../../lib/index.ts";

const config = resolveConfig({
  ...{ task: "blobs", train: 60, test: 30, hidden: [4], batchSize: [10, 1], steps: [9, 5], lr: 0.1 },
});
const arms = (methods: typeof config.methods) => {
  const asked = { ...config, methods };
  return armsOf(cells(asked).cells, [0], (cell) => givenRate(asked, cell));
};

it("times every label at every batch size as often as the others there, and no more than an arm has steps", async () => {
  const { costs, costsLeftOut } = await measureCosts(arms(["none", "bn", "bnp"]), config, loadData(config));
  expect(costsLeftOut).toBeUndefined();
  expect(costs!.map((c) => `${c.label} ${c.batchSize} ${c.rounds}`)).toEqual([
    ...["none 10 9", "bn 10 9", "bnp 10 9", "none 1 5", "bnp 1 5"],
  ]);
  for (const { label, milliseconds, relative } of costs!) {
    for (const { median, interval } of [milliseconds, relative!]) {
      expect(interval[0]).toBeGreaterThan(0);
      expect(median).toBeGreaterThanOrEqual(interval[0]);
      expect(median).toBeLessThanOrEqual(interval[1]);
    }
    if (label === "none") expect(relative).toEqual({ median: 1, interval: [1, 1] });
  }
});

it("compares with nothing where there is no plain network, and goes on past a step that diverges", async () => {
  const wild = arms(["bnp"]).map((arm) => ({ ...arm, learningRate: 1e200 }));
  const { costs } = await measureCosts(wild, config, loadData(config));
  expect(costs!.map((c) => c.relative)).toEqual([null, null]);
  expect(costs!.map((c) => c.rounds)).toEqual([9, 5]);
});

it("the interval of a median encloses it in 95 % of samples, and is the whole range of a few", () => {
  const random = Random.stream(1, "medians");
  for (const n of [9, 40, 200]) {
    let enclosed = 0;
    for (let t = 0; t < 1000; t++) {
      const { interval } = medianOf(Array.from({ length: n }, () => random.uniform()));
      if (interval[0] <= 0.5 && interval[1] >= 0.5) enclosed++;
    }
    expect(enclosed).toBeGreaterThan(929); // three standard errors below 95 %
  }
  expect(medianOf([3, 1, 2])).toEqual({ median: 2, interval: [1, 3] });
  expect(medianOf([4, 1, 2, 3]).median).toBe(2.5);
});
