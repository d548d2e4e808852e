/**
 * Matrices for tests of kernels: in every way in which they may lie in memory, with every kind of number.
 */
import type { Axis, MatrixView } from "../../lib/kernels/kernels.ts";
import type { Random } from "../../lib/random.ts";

/** How a matrix lies in memory. */
export const layouts = [
  "rows",
  "columns",
  "gaps",
  "far apart",
  "backwards",
  "repeated row",
  "repeated column",
  "windows",
] as const;
export type Layout = (typeof layouts)[number];
export type Numbers = "normal" | "wild";

const special = [NaN, Infinity, -Infinity, -0, 0, 5e-324, -5e-324, 1e308, -1e308];

/** Numbers that tell every order of additions apart, or ones among which NaN, ±∞, −0 and subnormals are frequent. */
export function draw(random: Random, numbers: Numbers): number {
  if (numbers === "wild" && random.uniform() < 0.2) return special[random.integer(special.length)]!;
  return random.normal() * 10 ** random.between(-8, 8);
}

export function matrix(
  rows: number,
  columns: number,
  layout: Layout,
  numbers: Numbers,
  random: Random,
): MatrixView {
  const of = (offset: number, down: Axis[], right: Axis[], size: number): MatrixView => {
    // Large matrices repeat: drawing takes longer than multiplying, and a prime period meets every place of a block.
    const drawn = Float64Array.from({ length: Math.min(size, 9973) }, () => draw(random, numbers));
    const data = new Float64Array(size).map((_, i) => drawn[i % drawn.length]!);
    return { data, offset, rows: down, columns: right };
  };
  const plain = (offset: number, down: number, right: number, size: number): MatrixView =>
    of(offset, [{ length: rows, stride: down }], [{ length: columns, stride: right }], size);
  switch (layout) {
    case "rows":
      return plain(0, columns, 1, rows * columns);
    case "columns":
      return plain(2, 1, rows, rows * columns + 3);
    case "gaps":
      return plain(1, 2 * (columns + 1), 2, 2 * (rows + 1) * (columns + 1));
    case "far apart":
      return plain(3, 7 * (columns + 1), 5, 7 * (rows + 1) * (columns + 1));
    case "backwards":
      return plain((rows + 1) * (columns + 1), -(columns + 1), -1, (rows + 2) * (columns + 1));
    case "repeated row":
      return plain(1, 0, 1, columns + 1);
    case "repeated column":
      return plain(1, 1, 0, rows + 1);
    case "windows": {
      // Rows are places on a line of images, columns neighbours of the place; both in two axes where they divide.
      const [tall, wide] = [rows % 3 === 0 ? 3 : 1, columns % 2 === 0 ? 2 : 1];
      const pitch = rows / tall + columns / wide;
      return of(
        1,
        [axis(tall, pitch), axis(rows / tall, 1)],
        [axis(wide, 1), axis(columns / wide, wide)],
        2 + tall * pitch + wide * pitch,
      );
    }
  }
}

const axis = (length: number, stride: number): Axis => ({ length, stride });

/** The elements of a view in row-major order. */
export function elements({ data, offset, rows, columns }: MatrixView): number[] {
  let places = [offset];
  for (const { length, stride } of [...rows, ...columns]) {
    places = places.flatMap((place) => Array.from({ length }, (_, i) => place + i * stride));
  }
  return places.map((place) => data[place]!);
}

/** The definition of a product, written down once more. */
export function definition(
  a: MatrixView,
  b: MatrixView,
  [m, k, n]: readonly [number, number, number],
  bias?: Float64Array,
): Float64Array {
  const [A, B] = [elements(a), elements(b)];
  return Float64Array.from({ length: m * n }, (_, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    let sum = 0;
    for (let p = 0; p < k; p++) sum += A[i * k + p]! * B[p * n + j]!;
    return bias === undefined ? sum : sum + bias[j]!;
  });
}

/** How the output may lie: in rows, in columns, or with its rows divided into two axes that change places. */
export const outputs = ["rows", "columns", "images"] as const;

/** A place for a product between two margins of −7. */
export function output(m: number, n: number, kind: (typeof outputs)[number], margin: number): MatrixView {
  const data = new Float64Array(m * n + 2 * margin).fill(-7);
  if (kind === "rows") return { data, offset: margin, rows: [axis(m, n)], columns: [axis(n, 1)] };
  if (kind === "columns") return { data, offset: margin, rows: [axis(m, 1)], columns: [axis(n, m)] };
  const images = m % 4 === 0 ? 4 : 1;
  const places = m / images;
  return {
    data,
    offset: margin,
    rows: [axis(images, places * n), axis(places, 1)],
    columns: [axis(n, places)],
  };
}
