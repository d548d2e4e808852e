/**
 * A step of gradient descent, w ← shrink·w − rate·g, on arrays.
 *
 * The gradient of a layer's weight is a matrix product, and a plain step needs it only in this formula; so kernels take a
 * step along a product without storing it (`descend` in kernels.ts), with the same bits as here.
 */

/**
 * A step of gradient descent, shrink·weight − rate·gradient: all of the formula but the gradient. The weight is
 * row-major, and not written into.
 */
export interface Descent {
  /** The weight before the step, row-major. */
  readonly weight: Float64Array;
  /** What is left of the weight: 1 without weight decay. */
  readonly shrink: number;
  /** The learning rate. */
  readonly rate: number;
}

/** gradient ← shrink·weight − rate·gradient, four at a time: this runs for every parameter in every step. */
export function descendAlong(gradient: Float64Array, { weight, shrink, rate }: Descent): void {
  const fours = gradient.length & ~3;
  for (let i = 0; i < fours; i += 4) {
    const a = shrink * weight[i]! - rate * gradient[i]!;
    const b = shrink * weight[i + 1]! - rate * gradient[i + 1]!;
    const c = shrink * weight[i + 2]! - rate * gradient[i + 2]!;
    const d = shrink * weight[i + 3]! - rate * gradient[i + 3]!;
    gradient[i] = a;
    gradient[i + 1] = b;
    gradient[i + 2] = c;
    gradient[i + 3] = d;
  }
  for (let i = fours; i < gradient.length; i++) gradient[i] = shrink * weight[i]! - rate * gradient[i]!;
}
