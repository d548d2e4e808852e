import { loadTask } from "../../../lab/data/index.ts";
import { holdOut } from "../../../lab/experiments/holdout.ts";

describe("holdOut", () => {
  const dataset = loadTask("blobs", { seed: 0, train: 120, test: 30 });
  const rows = ({ inputs, labels }: { inputs: Float64Array; labels: Int32Array }): string[] =>
    [...labels].map((label, i) => `${label}:${inputs[2 * i]},${inputs[2 * i + 1]}`);

  it("parts the training set and never touches the test set", () => {
    const split = holdOut(dataset, 0);
    expect(split.test.count).toBe(20);
    expect(split.train.count).toBe(100);
    expect([...rows(split.train), ...rows(split.test)].sort()).toEqual(rows(dataset.train).sort());
    const test = new Set(rows(dataset.test));
    for (const row of rows(split.test)) expect(test.has(row)).toBe(false);
  });

  it("draws the same part for the same seed, another for another", () => {
    expect(rows(holdOut(dataset, 1).test)).toEqual(rows(holdOut(dataset, 1).test));
    expect(rows(holdOut(dataset, 1).test)).not.toEqual(rows(holdOut(dataset, 2).test));
  });
});
