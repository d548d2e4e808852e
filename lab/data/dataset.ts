/**
 * What a data set is, and what may be asked of one: the types that every task here answers to.
 *
 * This file knows names and shapes only; it makes nothing, reads nothing and knows nothing of tensors.
 */
import type { HeaderChoice } from "./csv-header.ts";
import type { MissingChoice } from "./csv-missing.ts";

/** One half of a data set: `count` examples, row after row, and the class of each. */
export interface Split {
  readonly count: number;
  /** count × features, row-major. */
  readonly inputs: Float64Array;
  /** One class for each example, 0 … classes − 1. */
  readonly labels: Int32Array;
}

export interface Dataset {
  readonly name: string;
  readonly description: string;
  /** The shape of one example: [1, 28, 28] (channels, rows, columns) for an image, [2] for a point. */
  readonly shape: readonly number[];
  /** The product of `shape`. */
  readonly features: number;
  /** The name of each feature, where the data has names for them. */
  readonly featureNames?: readonly string[];
  readonly classNames: readonly string[];
  /** For images standardized channel by channel: what was taken from each channel, and what it was divided by. */
  readonly channels?: readonly ChannelMoments[];
  readonly train: Split;
  readonly test: Split;
  /** The examples of files were divided anew, so that another seed divides the same ones. */
  readonly resplit?: true;
  /** Where it comes from: generated (with its seed), or read from files. */
  readonly source: string;
  /** How many examples of the files were left out, since they have missing values; not there if none were. */
  readonly dropped?: number;
  /** What a person should know: what was decided in doubt or left out. Sentences without a full stop. */
  readonly notes?: readonly string[];
}

/** Mean and standard deviation of one channel, over all pixels of the training split as they were loaded. */
export interface ChannelMoments {
  readonly mean: number;
  readonly sd: number;
}

export interface TaskOptions {
  /** Seed of the streams "data/<task>/train" and "data/<task>/test". */
  readonly seed: number;
  /** The folder of the data files (`mnist`, `fashion-mnist`, `cifar10`, `csv`). */
  readonly dataDir?: string;
  /** How many training examples. */
  readonly train?: number;
  /** How many test examples. */
  readonly test?: number;
  /** Noise of a generated task; its unit is the task's own. */
  readonly noise?: number;
  /** `skewed`: ratio of the largest to the smallest feature scale, 1 … 1000. */
  readonly dial?: number;
  /** `csv`: the label column by name or 0-based place, negative from the end; the last when left out. */
  readonly label?: string;
  /** `csv`: whether the first line holds the names of the columns; found out (`auto`) when left out. */
  readonly header?: HeaderChoice;
  /** `csv`: the encoding of the file, as `TextDecoder` names it; UTF-8, or as its byte order mark says, when left out. */
  readonly encoding?: string;
  /** `csv`: what is done about rows with missing values; they are refused when it is left out. */
  readonly missing?: MissingChoice;
  /** `csv`: the file, relative to `dataDir` if that is given. */
  readonly file?: string;
  /**
   * Shift and scale to mean 0 and standard deviation 1 over the training split: each channel of colour images, each
   * feature of anything else. On for colour images and off for anything else, unless said otherwise.
   */
  readonly standardize?: boolean;
  /** Divide what files hold anew by the seed; generated tasks draw by the seed anyway. */
  readonly resplit?: boolean;
}

export interface TaskInfo {
  readonly name: string;
  readonly summary: string;
  /** Whether the task reads files that the user must have. */
  readonly needsData: boolean;
}

/** One task: what it is called, which options it understands, and how it is made. */
export interface Task extends TaskInfo {
  /** Options beyond `seed`, `train`, `test`, `standardize` and `resplit`, which every task takes. */
  readonly takes: readonly TaskOption[];
  readonly load: (options: TaskOptions) => Dataset;
}

/** The options that only some tasks understand. */
export type TaskOption = Exclude<keyof TaskOptions, "seed" | "train" | "test" | "standardize" | "resplit">;
