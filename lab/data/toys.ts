/**
 * Two-dimensional toys: moons, circles, spirals and blobs, small enough to look at and hard enough to learn from.
 *
 * Each is a curve or a cloud that all classes share, carried to its place by a plane map, with normal noise.
 * This file knows the shapes; how splits and streams are made is in splits.ts.
 */
import { Random } from "../../lib/index.ts";
import type { Dataset, Task, TaskOptions } from "./dataset.ts";
import { applyMap, type PlaneMap, rotation } from "./geometry.ts";
import { checkNumber, flags, splitSizes } from "./options.ts";
import { drawSplit } from "./splits.ts";

interface Toy {
  readonly name: string;
  readonly summary: string;
  readonly classes: number;
  /** Standard deviation of the noise on each coordinate. */
  readonly noise: number;
  /** The maps that carry the common curve to each class; they may depend on the seed, never on the split. */
  readonly place: (seed: number) => readonly PlaneMap[];
  /** A point of the common curve or cloud, before it is placed, for class `label`. */
  readonly point: (random: Random, label: number, noise: number) => readonly [number, number];
  /** Whether normal noise is added to the placed point (a cloud brings its own). */
  readonly jitter: boolean;
}

const moons: Toy = {
  name: "moons",
  summary: "two interleaved half circles in the plane",
  classes: 2,
  noise: 0.1,
  // The second moon is the first turned by π about the origin, then moved to (1, ½).
  place: () => [rotation(0), rotation(Math.PI, [1, 0.5])],
  point: (random) => polar(1, random.between(0, Math.PI)),
  jitter: true,
};

const circles: Toy = {
  name: "circles",
  summary: "one circle inside another: no straight line separates them",
  classes: 2,
  noise: 0.08,
  place: () => [rotation(0), rotation(0)],
  point: (random, label) => polar(label === 0 ? 1 : 0.5, random.between(0, 2 * Math.PI)),
  jitter: true,
};

const spirals: Toy = {
  name: "spirals",
  summary: "three spiral arms wound about one another",
  classes: 3,
  noise: 0.03,
  place: () => [0, 1, 2].map((arm) => rotation((2 * Math.PI * arm) / 3)),
  // √ spreads the points evenly over the disc; the arm turns by 1.25 revolutions on its way out.
  point: (random) => {
    const radius = 0.1 + 0.9 * Math.sqrt(random.uniform());
    return polar(radius, 2.5 * Math.PI * radius);
  },
  jitter: true,
};

const blobs: Toy = {
  name: "blobs",
  summary: "four normal clouds, longer than wide, each turned its own way",
  classes: 4,
  noise: 0.35,
  place: (seed) => {
    const random = Random.stream(seed, "data/blobs/layout");
    const first = random.between(0, 2 * Math.PI);
    return [0, 1, 2, 3].map((k) => rotation(random.between(0, Math.PI), polar(1, first + (k * Math.PI) / 2)));
  },
  point: (random, _, noise) => [noise * random.normal(), 0.4 * noise * random.normal()],
  jitter: false,
};

function polar(radius: number, angle: number): readonly [number, number] {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function makeToy(toy: Toy, options: TaskOptions): Dataset {
  const { seed } = options;
  const noise = checkNumber(toy.name, flags.noise, options.noise ?? toy.noise, { from: 0, to: 10 });
  const counts = splitSizes(toy.name, options, { train: 500, test: 500 }, 2);
  const places = toy.place(seed);
  const split = (which: "train" | "test") =>
    drawSplit(
      toy.name,
      which,
      seed,
      { count: counts[which], features: 2, classes: toy.classes },
      (random, label, out, at) => {
        const [x, y] = applyMap(places[label]!, ...toy.point(random, label, noise));
        out[at] = toy.jitter ? x + noise * random.normal() : x;
        out[at + 1] = toy.jitter ? y + noise * random.normal() : y;
        return label;
      },
    );
  return {
    name: toy.name,
    description: `${toy.summary} (noise ${noise})`,
    shape: [2],
    features: 2,
    featureNames: ["x", "y"],
    classNames: Array.from({ length: toy.classes }, (_, k) => String(k)),
    train: split("train"),
    test: split("test"),
    source: `generated with seed ${seed}`,
  };
}

/** The four toys as tasks. */
export const toyTasks: readonly Task[] = [moons, circles, spirals, blobs].map((toy) => ({
  name: toy.name,
  summary: toy.summary,
  needsData: false,
  takes: ["noise"],
  load: (options) => makeToy(toy, options),
}));
