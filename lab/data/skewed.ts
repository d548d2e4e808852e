/**
 * skewed: a classification task in which conditioning is the whole problem.
 *
 * The underlying features z are white, z ~ N(0, I), and a fixed nonlinear teacher labels z. What the learner sees
 * is x_j = s_j·(z_j + m_j): one dial sets the scales s and the means m, and nothing else. Undoing the map gives z
 * back, so the best possible classifier is the same at every dial; only the Hessian of the loss changes.
 */
import { Random } from "../../lib/index.ts";
import type { Dataset, Task, TaskOptions } from "./dataset.ts";
import { checkNumber, flags, splitSizes } from "./options.ts";
import { drawSplit } from "./splits.ts";

const features = 10;
const classes = 3;
const hidden = 8;

/** x_j = scale_j·(z_j + shift_j): what the dial does to white features. */
export interface Skew {
  /** Standard deviation of each feature; largest / smallest = dial. */
  readonly scale: readonly number[];
  /** Mean of each feature, in its own standard deviations. */
  readonly shift: readonly number[];
}

/**
 * Scales spaced evenly in their logarithm from dial^−½ to dial^½, and means of alternating sign log₁₀(dial)
 * standard deviations from 0: none at dial 1, 3 at dial 1000.
 */
export function skewOf(dial: number): Skew {
  const place = Array.from({ length: features }, (_, j) => j);
  return {
    scale: place.map((j) => dial ** (j / (features - 1) - 0.5)),
    shift: place.map((j) => (j % 2 === 0 ? 1 : -1) * Math.log10(dial)),
  };
}

/** z (at out[at …]) ↦ the scores of the classes. */
type Teacher = (z: Float64Array, at: number) => number[];

/** A network of one tanh layer, drawn from the seed; its scores are centred and scaled so that classes balance. */
function teacherOf(seed: number): Teacher {
  const random = Random.stream(seed, "data/skewed/teacher");
  const normals = (n: number, sd: number) => Float64Array.from({ length: n }, () => sd * random.normal());
  const inner = normals(hidden * features, 1.5 / Math.sqrt(features));
  const outer = normals(classes * hidden, 1);
  const raw: Teacher = (z, at) => {
    const units = Array.from({ length: hidden }, (_, h) => {
      let sum = 0;
      for (let j = 0; j < features; j++) sum += inner[h * features + j]! * z[at + j]!;
      // Odd and even units in turn, so that no linear score can follow the teacher all the way.
      return h % 2 === 0 ? Math.tanh(sum) : Math.tanh(sum * sum - 1);
    });
    return Array.from({ length: classes }, (_, c) =>
      units.reduce((sum, unit, h) => sum + outer[c * hidden + h]! * unit, 0),
    );
  };
  const tries = 2000;
  const z = normals(tries * features, 1);
  const scores = Array.from({ length: tries }, (_, i) => raw(z, i * features));
  const mean = scores[0]!.map((_, c) => scores.reduce((sum, row) => sum + row[c]!, 0) / tries);
  const sd = mean.map((m, c) => Math.sqrt(scores.reduce((sum, row) => sum + (row[c]! - m) ** 2, 0) / tries));
  return (at, place) => raw(at, place).map((score, c) => (score - mean[c]!) / sd[c]!);
}

function makeSkewed(options: TaskOptions): Dataset {
  const { seed } = options;
  const dial = checkNumber("skewed", flags.dial, options.dial ?? 100, { from: 1, to: 1000 });
  const noise = checkNumber("skewed", flags.noise, options.noise ?? 0, { from: 0, to: 10 });
  const counts = splitSizes("skewed", options, { train: 2000, test: 1000 }, features);
  const { scale, shift } = skewOf(dial);
  const teacher = teacherOf(seed);
  const split = (which: "train" | "test") =>
    drawSplit("skewed", which, seed, { count: counts[which], features, classes }, (random, _, out, at) => {
      for (let j = 0; j < features; j++) out[at + j] = random.normal();
      const scores = teacher(out, at).map((score) => (noise > 0 ? score + noise * random.normal() : score));
      for (let j = 0; j < features; j++) out[at + j] = scale[j]! * (out[at + j]! + shift[j]!);
      return scores.indexOf(Math.max(...scores));
    });
  return {
    name: "skewed",
    description:
      `ten features whose scales differ by a factor of ${dial} and whose means lie ` +
      `${Number(Math.log10(dial).toFixed(2))} standard deviations from 0, labelled by a nonlinear teacher ` +
      `on the white features beneath (noise ${noise} on its scores)`,
    shape: [features],
    features,
    classNames: ["0", "1", "2"],
    train: split("train"),
    test: split("test"),
    source: `generated with seed ${seed}`,
  };
}

/** The task `skewed`. */
export const skewedTask: Task = {
  name: "skewed",
  summary: "features of very different means and scales (--dial 1 to 1000), labelled by a nonlinear teacher",
  needsData: false,
  takes: ["noise", "dial"],
  load: makeSkewed,
};
