import type { Dataset } from "../../../lab/data/dataset.ts";
import { loadTask } from "../../../lab/data/index.ts";
import { resplit } from "../../../lab/data/resplit.ts";

const dataset = loadTask("blobs", { seed: 0, train: 40, test: 15 });
const rows = ({ train, test, features }: Pick<Dataset, "train" | "test" | "features">): string[] =>
  [train, test].flatMap(({ count, inputs, labels }) =>
    Array.from(
      { length: count },
      (_, i) => `${labels[i]}: ${inputs.subarray(i * features, (i + 1) * features).join(" ")}`,
    ),
  );

it("keeps every example with its class, and the sizes, and says that it was done", () => {
  const again = resplit(dataset, 3);
  expect([again.train.count, again.test.count, again.resplit]).toEqual([40, 15, true]);
  expect(rows(again).sort()).toEqual(rows(dataset).sort());
  expect(rows(again)).not.toEqual(rows(dataset));
});

it("is the same for the same seed, and another test set for another", () => {
  const tested = (seed: number): string[] => rows(resplit(dataset, seed)).slice(40);
  expect(tested(1)).toEqual(tested(1));
  expect(new Set([...tested(1), ...tested(2)]).size).toBeGreaterThan(15);
});

it("is for tasks of files; those made here draw by the seed anyway", () => {
  expect(loadTask("blobs", { seed: 0, train: 40, test: 15, resplit: true })).toEqual(dataset);
});

it("keeps the classes in their shares, and trains on a class of one row", () => {
  for (const seed of [0, 1, 2]) {
    const { test } = resplit(dataset, seed);
    const counts = dataset.classNames.map((_, c) => test.labels.filter((label) => label === c).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
    const rare = {
      ...dataset,
      test: { ...dataset.test, labels: dataset.test.labels.map((l, i) => (i === 0 ? 3 : Math.min(l, 2))) },
      train: { ...dataset.train, labels: dataset.train.labels.map((l) => Math.min(l, 2)) },
    };
    expect(resplit(rare, seed).train.labels).toContain(3);
  }
});
