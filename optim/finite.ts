/**
 * Whether gradients are finite, found for far less than it costs to make them.
 *
 * The gradient of an affine map is a product G = δᵀS of few rows, where S is what the preconditioner makes of the layer's
 * input. Since |G| ≤ ‖δ‖·‖S‖, two sums of squares tell that nothing in it can be infinite; where they do not, every
 * element is looked at.
 */

export function allFinite(x: Float64Array): boolean {
  return Number.isFinite(sumOfSquares(x)) || x.every((value) => Number.isFinite(value));
}

/** Whether δᵀS is certainly finite. */
export function productIsBounded(cotangents: Float64Array, rows: Float64Array): boolean {
  return sumOfSquares(cotangents) * sumOfSquares(rows) <= 1e300;
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
