/**
 * CIFAR-10 from its binary files in one folder, gzip or not: the official six, or one part of the whole.
 *
 * Nothing is downloaded. A limit on a split takes its first examples, in the order of the files; a part is split in
 * order, the training examples first. The format is in cifar-records.ts; this file knows names and sizes.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DataError, UserError } from "../../lib/index.ts";
import { readBytes } from "./bytes.ts";
import {
  cifarClasses,
  type CifarRecords,
  cifarShape,
  parseRecords,
  sliceRecords,
  unpackRecords,
} from "./cifar-records.ts";
import type { Dataset, Split, Task, TaskOptions } from "./dataset.ts";
import { decodeText } from "./decode.ts";
import { checkFolder, copiesNotes, findIn } from "./folder.ts";
import { checkNumber, flags, limit, maxNumbers } from "./options.ts";
// prettier-ignore

const who = "cifar10";
const features = cifarShape[0] * cifarShape[1] * cifarShape[2];
const batches = [1, 2, 3, 4, 5].map((k) => `data_batch_${k}.bin`);
const testBatch = "test_batch.bin";
const official = [...batches, testBatch];
const wanted = `the six files ${batches.join(", ")} and ${testBatch}, or one part of them as a single .bin (each as it is or as .gz)`; // prettier-ignore
const namesFile = "batches.meta.txt";
// prettier-ignore
const wellKnown = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

const readRecords = (path: string): CifarRecords => parseRecords(who, path, readBytes(who, path));

function loadCifar10(options: TaskOptions): Dataset {
  const folder = checkFolder(who, options.dataDir, wanted);
  const classNames = classNamesIn(folder);
  const parts = readdirSync(folder).filter((name) => /\.bin(\.gz)?$/i.test(name));
  const stems = [...new Set(parts.map((name) => name.replace(/\.gz$/i, "")))];
  const missing = official.filter((name) => !stems.includes(name));
  if (missing.length > 0 && stems.length !== 1) {
    const found = stems.length === 0 ? "holds no .bin file" : `holds ${stems.length} .bin files and lacks ${missing.join(", ")}`; // prettier-ignore
    throw new DataError(`${who}: ${folder} ${found}. Put ${wanted} there.`);
  }
  // The shorter name is the one without .gz, which is read.
  const part = parts.sort((a, b) => a.length - b.length).map((name) => join(folder, name));
  const splits = missing.length === 0 ? wholeOf(folder, options) : partOf(part[0]!, options);
  const files = missing.length === 0 ? official.map((name) => findIn(folder, name)) : [part];
  return {
    name: who,
    description: "32×32 colour photographs of ten classes, pixels / 255",
    shape: cifarShape,
    features,
    classNames,
    ...splits,
    notes: copiesNotes([...files, findIn(folder, namesFile)]),
  };
}

type Splits = Pick<Dataset, "train" | "test" | "source">;

/** The official files: five of training examples, one of test examples. */
function wholeOf(folder: string, options: TaskOptions): Splits {
  const load = (which: "train" | "test", names: readonly string[]): Split => {
    const files = names.map((name) => readRecords(findIn(folder, name)[0]!));
    const there = files.reduce((sum, { count }) => sum + count, 0);
    return splitOf(which, files, limit(who, which, options[which], there));
  };
  return {
    train: load("train", batches),
    test: load("test", [testBatch]),
    source: `CIFAR-10 binary files in ${folder}`,
  };
}

/** One file: the first records to train on and the next ones to test on, three to one unless said otherwise. */
function partOf(path: string, options: TaskOptions): Splits {
  const all = readRecords(path);
  if (all.count < 2) {
    throw new DataError(
      `${who}: ${path} holds one image, expected at least one to train on and one to test on.`,
    );
  }
  const whole = { from: 1, to: all.count - 1, whole: true };
  for (const which of ["train", "test"] as const) {
    const asked = options[which];
    if (asked !== undefined) checkNumber(who, flags[which], asked, whole);
  }
  const quarter = Math.max(1, Math.round(all.count / 4));
  const train = options.train ?? Math.min(all.count - quarter, all.count - (options.test ?? 0));
  const test = options.test ?? Math.min(quarter, all.count - train);
  if (train + test > all.count) {
    throw new UserError(
      `${who}: --train ${train} and --test ${test} make ${train + test} images, but ${path} holds ${all.count}. ` +
        "Ask for fewer.",
    );
  }
  return {
    train: splitOf("train", [all], train),
    test: splitOf("test", [sliceRecords(all, train, test)], test),
    source: `CIFAR-10 binary file ${path}, split in order`,
  };
}

/** The first `count` records of some files as a split. */
function splitOf(which: "train" | "test", files: readonly CifarRecords[], count: number): Split {
  const most = Math.floor(maxNumbers / features);
  if (count > most) {
    throw new DataError(
      `${who}: ${files[0]!.path} and what belongs to it hold ${count} images, more than fit in memory here. ` +
        `Take some of them: ${flags[which]} N with N at most ${most}.`,
    );
  }
  const inputs = new Float64Array(count * features);
  const labels = new Int32Array(count);
  let at = 0;
  for (const file of files) {
    const taken = Math.min(file.count, count - at);
    unpackRecords(sliceRecords(file, 0, taken), inputs, labels, at);
    at += taken;
  }
  return { count, inputs, labels };
}

/** The names in batches.meta.txt, if it is there: ten of them, one a line. */
function classNamesIn(folder: string): readonly string[] {
  const path = findIn(folder, namesFile)[0];
  if (path === undefined) return wellKnown;
  const text = decodeText(who, path, readBytes(who, path), undefined, "Mend the file or take it away.");
  const lines = text.split(/\r?\n/);
  const names = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (names.length === cifarClasses) return names;
  throw new DataError(
    `${who}: ${path} holds ${names.length} names, expected ${cifarClasses}, one a line. Mend the file or take it away.`,
  );
}

/** The task `cifar10`. */
export const cifar10Task: Task = {
  name: who,
  summary: "32×32 colour photographs from the binary files, or a part of them, in --data-dir",
  needsData: true,
  takes: ["dataDir"],
  load: loadCifar10,
};
