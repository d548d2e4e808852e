/**
 * Views for property tests: random shapes in random memory layouts, beside a plain description of what they hold.
 */
import fc from "fast-check";
import { Random } from "../../lib/index.ts";
import { valuesOf, type Shape, type Values } from "../../tensor/index.ts";

/** Every place of a shape in row-major order, as lists of indices. */
export function placesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (places, length) => places.flatMap((place) => Array.from({ length }, (_, i) => [...place, i])),
    [[]],
  );
}

/** A view of any strides (axes permuted, gaps, offsets, some axes backwards, some repeated) on random numbers. */
export function randomView(shape: Shape, random: Random, repeat = true): Values {
  const order = random.permutation(shape.length);
  const strides = new Array<number>(shape.length).fill(0);
  let offset = random.integer(4);
  let step = 1 + random.integer(2);
  for (const axis of order) {
    const kind = random.integer(4);
    if (repeat && kind === 0) continue; // stride 0
    strides[axis] = kind === 1 ? -step : step;
    if (kind === 1) offset += step * Math.max(0, shape[axis]! - 1);
    step *= Math.max(1, shape[axis]!) + random.integer(2);
  }
  const data = Float64Array.from({ length: offset + step + 1 }, () => random.normal());
  return valuesOf(data, shape, strides, offset);
}

/** The elements in row-major order, read one by one. */
export const elements = (x: Values): number[] => placesOf(x.shape).map((place) => x.get(...place));

export const shapes = (maxRank = 4, minLength = 0, maxLength = 4): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: minLength, max: maxLength }), { maxLength: maxRank });

/** Pairs of shapes that broadcast: a common shape from which axes are dropped in front or set to 1. */
export const broadcastPairs: fc.Arbitrary<readonly [number[], number[]]> = shapes(4).chain((shape) => {
  const partial = fc
    .tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }))
    .map(([dropped, ones]) => shape.map((length, i) => (ones[i] === true ? 1 : length)).slice(dropped));
  return fc.tuple(partial, partial);
});

/** The index in `from` of a place in a shape it broadcasts to, by the definition of broadcasting. */
export function broadcastPlace(from: Shape, place: readonly number[]): number[] {
  const inner = place.slice(place.length - from.length);
  return from.map((length, axis) => (length === 1 ? 0 : inner[axis]!));
}

export const seeded = (seed: number): Random => Random.stream(seed, "view");
