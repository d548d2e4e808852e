/**
 * Standardizing: shifted and scaled to mean 0 and standard deviation 1 over the training split, each feature by
 * itself, or each channel of colour images as a whole.
 *
 * The test split goes through the same map; its own statistics are never looked at. What never changes is shifted
 * only. This file knows nothing of where the data came from.
 */
import { columnMoments, pairwiseSum } from "../../lib/index.ts";
import type { Dataset, Split } from "./dataset.ts";
import { featureMoments } from "./moments.ts";

/** Whether the examples are images of red, green and blue. */
export function isColour({ shape }: Pick<Dataset, "shape">): boolean {
  return shape.length === 3 && shape[0] === 3;
}

/**
 * The same data set, standardized by its training split. Colour images are taken channel by channel, so that a pixel
 * means the same wherever it is, as a convolution takes for granted; anything else feature by feature.
 */
export function standardized(d: Dataset): Dataset {
  return isColour(d) ? byChannel(d) : byFeature(d);
}

/** The standard deviation over the training split of each channel of images, of each feature of anything else; 0 of what is constant. */
export function deviations(d: Dataset): Float64Array {
  if (d.shape.length === 3)
    return Float64Array.from(channelMoments(d), ({ mean, variance }) => deviationOf(mean, variance));
  const features = featureMoments(d.train.inputs, d.train.count, d.features);
  return Float64Array.from(features, ({ unit, mean, variance }) => unit * deviationOf(mean, variance));
}

function byFeature(d: Dataset): Dataset {
  const features = featureMoments(d.train.inputs, d.train.count, d.features).map(
    ({ unit, mean, variance }) => ({ unit, mean, scale: 1 / divisorOf(mean, variance) }),
  );
  const map = (split: Split): Split => ({
    ...split,
    inputs: split.inputs.map((x, i) => {
      const { unit, mean, scale } = features[i % d.features]!;
      return (x / unit - mean) * scale;
    }),
  });
  return {
    ...d,
    description: `${d.description}, each feature standardized over the training split`,
    train: map(d.train),
    test: map(d.test),
  };
}

function byChannel(d: Dataset): Dataset {
  const channels = channelMoments(d).map(({ mean, variance }) => ({ mean, sd: divisorOf(mean, variance) }));
  const area = d.features / channels.length;
  const map = (split: Split): Split => {
    const inputs = Float64Array.from(split.inputs);
    for (let at = 0, plane = 0; at < inputs.length; at += area, plane++) {
      const { mean, sd } = channels[plane % channels.length]!;
      for (let i = at; i < at + area; i++) inputs[i] = (inputs[i]! - mean) / sd;
    }
    return { ...split, inputs };
  };
  return {
    ...d,
    description: `${d.description}, each channel standardized over the training split`,
    channels,
    train: map(d.train),
    test: map(d.test),
  };
}

/** The moments of each channel from those of its pixels: Var x = E Var(x | pixel) + Var E(x | pixel). */
function channelMoments(d: Dataset): readonly { readonly mean: number; readonly variance: number }[] {
  const count = d.shape[0]!;
  const area = d.features / count;
  const pixel = columnMoments(d.train.inputs, d.train.count, d.features);
  return Array.from({ length: count }, (_, c) => {
    const mean = pairwiseSum(pixel.mean, c * area, 1, area) / area;
    const within = pairwiseSum(pixel.variance, c * area, 1, area) / area;
    const squares = pixel.mean.subarray(c * area, (c + 1) * area).map((m) => (m - mean) ** 2);
    return { mean, variance: within + pairwiseSum(squares, 0, 1, area) / area };
  });
}

/** The standard deviation, or 1 for what is constant. */
function divisorOf(mean: number, variance: number): number {
  return deviationOf(mean, variance) || 1;
}

/** The standard deviation, 0 for what is constant. */
function deviationOf(mean: number, variance: number): number {
  // A constant column may show a variance of rounding errors: of the order of (mean · 2⁻⁵²)².
  return variance > (mean * 1e-14) ** 2 ? Math.sqrt(variance) : 0;
}
