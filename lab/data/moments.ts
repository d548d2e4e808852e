/**
 * Mean and standard deviation of each feature, also where a variance is no Float64: of numbers about 1e200 it overflows,
 * of numbers about 1e-200 it is 0.
 *
 * Such a feature is measured in a unit of its own, a power of two, so that nothing is rounded. Any other has unit 1 and
 * the moments that lib computes. This file knows columns of numbers and nothing of splits.
 */
import { columnMoments } from "../../lib/index.ts";

/** One feature: x lies (x / unit − mean) / √variance standard deviations from the mean. */
export interface FeatureMoments {
  readonly unit: number;
  /** In units. */
  readonly mean: number;
  /** In units squared. */
  readonly variance: number;
}

/** Variances from here to the inverse are far from both ends of the range, and so are the squares they are made of. */
const safe = 1e-200;

export function featureMoments(
  data: Float64Array,
  rows: number,
  features: number,
): readonly FeatureMoments[] {
  const { mean, variance } = columnMoments(data, rows, features);
  return Array.from(mean, (m, j) => {
    if (variance[j]! > safe && variance[j]! < 1 / safe) {
      return { unit: 1, mean: m, variance: variance[j]! };
    }
    const column = Float64Array.from({ length: rows }, (_, i) => data[i * features + j]!);
    const unit = unitOf(column);
    const scaled = columnMoments(
      column.map((x) => x / unit),
      rows,
      1,
    );
    return { unit, mean: scaled.mean[0]!, variance: scaled.variance[0]! };
  });
}

/** A power of two at or below the largest size, within a factor of two of it; 1 for zeros. */
function unitOf(column: Float64Array): number {
  const largest = column.reduce((size, x) => Math.max(size, Math.abs(x)), 0);
  return largest === 0 ? 1 : 2 ** Math.min(1023, Math.max(-1022, Math.floor(Math.log2(largest))));
}
