/**
 * Stochastic Lanczos quadrature: how the eigenvalues are spread, from products alone (Ghorbani, Krishnan and Xiao, ICML
 * 2019, after Bai, Fahey and Golub, 1996).
 *
 * For a random direction v of length 1 the mean of Σ wᵢ·f(θᵢ) over v is tr f(A)/n, and m Lanczos steps give nodes θᵢ and
 * weights wᵢ that integrate polynomials up to degree 2m − 1 exactly. The nodes and weights themselves are the result: a
 * smoothed curve shows its bandwidth more than the spectrum, and cannot be undone.
 */
import type { LinearOperator } from "./operator.ts";
import { ritzMeasures, type LanczosOptions, type Measure } from "./lanczos.ts";

export interface SpectralMeasure {
  readonly description: string;
  /** One a start vector. */
  readonly measures: readonly Measure[];
  readonly products: number;
}

/** Nodes and weights from several random directions. */
export function spectralMeasure(operator: LinearOperator, options: LanczosOptions = {}): SpectralMeasure {
  const measures = ritzMeasures(operator, { starts: 10, ...options });
  return {
    description: operator.description,
    measures,
    products: measures.reduce((sum, { nodes }) => sum + nodes.length, 0),
  };
}

/** Which part of the eigenvalues is at most x, with its standard error over the directions. */
export function fractionBelow(
  { measures }: SpectralMeasure,
  x: number,
): { readonly value: number; readonly standardError: number } {
  const parts = measures.map(({ nodes, weights }) =>
    weights.reduce((sum, weight, i) => (nodes[i]! <= x ? sum + weight : sum), 0),
  );
  const value = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  const squares = parts.reduce((sum, part) => sum + (part - value) ** 2, 0);
  return { value, standardError: Math.sqrt(squares / (parts.length * (parts.length - 1))) };
}
