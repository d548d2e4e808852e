/**
 * The outlines of the shapes: closed polygons that reach about one unit from the origin, x to the right and y down.
 *
 * Curves are polygons of short sides. A point is inside if a ray from it crosses the outline an odd number of times,
 * so a hole is a second loop. This file knows no randomness and no pixels.
 */
import { applyMap, type Point, rotation } from "./geometry.ts";

/** A closed polygon: the last point is joined to the first. */
export type Loop = readonly Point[];
export interface Outline {
  readonly name: string;
  readonly loops: readonly Loop[];
}

/** n points, the k-th from the map of k / n. */
function around(n: number, point: (part: number) => Point): Loop {
  return Array.from({ length: n }, (_, k) => point(k / n));
}

/** The point at `radius` after `part` of a revolution from the top. */
function polar(radius: number, part: number): Point {
  return applyMap(rotation(2 * Math.PI * part), 0, -radius);
}

const circle = (radius: number): Loop => around(28, (part) => polar(radius, part));
const square = (half: number): Loop => around(4, (part) => polar(half * Math.SQRT2, part + 1 / 8));

/** Corners in turn outside and inside. */
const star = (points: number, inner: number): Loop =>
  around(2 * points, (part) => polar(Math.round(2 * points * part) % 2 === 0 ? 1 : inner, part));

/** A quarter of the outline of a plus sign, four times round. */
function plus(half: number): Loop {
  const length = 0.95;
  const quarter: Loop = [
    [-half, -length],
    [half, -length],
    [half, -half],
  ];
  return [0, 1, 2, 3].flatMap((k) => quarter.map((p) => applyMap(rotation((k * Math.PI) / 2), ...p)));
}

/** Most of a circle from horn to horn, and back along a smaller circle through the horns, centred above the first. */
function crescent(): Loop {
  const horn = 0.13; // of a revolution, either side of the top
  const centre = -0.4;
  const [x, y] = polar(1, horn);
  const radius = Math.hypot(x, y - centre);
  const tilt = Math.atan2(centre - y, x); // of the horns above the smaller circle's middle
  const outer = Array.from({ length: 22 }, (_, k) => polar(1, horn + ((1 - 2 * horn) * k) / 21));
  const inner = Array.from({ length: 14 }, (_, k): Point => {
    const angle = Math.PI + tilt - ((Math.PI + 2 * tilt) * (k + 1)) / 15;
    return [radius * Math.cos(angle), centre + radius * Math.sin(angle)];
  });
  return [...outer, ...inner];
}

/** The well-known curve of sines, brought to the middle. */
const heart: Loop = around(32, (part) => {
  const t = 2 * Math.PI * part;
  const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
  return [Math.sin(t) ** 3, -(y + 2.5) / 16];
});

/** The classes of `shapes`, in the order of their labels. */
export const outlines: readonly Outline[] = [
  { name: "circle", loops: [circle(0.9)] },
  { name: "ring", loops: [circle(1), circle(0.58)] },
  { name: "crescent", loops: [crescent()] },
  { name: "triangle", loops: [around(3, (part) => polar(1, part))] },
  { name: "square", loops: [square(0.8)] },
  { name: "star", loops: [star(5, 0.42)] },
  { name: "cross", loops: [plus(0.3)] },
  { name: "heart", loops: [heart] },
];
