/**
 * Stochastic Lanczos quadrature: how the eigenvalues are spread, from products alone (Ghorbani, Krishnan and Xiao, ICML
 * 2019, after Bai, Fahey and Golub, 1996).
 *
 * For a random direction v of length 1 the mean of Σ wᵢ·f(θᵢ) over v is tr f(A)/n, and m Lanczos steps give nodes θᵢ and
 * weights wᵢ that integrate polynomials up to degree 2m − 1 exactly. The nodes and weights themselves are the result: a
 * smoothed curve shows its bandwidth more than the spectrum, and cannot be undone.
 *
 * Which part of the eigenvalues lies below a threshold has two errors (`fractionBelow`), and an interval must allow for
 * both:
 *
 *     quadrature   a counting function is no polynomial. The measure of one direction is bracketed (see markov.ts), however
 *                  few the steps; where Ritz values do not resolve the threshold, the bracket is wide.
 *     sampling     the measure of a normal direction is distributed as Beta(k/2, (n − k)/2) for k of n eigenvalues below,
 *                  whatever they are. Its mean is F = k/n and its variance 2·F·(1 − F)/(n + 2), so no variance has to be
 *                  estimated from a few directions, which may all agree by chance or because none resolves the threshold.
 */
import { checkArgument, objectWith, printable, UserError } from "../lib/index.ts";
import type { LinearOperator } from "./operator.ts";
import { ritzMeasures, type LanczosOptions, type Measure } from "./lanczos.ts";
import { massBelow } from "./markov.ts";
import { margin, short } from "./rounding.ts";

/** Nodes and weights that stand for the density of the eigenvalues. */
export interface SpectralMeasure {
  /** Which matrix it is, as the operator says. */
  readonly description: string;
  /** Rows of the matrix. */
  readonly size: number;
  /** One a start vector. */
  readonly measures: readonly Measure[];
  /** Products that were spent. */
  readonly products: number;
}

const measureKind = objectWith("a measure, as probes.spectralMeasure(…) makes it", {
  size: "number",
  measures: "object",
});

/**
 * Nodes and weights from several random directions.
 * @see Ubaru, Chen and Saad, "Fast estimation of tr(f(A)) via stochastic Lanczos quadrature", 2017
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * Array.from(probes.spectralMeasure(a).measures[0]!.nodes, (node) => node.toFixed(6)); // → [ '1.000000', '4.000000' ]
 */
export function spectralMeasure(operator: LinearOperator, options: LanczosOptions = {}): SpectralMeasure {
  const measures = ritzMeasures(operator, { starts: 10, ...options });
  const { description, size } = operator;
  const products = measures.reduce((sum, { nodes }) => sum + nodes.length, 0);
  return printable({ description, size, measures, products }, measureText);
}

function measureText({ description, size, measures, products }: SpectralMeasure): string {
  const [least, largest] = endsOf(measures);
  return (
    `spectral measure of ${description}: ${size} eigenvalues by ${measures.length} starts and ${products} products, ` +
    `Ritz values from ${short(least)} to ${short(largest)}`
  );
}

/** Which part of the eigenvalues is at most a threshold. */
export interface Fraction {
  /** "unresolved": the interval is wider than a half, which is to say that the steps taken cannot tell. */
  readonly status: "resolved" | "unresolved";
  /** The middle of what the quadrature leaves open; undefined where the status is "unresolved". */
  readonly value: number | undefined;
  /** Ends of an interval that holds the fraction with a probability of 95 %: quadrature and sampling together. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
  /** The mean over the directions lies between these with certainty, but for rounding: the quadrature's part alone. */
  readonly quadrature: { readonly low: number; readonly high: number };
  /** Standard deviation of the mean over the directions, at the least favourable place of `quadrature`: sampling alone. */
  readonly standardError: number;
  /** The same in words, and what would make the interval narrower. */
  readonly reason: string;
}

/** The 97.5 % point of the normal distribution. */
const normalQuantile = 1.96;

/**
 * Which part of the eigenvalues is at most x.
 * @throws UserError unless x is a finite number
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * const { low, high } = probes.fractionBelow(probes.spectralMeasure(a, { starts: 50 }), 2);
 * low < 0.5 && 0.5 < high; // → true
 */
export function fractionBelow(measure: SpectralMeasure, x: number): Fraction {
  checkArgument("fractionBelow", "the measure", measure, measureKind);
  const { measures, size } = measure;
  if (!Number.isFinite(x)) throw new UserError(`fractionBelow: the threshold is ${x}. Give a finite number.`);
  const [least, largest] = endsOf(measures);
  const rounding = margin(size) * Math.max(Math.abs(least), Math.abs(largest));
  const atLeast = meanOf(measures.map((measure) => massBelow(measure, x - rounding).low));
  const atMost = meanOf(measures.map((measure) => massBelow(measure, x + rounding).high));
  const quadrature = { low: atLeast, high: Math.max(atLeast, atMost) };
  const variance = 2 / ((size + 2) * measures.length); // of the mean over directions, as a multiple of F·(1 − F)
  const low = scoreEnd(quadrature.low, variance, -1);
  const high = scoreEnd(quadrature.high, variance, 1);
  const worst = Math.min(Math.max(0.5, quadrature.low), quadrature.high);
  const standardError = Math.sqrt(variance * worst * (1 - worst));
  const isResolved = high - low <= 0.5;
  const interval = `${short(low)} to ${short(high)} of the eigenvalues are at most ${short(x)}`;
  const more = quadrature.high - quadrature.low > 2 * normalQuantile * standardError ? "steps" : "starts";
  return printable(
    {
      status: isResolved ? "resolved" : "unresolved",
      value: isResolved ? (quadrature.low + quadrature.high) / 2 : undefined,
      low,
      high,
      quadrature,
      standardError,
      reason: isResolved
        ? `${interval}; more ${more} make it narrower`
        : `Ritz values do not resolve the threshold: ${interval}. Take more ${more}`,
    },
    ({ reason }) => reason,
  );
}

/**
 * The end of the score interval (Wilson, 1927): the least, or greatest, F with |mean − F| ≤ z·√(variance·F·(1 − F)). Unlike
 * mean ± z·error it has a width where the mean is 0 or 1, and no end outside of [0, 1].
 */
function scoreEnd(mean: number, variance: number, side: -1 | 1): number {
  const c = normalQuantile ** 2 * variance;
  const half = Math.sqrt(c * mean * (1 - mean) + c ** 2 / 4);
  return Math.min(1, Math.max(0, (mean + c / 2 + side * half) / (1 + c)));
}

/** The least and the largest Ritz value. */
function endsOf(measures: readonly Measure[]): [number, number] {
  return [
    Math.min(...measures.map(({ nodes }) => nodes[0]!)),
    Math.max(...measures.map(({ nodes }) => nodes.at(-1)!)),
  ];
}

const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
