import fc from "fast-check";
import { augment, moved } from "../../../lab/data/augment.ts";
import { Random, ShapeError, UserError } from "../../../lib/index.ts";

const shape = [2, 5, 4];
const features = 40;
const batch = Float64Array.from({ length: 6 * features }, (_, i) => i + 1);
const image = batch.subarray(0, features);
const stream = (seed = 0) => Random.stream(seed, "augment");
const shift = (size: number) => fc.integer({ min: -size, max: size });
const at = (x: Float64Array, plane: number, r: number, c: number) =>
  r < 0 || r >= 5 || c < 0 || c >= 4 ? 0 : x[plane * 20 + r * 4 + c]!;

describe("moved", () => {
  it("twice mirrored is as before, and not mirrored nor shifted is as before", () => {
    const flip = (x: Float64Array) => moved(x, 5, 4, { down: 0, right: 0, mirrored: true });
    expect(flip(flip(image))).toEqual(Float64Array.from(image));
    expect(flip(image)).not.toEqual(Float64Array.from(image));
    expect(moved(image, 5, 4, { down: 0, right: 0, mirrored: false })).toEqual(Float64Array.from(image));
  });

  it("cuts from a frame of zeros, every channel alike, then mirrors", () => {
    fc.assert(
      fc.property(shift(6), shift(6), fc.boolean(), (down, right, mirrored) => {
        const out = moved(image, 5, 4, { down, right, mirrored });
        for (let plane = 0; plane < 2; plane++) {
          for (let r = 0; r < 5; r++) {
            for (let c = 0; c < 4; c++) {
              expect(at(out, plane, r, c)).toBe(at(image, plane, r + down, (mirrored ? 3 - c : c) + right));
            }
          }
        }
      }),
    );
  });
});

describe("augment", () => {
  it("is off unless asked for: the same numbers in a new array, and nothing drawn", () => {
    const random = stream();
    for (const options of [{}, { flip: false, crop: 0 }]) {
      const out = augment(batch, shape, random, options);
      expect(out).toEqual(batch);
      expect(out).not.toBe(batch);
    }
    expect(random.state()).toEqual(stream().state());
  });

  it("depends on its stream alone, and leaves the batch alone", () => {
    const before = batch.join();
    const options = { flip: true, crop: 2 };
    expect(augment(batch, shape, stream(), options)).toEqual(augment(batch, shape, stream(), options));
    expect(augment(batch, shape, stream(), options)).not.toEqual(augment(batch, shape, stream(1), options));
    expect(batch.join()).toBe(before);
  });

  it("takes one example after another from the stream: a batch is its halves", () => {
    const [whole, halves] = [stream(), stream()];
    const options = { flip: true, crop: 3 };
    const half = batch.length / 2;
    const parts = [batch.subarray(0, half), batch.subarray(half)].map((x) =>
      augment(x, shape, halves, options),
    );
    expect([...augment(batch, shape, whole, options)]).toEqual(parts.flatMap((x) => [...x]));
  });

  it("flips half of the images and leaves the others as they are", () => {
    const many = Float64Array.from({ length: 1000 * 4 }, (_, i) => i % 4);
    const out = augment(many, [1, 2, 2], stream(), { flip: true });
    const rows = Array.from({ length: 1000 }, (_, i) => [...out.subarray(4 * i, 4 * i + 4)].join());
    const flipped = rows.filter((row) => row === "1,0,3,2").length;
    expect(rows.filter((row) => row === "0,1,2,3")).toHaveLength(1000 - flipped);
    // Five standard deviations of a fair coin.
    expect(Math.abs(flipped - 500)).toBeLessThan(5 * Math.sqrt(250));
  });

  it("crops every way there is, each about as often", () => {
    const count = 2500;
    // One bright pixel in the middle of 5 × 5 shows where the cut was made.
    const one = Float64Array.from({ length: 25 }, (_, p) => (p === 12 ? 1 : 0));
    const many = Float64Array.from({ length: count * 25 }, (_, i) => one[i % 25]!);
    const out = augment(many, [1, 5, 5], stream(), { crop: 2 });
    const tally = new Float64Array(25);
    out.forEach((x, i) => (tally[i % 25]! += x));
    for (const times of tally) expect(Math.abs(times - count / 25)).toBeLessThan(5 * Math.sqrt(count / 25));
  });

  it("refuses what is no image, what is no whole image, and a frame that is none", () => {
    const run = (x: Float64Array, s: readonly number[], crop: number) => () =>
      augment(x, s, stream(), { crop });
    expect(run(batch, [40], 1)).toThrow(ShapeError);
    expect(run(batch, [40], 1)).toThrow(/shape \[40\], expected \[channels, rows, columns\]/);
    expect(run(batch.subarray(1), shape, 1)).toThrow(ShapeError);
    for (const crop of [-1, 1.5, NaN, 4]) expect(run(batch, shape, crop)).toThrow(UserError);
    expect(run(batch, shape, 4)).toThrow(/a crop of 4 pixels .* from 0 to 3/);
  });
});
