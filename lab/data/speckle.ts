/**
 * Pixel noise for drawn images. This file knows nothing of what is drawn.
 */
import type { Random } from "../../lib/index.ts";

/** Adds noise of standard deviation `noise` to each pixel (none are drawn for 0) and keeps it in 0 … 1. */
export function speckle(random: Random, image: Float64Array, noise: number): void {
  // Uniform noise, a byte for a pixel: a normal for each pixel would cost more than all the drawing.
  const width = noise * Math.sqrt(12);
  for (let i = 0; i < image.length; i += 4) {
    let word = noise > 0 ? random.word() : 0;
    for (let k = i; k < i + 4 && k < image.length; k++) {
      const value = image[k]! + width * ((word & 255) / 255 - 0.5);
      image[k] = value < 0 ? 0 : value > 1 ? 1 : value;
      word >>>= 8;
    }
  }
}
