/**
 * A data set in words and numbers: what `bnp data` prints, as text and as JSON.
 *
 * Statistics are those of the training split. This file draws no pictures (draw.ts) and writes nowhere.
 */
import {
  type ChannelMoments,
  type Dataset,
  featureMoments,
  printable,
  short,
  type Split,
} from "../data/index.ts";

/** The least and the greatest value of a statistic over the features. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

/** Plain JSON about a data set. */
export interface DatasetSummary {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly shape: readonly number[];
  readonly features: number;
  readonly featureNames?: readonly string[];
  readonly classes: readonly string[];
  readonly counts: { readonly train: number; readonly test: number };
  /** Examples of each class, in the order of `classes`. */
  readonly classCounts: { readonly train: readonly number[]; readonly test: readonly number[] };
  /** Over the features, of the training split. */
  readonly featureMean: Range;
  readonly featureSd: Range;
  /** Of each channel before it was standardized, if it was. */
  readonly channels?: readonly ChannelMoments[];
  /** Examples left out for missing values, if any were. */
  readonly dropped?: number;
  /** What was decided in doubt or left out, if anything was. */
  readonly notes?: readonly string[];
}

export function summarize(d: Dataset): DatasetSummary {
  const features = featureMoments(d.train.inputs, d.train.count, d.features);
  return {
    name: d.name,
    description: d.description,
    source: d.source,
    shape: d.shape,
    features: d.features,
    ...(d.featureNames ? { featureNames: d.featureNames } : {}),
    classes: d.classNames,
    counts: { train: d.train.count, test: d.test.count },
    classCounts: { train: countsOf(d, d.train), test: countsOf(d, d.test) },
    featureMean: rangeOf(features.map(({ unit, mean }) => mean * unit)),
    featureSd: rangeOf(features.map(({ unit, variance }) => Math.sqrt(variance) * unit)),
    ...(d.channels ? { channels: d.channels } : {}),
    ...(d.dropped ? { dropped: d.dropped } : {}),
    ...(d.notes?.length ? { notes: d.notes } : {}),
  };
}

/** More classes than this are not all listed. */
const maxClasses = 30;

/** The data set in a few lines of text, without a line break at the end. */
export function describeDataset(d: Dataset): string {
  const s = summarize(d);
  const classes = s.classes.map(
    (name, k) => `${printable(name)} ${s.classCounts.train[k]}+${s.classCounts.test[k]}`,
  );
  const more = classes.length > maxClasses ? `, … ${classes.length - maxClasses} more` : "";
  const range = ({ least, greatest }: Range) => `${short(least)} to ${short(greatest)}`;
  const list = (key: keyof ChannelMoments) => s.channels?.map((channel) => short(channel[key])).join(", ");
  return [
    `${s.name}: ${printable(s.description)}`,
    `  examples   ${s.counts.train} to train on, ${s.counts.test} to test on`,
    `  inputs     shape [${s.shape.join(", ")}], ${s.features} features`,
    `  features   means ${range(s.featureMean)}, standard deviations ${range(s.featureSd)} (training split)`,
    ...(s.channels
      ? [`  channels   means ${list("mean")}, standard deviations ${list("sd")}, before that`]
      : []),
    `  classes    ${s.classes.length} (train+test): ${classes.slice(0, maxClasses).join(", ")}${more}`,
    `  source     ${printable(s.source)}`,
    ...(s.notes ?? []).map((note) => `  note       ${printable(note)}`),
  ].join("\n");
}

function countsOf(d: Dataset, split: Split): number[] {
  const counts = d.classNames.map(() => 0);
  for (const label of split.labels) counts[label]!++;
  return counts;
}

/** The least and the greatest of some numbers, however many (spreading a million into Math.min overflows the stack). */
export function rangeOf(values: Iterable<number>): Range {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return { least, greatest };
}
