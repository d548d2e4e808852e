/**
 * Bounds on the ends of a spectrum from products alone, for matrices too large to write out.
 *
 * Ritz values lie between the least and the largest eigenvalue, so the largest of them is a lower bound on λmax, the least
 * an upper bound on λmin, and their quotient a lower bound on κ: one that may be far below it, since λmin is found last
 * (on spectra spread evenly over ten decades two thirds of the steps that exhaust the space still miss κ by four fifths).
 * Nothing is said about the other side. A start vector may happen to miss an eigenvector, so there are several.
 */
import { checkArgument, printable, Random, tridiagonalEigen, UserError } from "../lib/index.ts";
import { tridiagonalize } from "./krylov.ts";
import { type LinearOperator, operatorKind } from "./operator.ts";
import { margin, short } from "./rounding.ts";
import { normals } from "./vectors.ts";

/** How many steps, from how many starts. */
export interface LanczosOptions {
  /** Products a start; 60 unless given. */
  readonly steps?: number;
  /** Random start vectors, from 2; 2 unless given. */
  readonly starts?: number;
  /** 0 unless given. */
  readonly seed?: number;
}

/** What products alone say of a condition number: a lower bound. */
export interface ConditionBound {
  /** Tells it from what is said of a whole spectrum. */
  readonly kind: "bound";
  /** Which matrix it is, as the operator says. */
  readonly description: string;
  /**
   * "bound": κ is at least `kappaAtLeast`. "indefinite": an eigenvalue is certainly negative, and there is no κ. "zero":
   * every product was zero, and there is no κ.
   */
  readonly status: "bound" | "indefinite" | "zero";
  /** The same in words. */
  readonly reason: string;
  /** The largest Ritz value: λmax is at least this. */
  readonly largestAtLeast: number;
  /** The least Ritz value: λmin is at most this. */
  readonly smallestAtMost: number;
  /** The lower bound on κ; undefined unless the status is "bound". */
  readonly kappaAtLeast: number | undefined;
  /** Ritz values of each start, ascending. */
  readonly ritz: readonly Float64Array[];
  /** Products that were spent. */
  readonly products: number;
}

/**
 * A lower bound on the condition number, from Ritz values.
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * probes.conditionBound(a).kappaAtLeast?.toFixed(6); // → 4.000000
 */
export function conditionBound(operator: LinearOperator, options: LanczosOptions = {}): ConditionBound {
  const ritz = ritzMeasures(operator, options).map(({ nodes }) => nodes);
  const largest = Math.max(...ritz.map((values) => values.at(-1)!));
  const smallest = Math.min(...ritz.map((values) => values[0]!));
  const width = margin(operator.size) * Math.max(Math.abs(largest), Math.abs(smallest));
  const [largestAtLeast, smallestAtMost] = [largest - width, smallest + width];
  const judged = judge(largestAtLeast, smallestAtMost);
  const found: ConditionBound = {
    kind: "bound",
    description: operator.description,
    ...judged,
    largestAtLeast,
    smallestAtMost,
    ritz,
    products: ritz.reduce((sum, values) => sum + values.length, 0),
  };
  return printable(found, boundText);
}

function judge(
  largest: number,
  smallest: number,
): Pick<ConditionBound, "status" | "reason" | "kappaAtLeast"> {
  const none = { kappaAtLeast: undefined };
  if (smallest < 0) {
    return { status: "indefinite", reason: `an eigenvalue is negative: at most ${short(smallest)}`, ...none };
  }
  if (largest <= 0) return { status: "zero", reason: "every product was zero", ...none };
  return {
    status: "bound",
    reason: `a lower bound: λmax is at least ${short(largest)} and λmin at most ${short(smallest)}`,
    kappaAtLeast: largest / smallest,
  };
}

function boundText({ description, status, reason, kappaAtLeast, products }: ConditionBound): string {
  const bound = kappaAtLeast === undefined ? "" : `, κ ≥ ${short(kappaAtLeast)}`;
  return `condition number of ${description}: ${status}${bound}; ${reason}; ${products} products`;
}

/**
 * Ritz values with their weights: the Gauss rule of the spectral measure of a start vector v, which has the mass ⟨v, q⟩² at
 * the eigenvalue of each eigenvector q.
 */
export interface Measure {
  /** Ascending. */
  readonly nodes: Float64Array;
  /** Not negative, of sum 1. */
  readonly weights: Float64Array;
  /** The tridiagonal matrix T of the Lanczos process, whose eigenvalues the nodes are. */
  readonly diagonal: Float64Array;
  /** Beside the diagonal of T; one shorter. */
  readonly offDiagonal: Float64Array;
  /** Whether the Krylov space was exhausted: the rule is then the measure itself. */
  readonly exhausted: boolean;
}

/** Eigenvalues of a tridiagonal matrix, and the squared first components of its eigenvectors (Golub and Welsch, 1969). */
export function gaussRule(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
): Pick<Measure, "nodes" | "weights"> {
  const { values, vectors } = tridiagonalEigen(diagonal, offDiagonal, { vectors: "first-row" });
  return { nodes: values, weights: vectors!.map((component) => component ** 2) };
}

/** One measure a start. */
export function ritzMeasures(
  operator: LinearOperator,
  { steps = 60, starts = 2, seed = 0 }: LanczosOptions,
): readonly Measure[] {
  checkArgument("Lanczos", "the operator", operator, operatorKind);
  if (!(Number.isInteger(starts) && starts >= 2)) {
    throw new UserError(
      `Lanczos: ${starts} starts: a whole number from 2 is needed, since one may miss an eigenvector.`,
    );
  }
  const random = Random.stream(seed, "lanczos");
  return Array.from({ length: starts }, () => {
    const start = normals(random, operator.size);
    const { diagonal, offDiagonal, exhausted } = tridiagonalize(operator, start, steps);
    return { ...gaussRule(diagonal, offDiagonal), diagonal, offDiagonal, exhausted };
  });
}
