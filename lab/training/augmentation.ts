/**
 * What is done to images before a training step sees them, as a configuration says it: flips and crops.
 *
 * Training batches alone pass through here. Evaluation, statistics over the training set and what tuning judges by see
 * images as they are. How an image is moved is lab/data's.
 */
import type { Random } from "../../lib/index.ts";
import { RequestError } from "../base/index.ts";
import { augment, type Dataset } from "../data/index.ts";
import type { Config } from "./config.ts";

export type Augmentation = Pick<Config, "flip" | "crop">;

const isOff = ({ flip = false, crop = 0 }: Augmentation): boolean => !flip && crop === 0;

/** A batch with each image moved by draws of its own; where nothing is asked for, the batch itself, and nothing drawn. */
export function augmented(
  batch: Float64Array,
  shape: Dataset["shape"],
  random: Random,
  asked: Augmentation,
): Float64Array {
  return isOff(asked) ? batch : augment(batch, shape, random, asked);
}

/** What is done, in words for people; "" where nothing is. */
export function augmentationText({ flip = false, crop = 0 }: Augmentation): string {
  const moves = [
    ...(flip ? ["mirrored left to right half of the time"] : []),
    ...(crop > 0 ? [`cut at random from a frame of ${crop} pixel${crop === 1 ? "" : "s"} of zeros`] : []),
  ];
  return moves.length === 0 ? "" : `training images ${moves.join(" and ")}`;
}

/** @throws RequestError if a data set has no images to move, or smaller ones than the crop needs */
export function checkAugmentation(
  asked: Augmentation,
  { name, shape }: Pick<Dataset, "name" | "shape">,
): void {
  if (isOff(asked)) return;
  const [, rows, columns] = shape;
  if (rows === undefined || columns === undefined) {
    throw new RequestError(
      `--flip and --crop are for images, and an example of ${name} has shape [${shape.join(",")}]. ` +
        `Leave them out, or use a task of images.`,
    );
  }
  const most = Math.min(rows, columns) - 1;
  if ((asked.crop ?? 0) > most) {
    throw new RequestError(
      `--crop ${asked.crop} is out of range for the ${rows}×${columns} images of ${name}. ` +
        `Give a whole number from 0 to ${most}.`,
    );
  }
}
