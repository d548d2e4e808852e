/**
 * Bounds on the ends of a spectrum from products alone, for matrices too large to write out.
 *
 * Ritz values lie between the least and the largest eigenvalue, so the largest of them is a lower bound on λmax, the least
 * an upper bound on λmin, and their quotient a lower bound on κ: one that may be far below it, since λmin is found last
 * (on spectra spread evenly over ten decades two thirds of the steps that exhaust the space still miss κ by four fifths).
 * Nothing is said about the other side. A start vector may happen to miss an eigenvector, so there are several.
 */
import { Random, UserError, tridiagonalEigen } from "../lib/index.ts";
import { tridiagonalize } from "./krylov.ts";
import type { LinearOperator } from "./operator.ts";
import { margin, short } from "./rounding.ts";
import { normals } from "./vectors.ts";

export interface LanczosOptions {
  /** Products a start; 60 unless given. */
  readonly steps?: number;
  /** Random start vectors, from 2; 2 unless given. */
  readonly starts?: number;
  /** 0 unless given. */
  readonly seed?: number;
}

export interface ConditionBound {
  /** Tells it from what is said of a whole spectrum. */
  readonly kind: "bound";
  readonly description: string;
  /** "bound": κ is at least `kappaAtLeast`. "indefinite": an eigenvalue is certainly negative, and there is no κ. */
  readonly status: "bound" | "indefinite";
  /** The same in words. */
  readonly reason: string;
  readonly largestAtLeast: number;
  readonly smallestAtMost: number;
  readonly kappaAtLeast: number | undefined;
  /** Ritz values of each start, ascending. */
  readonly ritz: readonly Float64Array[];
  readonly products: number;
}

export function conditionBound(operator: LinearOperator, options: LanczosOptions = {}): ConditionBound {
  const ritz = ritzMeasures(operator, options).map(({ nodes }) => nodes);
  const largest = Math.max(...ritz.map((values) => values.at(-1)!));
  const smallest = Math.min(...ritz.map((values) => values[0]!));
  const width = margin(operator.size) * Math.max(Math.abs(largest), Math.abs(smallest));
  const [largestAtLeast, smallestAtMost] = [largest - width, smallest + width];
  const isIndefinite = smallestAtMost < 0;
  const kappaAtLeast = isIndefinite ? undefined : largestAtLeast / smallestAtMost;
  return {
    kind: "bound",
    description: operator.description,
    status: isIndefinite ? "indefinite" : "bound",
    reason: isIndefinite
      ? `an eigenvalue is negative: at most ${short(smallestAtMost)}`
      : `a lower bound: λmax is at least ${short(largestAtLeast)} and λmin at most ${short(smallestAtMost)}`,
    largestAtLeast,
    smallestAtMost,
    kappaAtLeast,
    ritz,
    products: ritz.reduce((sum, values) => sum + values.length, 0),
  };
}

/** Ritz values with their weights: a Gauss rule for the spectrum as the start vector sees it. */
export interface Measure {
  /** Ascending. */
  readonly nodes: Float64Array;
  /** Not negative, of sum 1. */
  readonly weights: Float64Array;
}

/** One measure a start. The weights are the squared first components of the eigenvectors of T. */
export function ritzMeasures(
  operator: LinearOperator,
  { steps = 60, starts = 2, seed = 0 }: LanczosOptions,
): readonly Measure[] {
  if (!(Number.isInteger(starts) && starts >= 2)) {
    throw new UserError(
      `Lanczos: ${starts} starts: a whole number from 2 is needed, since one may miss an eigenvector.`,
    );
  }
  const random = Random.stream(seed, "lanczos");
  return Array.from({ length: starts }, () => {
    const { diagonal, offDiagonal } = tridiagonalize(operator, normals(random, operator.size), steps);
    const { values, vectors } = tridiagonalEigen(diagonal, offDiagonal, { vectors: "first-row" });
    return { nodes: values, weights: vectors!.map((component) => component ** 2) };
  });
}
