/**
 * How far the scales of a data set's features are apart: gradient descent at one rate suits only one of them.
 *
 * A scale is a standard deviation over the training split, of a feature, or of a channel of images, whose pixels share one
 * unit however rarely one of them is lit. What is constant has none and is left out.
 */
import type { Dataset } from "./dataset.ts";
import { deviations } from "./standardize.ts";

/** The least and the greatest scale, and how many features or channels are constant; undefined if all are. */
export function featureScales(
  d: Dataset,
): { readonly least: number; readonly greatest: number; readonly constant: number } | undefined {
  const all = deviations(d);
  const scales = all.filter((sd) => sd > 0);
  if (scales.length === 0) return undefined;
  const [least, greatest] = scales.reduce(
    ([low, high], sd) => [Math.min(low, sd), Math.max(high, sd)],
    [Infinity, 0],
  );
  return { least, greatest, constant: all.length - scales.length };
}
