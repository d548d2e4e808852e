/**
 * The Householder reflector: H = I − τ·u·uᵀ, which maps a given vector x onto a multiple of the first coordinate vector.
 *
 * Orthogonal maps do not enlarge errors, and a reflector zeroes a whole vector at once; QR and the tridiagonal form are
 * rows of them. u = x − β·e₁ with β = −sign(x₁)·‖x‖: of the two reflectors that would do, this is the one in which
 * x₁ − β adds magnitudes instead of cancelling. u is scaled to u₁ = 1, and then τ = (β − x₁)/β.
 *
 * The vector may lie anywhere in an array, at any stride. Knows nothing of matrices.
 */

const { abs, max } = Math;

/** ‖x‖₂ of the n numbers data[offset + i·stride], without overflow or underflow of their squares. */
export function norm(data: Float64Array, offset: number, stride: number, n: number): number {
  let squares = 0;
  for (let i = 0, at = offset; i < n; i++, at += stride) squares += data[at]! * data[at]!;
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares);
  let most = 0;
  for (let i = 0, at = offset; i < n; i++, at += stride) most = max(most, abs(data[at]!));
  if (most === 0) return 0;
  squares = 0;
  for (let i = 0, at = offset; i < n; i++, at += stride) squares += (data[at]! / most) ** 2;
  return most * Math.sqrt(squares);
}

/** Overwrites the vector with u, and returns β, the first component of Hx, and τ (0 where H is the identity). */
export function reflector(
  data: Float64Array,
  offset: number,
  stride: number,
  n: number,
): { readonly beta: number; readonly tau: number } {
  const alpha = data[offset]!;
  const rest = norm(data, offset + stride, stride, n - 1);
  if (rest === 0) {
    data[offset] = 1;
    return { beta: alpha, tau: 0 };
  }
  // Near the ends of the range x − β·e₁ would overflow or lose digits; u and τ do not depend on the length of x.
  const size = Math.max(Math.abs(alpha), rest);
  if (size < 2 ** -900 || size > 2 ** 900) {
    const scale = size < 1 ? 2 ** 600 : 2 ** -600;
    for (let i = 0, at = offset; i < n; i++, at += stride) data[at]! *= scale;
    const { beta, tau } = reflector(data, offset, stride, n);
    return { beta: beta / scale, tau };
  }
  const beta = alpha > 0 ? -Math.hypot(alpha, rest) : Math.hypot(alpha, rest);
  const divisor = alpha - beta;
  for (let i = 1, at = offset + stride; i < n; i++, at += stride) data[at]! /= divisor;
  data[offset] = 1;
  return { beta, tau: (beta - alpha) / beta };
}
