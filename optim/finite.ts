/**
 * Whether gradients are finite, found for far less than it costs to make them.
 *
 * The gradient of an affine map is a product G = δᵀS of few rows: S is what the preconditioner makes of the layer's input
 * H. A factor that is not finite spoils a whole column of G if it is in S, and a whole row if it is in δ, since neither
 * 0·∞ nor ∞ − ∞ is a number; so one row and one column tell of all. What they may not tell of is a product of finite
 * factors that overflows, but |G| ≤ ‖δ‖·‖H‖ rules it out, with 150 orders of magnitude left for what a preconditioner
 * enlarges. Where the bound is not small enough, every element is looked at.
 */

/** One term δᵀH of a gradient, as the elements of δ and H. */
export type Term = readonly [cotangent: Float64Array, input: Float64Array];

export function allFinite(x: Float64Array): boolean {
  return Number.isFinite(sumOfSquares(x)) || x.every((value) => Number.isFinite(value));
}

/**
 * Whether a gradient [n, m] that is a sum of terms, preconditioned or not, is finite.
 * @param column its first column, or anything that is not finite where that is not: the gradient of the bias
 */
export function productIsFinite(
  gradient: Float64Array,
  inputs: number,
  column: Float64Array,
  terms: readonly Term[],
): boolean {
  const isSmall = terms.every(([cotangent, input]) => sumOfSquares(cotangent) * sumOfSquares(input) <= 1e300);
  return isSmall ? allFinite(gradient.subarray(0, inputs)) && allFinite(column) : allFinite(gradient);
}

/** Σ x², or something that is not finite where an element is not. In four sums, which do not wait for one another. */
function sumOfSquares(x: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const fours = x.length & ~3;
  for (let i = 0; i < fours; i += 4) {
    const p = x[i]!;
    const q = x[i + 1]!;
    const r = x[i + 2]!;
    const s = x[i + 3]!;
    a += p * p;
    b += q * q;
    c += r * r;
    d += s * s;
  }
  for (let i = fours; i < x.length; i++) a += x[i]! * x[i]!;
  return a + b + c + d;
}
