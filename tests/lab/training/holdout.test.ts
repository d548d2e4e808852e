import { loadTask } from "../../../lab/data/index.ts";
import { heldOutChance, holdOut, takeRows } from "../../../lab/training/holdout.ts";
import { chanceOf } from "../../../lab/training/learned.ts";

describe("holdOut", () => {
  const dataset = loadTask("blobs", { seed: 0, train: 120, test: 30 });
  const rows = ({ inputs, labels }: { inputs: Float64Array; labels: Int32Array }): string[] =>
    [...labels].map((label, i) => `${label}:${inputs[2 * i]},${inputs[2 * i + 1]}`);

  it("parts the training set and never touches the test set", () => {
    const held = holdOut(dataset, 0);
    const [train, out] = [rows(takeRows(dataset.train, 2, held.trainRows)), rows(held.dataset.test)];
    expect(out.length).toBe(20);
    expect([...train, ...out].sort()).toEqual(rows(dataset.train).sort());
    const test = new Set(rows(dataset.test));
    for (const row of out) expect(test.has(row)).toBe(false);
  });

  it("tells what a constant answer reaches on that part", () => {
    const { labels } = holdOut(dataset, 3).dataset.test;
    expect(heldOutChance(dataset, 3)).toEqual(chanceOf(labels, dataset.classNames.length));
  });

  it("draws the same part for the same seed, another for another", () => {
    const part = (seed: number): string[] => rows(holdOut(dataset, seed).dataset.test);
    expect(part(1)).toEqual(part(1));
    expect(part(1)).not.toEqual(part(2));
  });
});
