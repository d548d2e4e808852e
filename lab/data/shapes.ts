/**
 * shapes: 32 × 32 colour pictures of filled shapes, made here so that convolutional networks need no download.
 *
 * A picture is one outline under a random affine map (size, stretch, slant, turn, place), in one random colour, on a
 * ground that fades from one random colour to another and is faintly striped, with noise. The class is the outline
 * alone; colour says nothing, but that a shape is always lighter than its ground. Red, green, blue 0 … 1.
 * The scene is set so that a linear classifier is right four times in ten and a small convolutional network nine.
 */
import type { Random } from "../../lib/index.ts";
import type { Dataset, Task, TaskOptions } from "./dataset.ts";
import { coverage } from "./fill.ts";
import { applyMap, placement } from "./geometry.ts";
import { checkNumber, flags, splitSizes } from "./options.ts";
import { outlines } from "./outlines.ts";
import { speckle } from "./speckle.ts";
import { drawSplit } from "./splits.ts";

const { floor, sin } = Math; // as in fill.ts
const side = 32;
const area = side * side;
const pixels = 3 * area;

/** How far pictures of one shape differ. Lengths in pixels, angles in radians, colours 0 … 1; ranges are uniform. */
const scene = {
  radius: [7, 13],
  shift: 5, // of the middle, uniform, each way
  angle: 0.3, // standard deviation
  stretch: [0.85, 1.15], // each axis on its own
  shear: 0.1, // standard deviation
  contrast: 0.25, // the least by which a shape is lighter than either end of its ground
  stripes: [0, 0.1], // amplitude
  wavelength: [4, 16],
} as const;

type Colour = readonly [red: number, green: number, blue: number];

const colour = (random: Random): Colour => [random.uniform(), random.uniform(), random.uniform()];

/** Luma of Rec. 601: how light a colour looks. */
const lightness = ([red, green, blue]: Colour): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** The colours of the two ends of the ground, and of the shape. */
function colours(random: Random): { readonly ground: readonly [Colour, Colour]; readonly shape: Colour } {
  for (;;) {
    const ground = [colour(random), colour(random)] as const;
    const shape = colour(random);
    if (lightness(shape) - Math.max(...ground.map(lightness)) > scene.contrast) return { ground, shape };
  }
}

/** One picture: the ground, then the shape, then noise. */
function drawShape(random: Random, label: number, noise: number, out: Float64Array, at: number): number {
  const radius = random.between(...scene.radius);
  const middle = () => side / 2 + random.between(-scene.shift, scene.shift);
  const map = placement({
    centre: [0, 0],
    scale: [radius * random.between(...scene.stretch), radius * random.between(...scene.stretch)],
    shear: scene.shear * random.normal(),
    angle: scene.angle * random.normal(),
    to: [middle(), middle()],
  });
  const loops = outlines[label]!.loops.map((loop) => loop.map((point) => applyMap(map, ...point)));
  const covered = coverage(loops, side);
  const { ground, shape } = colours(random);
  const fade = ramp(random, 1 / side);
  const stripe = ramp(random, (2 * Math.PI) / random.between(...scene.wavelength));
  const phase = random.between(0, 2 * Math.PI);
  const amplitude = random.between(...scene.stripes);
  for (let p = 0; p < area; p++) {
    const place = 0.5 + fade(p);
    const t = place < 0 ? 0 : place > 1 ? 1 : place;
    const light = amplitude * sin(stripe(p) + phase);
    for (let c = 0; c < 3; c++) {
      const behind = ground[0][c]! + t * (ground[1][c]! - ground[0][c]!) + light;
      out[at + c * area + p] = behind + covered[p]! * (shape[c]! - behind);
    }
  }
  speckle(random, out.subarray(at, at + pixels), noise);
  return label;
}

/** A linear function of the place of pixel p, 0 in the middle of the picture, rising by `slope` in a random direction. */
function ramp(random: Random, slope: number): (p: number) => number {
  const angle = random.between(0, 2 * Math.PI);
  const [x, y] = [slope * Math.cos(angle), slope * Math.sin(angle)];
  const middle = (side - 1) / 2;
  return (p) => x * ((p % side) - middle) + y * (floor(p / side) - middle);
}

function makeShapes(options: TaskOptions): Dataset {
  const { seed } = options;
  const noise = checkNumber("shapes", flags.noise, options.noise ?? 0.06, { from: 0, to: 1 });
  const counts = splitSizes("shapes", options, { train: 2000, test: 500 }, pixels);
  const classes = outlines.length;
  const split = (which: "train" | "test") =>
    drawSplit(
      "shapes",
      which,
      seed,
      { count: counts[which], features: pixels, classes },
      (random, label, out, at) => drawShape(random, label, noise, out, at),
    );
  return {
    name: "shapes",
    description: `32×32 colour pictures of ${classes} filled shapes, big and small, a little turned, in any colour (pixel noise ${noise})`,
    shape: [3, side, side],
    features: pixels,
    classNames: outlines.map(({ name }) => name),
    train: split("train"),
    test: split("test"),
    source: `generated with seed ${seed}`,
  };
}

/** The task `shapes`. */
export const shapesTask: Task = {
  name: "shapes",
  summary: "32×32 colour pictures of filled shapes, made here: colour says nothing, only form does",
  needsData: false,
  takes: ["noise"],
  load: makeShapes,
};
