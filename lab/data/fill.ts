/**
 * A filled polygon on a grid of pixels, with soft edges.
 *
 * What a pixel is covered is taken from the signed distance of its centre to the outline: all at half a pixel inside,
 * nothing at half a pixel outside, linear between, which is right to the eye but for sharp corners. This file knows
 * no colours and no randomness.
 */
import type { Point } from "./geometry.ts";

// Looked up once: in jest's sandbox a look at a global in an inner loop costs far more than what is done with it.
const { sqrt } = Math;

/** side × side, row-major, 0 … 1: how far each pixel is covered; pixel (r, c) has its centre at (c + ½, r + ½). */
export function coverage(loops: readonly (readonly Point[])[], side: number): Float64Array {
  const image = new Float64Array(side * side);
  // The edges end to end: ax, ay, bx, by, and 1 / length².
  const edges = Float64Array.from(
    loops.flatMap((loop) =>
      loop.flatMap(([ax, ay], k) => {
        const [bx, by] = loop[(k + 1) % loop.length]!;
        return [ax, ay, bx, by, 1 / Math.max((bx - ax) ** 2 + (by - ay) ** 2, 1e-12)];
      }),
    ),
  );
  const points = loops.flat();
  const [left, right] = pixelsOf(points, 0, side);
  const [top, bottom] = pixelsOf(points, 1, side);
  for (let r = top; r <= bottom; r++) {
    for (let c = left; c <= right; c++) {
      const covered = signedDistance(edges, c + 0.5, r + 0.5) + 0.5;
      image[r * side + c] = covered <= 0 ? 0 : covered >= 1 ? 1 : covered;
    }
  }
  return image;
}

/** The first and the last pixel that the points can touch along one axis. */
function pixelsOf(points: readonly Point[], axis: 0 | 1, side: number): readonly [number, number] {
  const places = points.map((point) => point[axis]);
  return [
    Math.max(0, Math.floor(Math.min(...places) - 1)),
    Math.min(side - 1, Math.ceil(Math.max(...places))),
  ];
}

/** The distance from (x, y) to the nearest edge, positive inside. */
function signedDistance(edges: Float64Array, x: number, y: number): number {
  let nearest = Number.MAX_VALUE;
  let inside = false;
  for (let e = 0; e < edges.length; e += 5) {
    const ax = edges[e]!;
    const ay = edges[e + 1]!;
    const dx = edges[e + 2]! - ax;
    const dy = edges[e + 3]! - ay;
    const [px, py] = [x - ax, y - ay];
    const along = (px * dx + py * dy) * edges[e + 4]!;
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const [ex, ey] = [px - t * dx, py - t * dy];
    const square = ex * ex + ey * ey;
    if (square < nearest) nearest = square;
    // A ray to the right of (x, y) crosses an edge that passes its height, if it passes it further right.
    if (ay > y !== ay + dy > y && px < (py * dx) / dy) inside = !inside;
  }
  return inside ? sqrt(nearest) : -sqrt(nearest);
}
