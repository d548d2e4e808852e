/**
 * lab/data: the data sets of the lab, made here from a seed or read from the user's files.
 *
 * Reading order: dataset.ts (the types), tasks.ts (the list), then splits.ts and one task after another.
 */
export type { ChannelMoments, Dataset, Split, TaskInfo, TaskOptions } from "./dataset.ts";
export { loadTask, tasks } from "./tasks.ts";
export { taskOptions } from "./options.ts";

// What may be said about tables.
export { missingWords } from "./csv-cells.ts";
export { headerChoices, headerRule } from "./csv-header.ts";
export { missingChoices } from "./csv-missing.ts";
export { encodings } from "./decode.ts";

// Looking at a data set.
export { type FeatureMoments, featureMoments } from "./moments.ts";
export { featureScales } from "./scales.ts";
export { isColour } from "./standardize.ts";

// Flips and crops, for a training loop with a stream of its own.
export { augment, type AugmentOptions } from "./augment.ts";

// The map that `skewed` puts on white features, so that a test can undo it.
export { type Skew, skewOf } from "./skewed.ts";

// Numbers written as text.
export { toNumber, toWholeNumber } from "./numbers.ts";

// Text from files made safe to print, short numbers, and the nearest of several names, for suggestions.
export { nearest, printable, short } from "./text.ts";
