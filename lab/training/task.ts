/**
 * The data that a configuration names, loaded and checked against it, and how a record describes them.
 */
import { type Dataset, featureScales, loadTask, taskOptions } from "../data/index.ts";
import { type Augmentation, augmentationText, checkAugmentation } from "./augmentation.ts";
import type { Config } from "./config.ts";
import { heldOutChance } from "./holdout.ts";
import { checkSize, imagesFor } from "./network.ts";
import type { TaskSummary } from "./results.ts";

/**
 * The task of a configuration, loaded, on its own split or on a split that was drawn; the same in every process.
 * @throws UserError if it cannot be loaded, or the configuration asks of it what only images can give
 */
export function loadData(config: Config, split?: number): Dataset {
  const own = taskOptions(config);
  const dataset = loadTask(
    config.task,
    split === undefined ? own : { ...own, seed: config.seed + split, resplit: true },
  );
  imagesFor(config, dataset);
  checkSize(config, dataset);
  checkAugmentation(config, dataset);
  return dataset;
}

/** The description of a data set in the record, with what is done to its images. */
export function summary(
  dataset: Dataset,
  config: Augmentation & Partial<Pick<Config, "lr" | "seed">>,
): TaskSummary {
  const { name, description, features, classNames, train, test, dropped = 0, notes = [], resplit } = dataset;
  const scales = featureScales(dataset);
  return {
    name,
    description: [description, augmentationText(config)].filter((text) => text !== "").join("; "),
    features,
    classes: classNames.length,
    train: train.count,
    test: test.count,
    ...(dropped > 0 ? { dropped } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(scales && { scales }),
    ...(config.lr === "tune" && { chance: heldOutChance(dataset, config.seed ?? 0) }),
    ...(resplit === true && { resplit }),
  };
}
