/**
 * Augmentation of images: each example of a batch mirrored at random, and cut at random from a frame of zeros.
 *
 * Neither changes what a picture shows, so the class stays; a network that is trained on them sees more than there is.
 * Zero is black in pixels 0 … 1 and the mean colour in standardized ones. Off unless asked for. This file knows arrays
 * and a stream, which is the caller's: the training loop keeps one of its own, so that switching augmentation on
 * leaves the order of batches and the initial weights as they were.
 */
import { type Random, ShapeError, UserError } from "../../lib/index.ts";

export interface AugmentOptions {
  /** Mirror every other example, at random, left to right. */
  readonly flip?: boolean;
  /** Frame each example with this many pixels of zeros and cut it out again anywhere in there; 4 is usual for 32 × 32. */
  readonly crop?: number;
}

/** What happens to one image: cut out `down` pixels further down and `right` further right, then mirrored or not. */
export interface Move {
  readonly down: number;
  readonly right: number;
  readonly mirrored: boolean;
}

/**
 * A new batch, every image moved by draws of its own: down, right, mirrored, in this order, of which those that are
 * switched off are not drawn. `batch` holds images of `shape` [channels, rows, columns] one after another.
 *
 * Throws `ShapeError` if the batch is not of such images, and `UserError` for a crop that is not a whole number of
 * pixels from 0 to less than the smaller side of the image.
 */
export function augment(
  batch: Float64Array,
  shape: readonly number[],
  random: Random,
  { flip = false, crop = 0 }: AugmentOptions,
): Float64Array {
  const [channels, rows, columns] = shape;
  if (channels === undefined || rows === undefined || columns === undefined || shape.length !== 3) {
    throw new ShapeError(
      `augment: an example has shape [${shape.join(", ")}], expected [channels, rows, columns]. ` +
        "Only images can be flipped and cropped: leave augmentation out.",
    );
  }
  const features = channels * rows * columns;
  if (batch.length % features !== 0) {
    throw new ShapeError(
      `augment: a batch of ${batch.length} numbers does not hold images of shape [${shape.join(", ")}], ` +
        `${features} numbers each. Give whole images.`,
    );
  }
  const most = Math.min(rows, columns) - 1; // more could leave nothing of the picture
  if (!Number.isInteger(crop) || crop < 0 || crop > most) {
    throw new UserError(
      `augment: a crop of ${crop} pixels is out of range. Give a whole number from 0 to ${most}.`,
    );
  }
  const shift = () => (crop > 0 ? random.integer(2 * crop + 1) - crop : 0);
  const out = new Float64Array(batch.length);
  for (let at = 0; at < batch.length; at += features) {
    const move = { down: shift(), right: shift(), mirrored: flip && random.integer(2) === 1 };
    out.set(moved(batch.subarray(at, at + features), rows, columns, move), at);
  }
  return out;
}

/** y(channel, r, c) = x(channel, r + down, c′ + right), where c′ is c counted from the right if mirrored; 0 outside. */
export function moved(image: Float64Array, rows: number, columns: number, move: Move): Float64Array {
  const { down, right, mirrored } = move;
  const out = new Float64Array(image.length);
  const area = rows * columns;
  for (let r = Math.max(0, -down); r < Math.min(rows, rows - down); r++) {
    for (let c = 0; c < columns; c++) {
      const from = (mirrored ? columns - 1 - c : c) + right;
      if (from < 0 || from >= columns) continue;
      const [to, source] = [r * columns + c, (r + down) * columns + from];
      for (let plane = 0; plane < image.length; plane += area) out[plane + to] = image[plane + source]!;
    }
  }
  return out;
}
