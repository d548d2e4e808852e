/**
 * Spectra of 400 eigenvalues with thresholds among them, and how often the interval for the fraction below holds the truth.
 * The quick test and the long one draw from the same seeds.
 */
import type { LinearOperator } from "../../probes/operator.ts";
import { fractionBelow, spectralMeasure } from "../../probes/quadrature.ts";

export interface Spread {
  readonly name: string;
  readonly eigenvalues: readonly number[];
  readonly threshold: number;
}

/** diag(eigenvalues): for a normal start vector as good as any other matrix of that spectrum. */
export const diagonal = (eigenvalues: readonly number[]): LinearOperator => ({
  size: eigenvalues.length,
  description: "a diagonal matrix",
  apply: (v) => v.map((value, i) => value * eigenvalues[i]!),
});

const n = 400;
const spread = (at: (part: number, i: number) => number): number[] =>
  Array.from({ length: n }, (_, i) => at((i + 0.5) / n, i));
const logUniform = spread((part) => 10 ** (-10 * part));
const uniform = spread((part) => part);
const clustered = spread((part, i) => [1, 2, 5, 10][i % 4]! * (1 + 1e-3 * part));

export const cases: readonly Spread[] = [
  ...[1e-5, 1e-8, 1e-2].map((threshold) => ({ name: "log-uniform", eigenvalues: logUniform, threshold })),
  ...[0.5, 0.1, 0.003].map((threshold) => ({ name: "uniform", eigenvalues: uniform, threshold })),
  ...[1.5, 2.001, 7].map((threshold) => ({ name: "clustered", eigenvalues: clustered, threshold })),
];

/** Over so many seeds, ten starts of twenty steps each. */
export function coverage(
  { eigenvalues, threshold }: Spread,
  seeds: number,
): { readonly covered: number; readonly cannotTell: number; readonly width: number } {
  const truth = eigenvalues.filter((value) => value <= threshold).length / eigenvalues.length;
  let [covered, cannotTell, width] = [0, 0, 0];
  for (let seed = 0; seed < seeds; seed++) {
    const measure = spectralMeasure(diagonal(eigenvalues), { steps: 20, seed });
    const { low, high, status } = fractionBelow(measure, threshold);
    if (low <= truth && truth <= high) covered++;
    if (status === "unresolved") cannotTell++;
    width += high - low;
  }
  return { covered: covered / seeds, cannotTell: cannotTell / seeds, width: width / seeds };
}
