/**
 * glyphs: 28 × 28 grey drawings of the ten digits, made here so that the main job needs no download.
 *
 * A digit is one of its skeletons with each control point a little displaced, under a random affine map (size,
 * shear, slant, place), traced by a round pen of random thickness, in random ink, on noisy paper. Grey 0 … 1.
 * The jitter is set so that a linear classifier is right about nine times in ten and a small network more often.
 */
import type { Random } from "../../lib/index.ts";
import type { Dataset, Task, TaskOptions } from "./dataset.ts";
import { applyMap, placement, type PlaneMap, type Point } from "./geometry.ts";
import { skeletons, type Stroke } from "./glyph-strokes.ts";
import { checkNumber, flags, splitSizes } from "./options.ts";
import { speckle } from "./speckle.ts";
import { drawSplit } from "./splits.ts";

const { ceil, floor, max, min, sqrt } = Math; // as in fill.ts
const side = 28;
const pixels = side * side;
/** Straight pieces that stand for one span of a curve. */
const pieces = 4;

/** The hand: how far drawings of one digit differ. Lengths in pixels, angles in radians. */
const hand = {
  height: 19,
  width: 16,
  stretch: 0.2, // relative, each axis on its own, uniform
  angle: 0.2, // standard deviation
  shear: 0.16, // standard deviation
  shift: 2.1, // uniform, each way
  wobble: 0.025, // standard deviation of a control point, in unit squares
  radius: [0.55, 1.3], // of the pen
} as const;

/** One drawing: paper, then ink. */
function drawGlyph(random: Random, digit: number, noise: number, out: Float64Array, at: number): number {
  const ways = skeletons[digit]!;
  const skeleton = ways[random.integer(ways.length)]!;
  const stretch = () => random.between(1 - hand.stretch, 1 + hand.stretch);
  const shift = () => side / 2 + random.between(-hand.shift, hand.shift);
  const map = placement({
    centre: [0.5, 0.5],
    scale: [hand.width * stretch(), hand.height * stretch()],
    shear: hand.shear * random.normal(),
    angle: hand.angle * random.normal(),
    to: [shift(), shift()],
  });
  const radius = random.between(...hand.radius);
  const image = out.subarray(at, at + pixels);
  for (const stroke of skeleton) trace(image, pathOf(stroke, map, random), radius);
  const ink = random.between(0.75, 1);
  for (let i = 0; i < pixels; i++) image[i]! *= ink;
  speckle(random, image, noise);
  return digit;
}

/** The stroke as a fine polyline in pixels, its control points displaced first. */
function pathOf(stroke: Stroke, map: PlaneMap, random: Random): readonly Point[] {
  const wobble = () => hand.wobble * random.normal();
  const points = stroke.points.map(([x, y]) => applyMap(map, x + wobble(), y + wobble()));
  if (stroke.kind === "line") return points;
  const n = points.length;
  const closed = stroke.kind === "loop";
  // A loop runs on round the end; an open curve repeats its end points as its neighbours.
  const knot = (i: number) => points[closed ? (i + n) % n : Math.min(Math.max(i, 0), n - 1)]!;
  const path: Point[] = [points[0]!];
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [a, b, c, d] = [knot(i - 1), knot(i), knot(i + 1), knot(i + 2)];
    for (let k = 1; k <= pieces; k++) {
      const t = k / pieces;
      path.push([catmullRom(a[0], b[0], c[0], d[0], t), catmullRom(a[1], b[1], c[1], d[1], t)]);
    }
  }
  return path;
}

/** The uniform Catmull-Rom cubic: b at t = 0, c at t = 1, with slopes (c − a)/2 and (d − b)/2. */
function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/** Darkens every pixel near the path: full within the pen's radius, fading to nothing over one pixel beyond. */
function trace(image: Float64Array, path: readonly Point[], radius: number): void {
  const reach = radius + 0.5;
  for (let k = 1; k < path.length; k++) {
    const [ax, ay] = path[k - 1]!;
    const [dx, dy] = [path[k]![0] - ax, path[k]![1] - ay];
    const perLength = 1 / max(dx * dx + dy * dy, 1e-12);
    // Pixel (r, c) has its centre at (c + ½, r + ½). Only the box around the piece is looked at.
    const left = max(0, ceil(min(ax, ax + dx) - reach - 0.5));
    const right = min(side - 1, floor(max(ax, ax + dx) + reach - 0.5));
    const top = max(0, ceil(min(ay, ay + dy) - reach - 0.5));
    const bottom = min(side - 1, floor(max(ay, ay + dy) + reach - 0.5));
    for (let r = top; r <= bottom; r++) {
      for (let c = left; c <= right; c++) {
        const [px, py] = [c + 0.5 - ax, r + 0.5 - ay];
        const t = min(1, max(0, (px * dx + py * dy) * perLength));
        const [ex, ey] = [px - t * dx, py - t * dy];
        const ink = min(1, reach - sqrt(ex * ex + ey * ey));
        if (ink > image[r * side + c]!) image[r * side + c] = ink;
      }
    }
  }
}

function makeGlyphs(options: TaskOptions): Dataset {
  const { seed } = options;
  const noise = checkNumber("glyphs", flags.noise, options.noise ?? 0.08, { from: 0, to: 1 });
  const counts = splitSizes("glyphs", options, { train: 4000, test: 1000 }, pixels);
  const split = (which: "train" | "test") =>
    drawSplit(
      "glyphs",
      which,
      seed,
      { count: counts[which], features: pixels, classes: 10 },
      (random, digit, out, at) => drawGlyph(random, digit, noise, out, at),
    );
  return {
    name: "glyphs",
    description: `28×28 drawings of the ten digits from stroke skeletons (pixel noise ${noise})`,
    shape: [1, side, side],
    features: pixels,
    classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
    train: split("train"),
    test: split("test"),
    source: `generated with seed ${seed}`,
  };
}

/** The task `glyphs`. */
export const glyphsTask: Task = {
  name: "glyphs",
  summary: "28×28 drawings of the ten digits, made here",
  needsData: false,
  takes: ["noise"],
  load: makeGlyphs,
};
