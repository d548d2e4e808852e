/**
 * MNIST and Fashion-MNIST from their four IDX files in one folder, gzip or not: pixels / 255.
 *
 * Nothing is downloaded. A limit on a split takes its first examples, in the order of the files.
 * The format is in idx.ts; this file knows names, and what must agree between the files.
 */
import { DataError } from "../../lib/index.ts";
import { readBytes } from "./bytes.ts";
import type { Dataset, Split, Task, TaskOptions } from "./dataset.ts";
import { checkFolder, copiesNotes, findIn } from "./folder.ts";
import { parseImages, parseLabels } from "./idx.ts";
import { flags, limit, maxNumbers } from "./options.ts";

const stems = { train: "train", test: "t10k" } as const;
type Which = keyof typeof stems;
const imageFile = (which: Which) => `${stems[which]}-images-idx3-ubyte`;
const labelFile = (which: Which) => `${stems[which]}-labels-idx1-ubyte`;
const files = [imageFile("train"), labelFile("train"), imageFile("test"), labelFile("test")];
const wanted = `the four files ${files.slice(0, 3).join(", ")} and ${files[3]} (each as it is or as .gz)`;

const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
// prettier-ignore
const garments = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

/** The copies of each of the four files by its name, or one sentence that says which are missing. */
function findFiles(who: string, dataDir: string | undefined): ReadonlyMap<string, readonly string[]> {
  const folder = checkFolder(who, dataDir, wanted);
  // Some mirrors write "images.idx3" for "images-idx3".
  const found = new Map(files.map((name) => [name, findIn(folder, name, name.replace("-idx", ".idx"))]));
  const missing = files.filter((name) => found.get(name)!.length === 0);
  if (missing.length > 0) {
    throw new DataError(`${who}: ${folder} lacks ${missing.join(", ")}. Put ${wanted} there.`);
  }
  return found;
}

interface Loaded {
  readonly split: Split;
  readonly shape: readonly [1, number, number];
}

function loadSplit(who: string, which: Which, pathOf: (name: string) => string, asked?: number): Loaded {
  const [imagePath, labelPath] = [pathOf(imageFile(which)), pathOf(labelFile(which))];
  const labels = parseLabels(who, labelPath, readBytes(who, labelPath), digits.length);
  const { count: there, rows, columns, pixels } = parseImages(who, imagePath, readBytes(who, imagePath));
  if (there !== labels.length) {
    throw new DataError(
      `${who}: ${imagePath} holds ${there} images, but ${labelPath} holds ${labels.length} labels. ` +
        "Fetch both files again, from one place.",
    );
  }
  const count = limit(who, which, asked, there);
  const most = Math.floor(maxNumbers / (rows * columns));
  if (count > most) {
    throw new DataError(
      `${who}: ${imagePath} holds ${there} images of ${rows}×${columns} pixels, more than fit in memory here. ` +
        `Take some of them: ${flags[which]} N with N at most ${most}.`,
    );
  }
  const inputs = new Float64Array(count * rows * columns);
  for (let i = 0; i < inputs.length; i++) inputs[i] = pixels[i]! / 255;
  return {
    split: { count, inputs, labels: Int32Array.from(labels.subarray(0, count)) },
    shape: [1, rows, columns],
  };
}

function loadMnist(who: string, classNames: readonly string[], options: TaskOptions): Dataset {
  const found = findFiles(who, options.dataDir);
  const pathOf = (name: string) => found.get(name)![0]!;
  const train = loadSplit(who, "train", pathOf, options.train);
  const test = loadSplit(who, "test", pathOf, options.test);
  const [, rows, columns] = train.shape;
  if (test.shape[1] !== rows || test.shape[2] !== columns) {
    throw new DataError(
      `${who}: the training images are ${rows}×${columns}, the test images ${test.shape[1]}×${test.shape[2]}. ` +
        "Fetch the four files again, from one place.",
    );
  }
  return {
    name: who,
    description: `${rows}×${columns} grey images of ten classes, pixels / 255`,
    shape: train.shape,
    features: rows * columns,
    classNames,
    train: train.split,
    test: test.split,
    source: `IDX files in ${options.dataDir}`,
    notes: copiesNotes([...found.values()]),
  };
}

/** The tasks `mnist` and `fashion-mnist`. */
export const mnistTasks: readonly Task[] = [
  {
    name: "mnist",
    summary: "28×28 handwritten digits from the four IDX files in --data-dir",
    needsData: true,
    takes: ["dataDir"],
    load: (options) => loadMnist("mnist", digits, options),
  },
  {
    name: "fashion-mnist",
    summary: "28×28 pictures of clothing from the four IDX files in --data-dir",
    needsData: true,
    takes: ["dataDir"],
    load: (options) => loadMnist("fashion-mnist", garments, options),
  },
];
