/**
 * Standardizing: each feature shifted and scaled to mean 0 and standard deviation 1 over the training split.
 *
 * The test split goes through the same map; its own statistics are never looked at. A feature that never changes
 * is shifted only. This file knows nothing of where the data came from.
 */
import { columnMoments } from "../../lib/index.ts";
import type { Dataset, Split } from "./dataset.ts";

/** The same data set, standardized by its training split. */
export function standardized(d: Dataset): Dataset {
  const { mean, variance } = columnMoments(d.train.inputs, d.train.count, d.features);
  // A constant column may show a variance of rounding errors: of the order of (mean · 2⁻⁵²)².
  const scale = variance.map((v, j) => (v > (mean[j]! * 1e-14) ** 2 ? 1 / Math.sqrt(v) : 1));
  const map = (split: Split): Split => ({
    ...split,
    inputs: split.inputs.map((x, i) => (x - mean[i % d.features]!) * scale[i % d.features]!),
  });
  return {
    ...d,
    description: `${d.description}, each feature standardized over the training split`,
    train: map(d.train),
    test: map(d.test),
  };
}
