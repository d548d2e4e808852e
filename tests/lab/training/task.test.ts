/** A configuration's data: loaded with every option of it, and described as the record has it. */
import { loadTask } from "../../../lab/data/index.ts";
import { augmentationText } from "../../../lab/training/augmentation.ts";
import { type PartialConfig, resolveConfig } from "../../../lab/training/config.ts";
import { loadData, summary } from "../../../lab/training/task.ts";

const config = resolveConfig({ task: "skewed", train: 90, test: 30, dial: 7, seed: 5, standardize: true });

it("loads the task with every option of the configuration", () => {
  const dataset = loadTask("skewed", { train: 90, test: 30, dial: 7, seed: 5, standardize: true });
  expect(loadData(config)).toEqual(dataset);
  const told = summary(dataset, config);
  expect(told).toMatchObject({ name: "skewed", train: 90, test: 30, features: dataset.features });
  expect(told.description).toBe(dataset.description);
});

it("says in the description what is done to images", () => {
  const { description } = loadTask("glyphs", { seed: 0, train: 10, test: 10 });
  const of = (layer: PartialConfig): string =>
    summary(loadData(resolveConfig({ task: "glyphs", train: 10, test: 10, ...layer })), layer).description;
  expect(of({})).toBe(description);
  expect(of({ flip: true, crop: 2 })).toBe(`${description}; ${augmentationText({ flip: true, crop: 2 })}`);
});

it("draws a split anew from the seed and its number", () => {
  const [own, first, again] = [loadData(config), loadData(config, 1), loadData(config, 1)];
  expect(first).toEqual(again);
  expect(first.train.inputs).not.toEqual(own.train.inputs);
});
