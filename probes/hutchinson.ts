/**
 * Trace and diagonal from products with random signs (Hutchinson, 1990; Bekas, Kokiopoulou and Saad, 2007).
 *
 * For independent signs s, E[sᵀAs] = tr A and E[s ⊙ As] = diag A. Each comes with its standard error, the only thing that
 * says when to stop: that a running mean moves little from one sample to the next says nothing. The error comes from the
 * off-diagonal alone; for a diagonal matrix one sample is exact.
 */
import { checkArgument, printable, Random, UserError } from "../lib/index.ts";
import { type LinearOperator, operatorKind } from "./operator.ts";
import { diagonalText, traceText } from "./texts.ts";
import { addScaled, signs } from "./vectors.ts";

/** How much is drawn. */
export interface SamplingOptions {
  /** Random vectors, each of which costs a product; from 2, since one has no standard error. 30 unless given. */
  readonly samples?: number;
  /** 0 unless given. The same seed gives the same estimate. */
  readonly seed?: number;
}

/** An estimate of a trace. */
export interface TraceEstimate {
  /** The estimate in words. */
  readonly description: string;
  /** The mean over the samples. */
  readonly value: number;
  /** Standard deviation of `value` over seeds, as estimated from the samples. */
  readonly standardError: number;
  /** Products that were spent. */
  readonly products: number;
}

/** An estimate of a diagonal. */
export interface DiagonalEstimate {
  /** The estimate in words. */
  readonly description: string;
  /** The mean over the samples, entry by entry. */
  readonly values: Float64Array;
  /** Standard deviation of each entry over seeds, as estimated from the samples. */
  readonly standardErrors: Float64Array;
  /** Products that were spent. */
  readonly products: number;
}

/**
 * tr A, the sum of the eigenvalues.
 * @see Hutchinson, "A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines",
 * 1990
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * const { value, standardError } = probes.trace(a, { samples: 4 });
 * [value, standardError]; // → [ 5, 0 ]
 */
export function trace(operator: LinearOperator, options: SamplingOptions = {}): TraceEstimate {
  checkArgument("trace", "the operator", operator, operatorKind);
  const moments = new Moments(1);
  const products = sampled(operator, options, "trace", (s, product) => {
    moments.add(Float64Array.of(product.reduce((sum, value, i) => sum + s[i]! * value, 0)));
  });
  const found: TraceEstimate = {
    description: operator.description,
    value: moments.mean[0]!,
    standardError: moments.standardErrors()[0]!,
    products,
  };
  return printable(found, traceText);
}

/**
 * The diagonal of A, entry by entry.
 * @see Bekas, Kokiopoulou and Saad, "An estimator for the diagonal of a matrix", 2007
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * probes.diagonal(a, { samples: 4 }).values; // → Float64Array(2) [ 4, 1 ]
 */
export function diagonal(operator: LinearOperator, options: SamplingOptions = {}): DiagonalEstimate {
  checkArgument("diagonal", "the operator", operator, operatorKind);
  const moments = new Moments(operator.size);
  const products = sampled(operator, options, "diagonal", (s, product) => {
    moments.add(product.map((value, i) => s[i]! * value));
  });
  const found: DiagonalEstimate = {
    description: operator.description,
    values: moments.mean,
    standardErrors: moments.standardErrors(),
    products,
  };
  return printable(found, diagonalText);
}

function sampled(
  operator: LinearOperator,
  { samples = 30, seed = 0 }: SamplingOptions,
  name: string,
  take: (s: Float64Array, product: Float64Array) => void,
): number {
  if (!(Number.isInteger(samples) && samples >= 2)) {
    throw new UserError(`${name}: ${samples} samples: a whole number from 2 is needed for a standard error.`);
  }
  const random = Random.stream(seed, name);
  for (let k = 0; k < samples; k++) {
    const s = signs(random, operator.size);
    const product = operator.apply(s);
    if (!product.every(Number.isFinite)) {
      throw new UserError(`${name}: a product of ${operator.description} is not finite.`);
    }
    take(s, product);
  }
  return samples;
}

/**
 * Mean and deviation of vectors as they come, entry by entry, without keeping them (Welford, 1962). The root of the sum of
 * squares is kept and not the sum, which would overflow for entries above 1e154.
 */
class Moments {
  readonly mean: Float64Array;
  readonly #deviation: Float64Array;
  #count = 0;

  constructor(size: number) {
    this.mean = new Float64Array(size);
    this.#deviation = new Float64Array(size);
  }

  add(x: Float64Array): void {
    this.#count++;
    const apart = x.map((value, i) => value - this.mean[i]!);
    addScaled(this.mean, 1 / this.#count, apart);
    apart.forEach((d, i) => {
      const root = Math.sqrt(Math.abs(d)) * Math.sqrt(Math.abs(x[i]! - this.mean[i]!));
      this.#deviation[i] = Math.hypot(this.#deviation[i]!, root);
    });
  }

  standardErrors(): Float64Array {
    return this.#deviation.map((root) => root / Math.sqrt((this.#count - 1) * this.#count));
  }
}
