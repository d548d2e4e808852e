/**
 * Sums over plain vectors, in the fixed pairwise order of lib, for those who think in vectors and not in parameters.
 */
import { pairwiseSum, type Random } from "../lib/index.ts";

/** ⟨a, b⟩ */
export function inner(a: Float64Array, b: Float64Array): number {
  return pairwiseSum(
    a.map((value, i) => value * b[i]!),
    0,
    1,
    a.length,
  );
}

/** ‖a‖, without overflow or underflow on the way. */
export function norm(a: Float64Array): number {
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const scaled = a.map((value) => value / largest);
  return largest * Math.sqrt(inner(scaled, scaled));
}

/** a ← a + factor·b */
export function addScaled(a: Float64Array, factor: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] = a[i]! + factor * b[i]!;
}

/** Independent standard normal numbers: a direction with no preference. */
export function normals(random: Random, size: number): Float64Array {
  return Float64Array.from({ length: size }, () => random.normal());
}

/** Independent random signs. */
export function signs(random: Random, size: number): Float64Array {
  return Float64Array.from({ length: size }, () => (random.uniform() < 0.5 ? -1 : 1));
}
