/**
 * Sums over plain vectors for those who think in vectors and not in parameters. Long sums are pairwise, in one fixed
 * order, as those of lib are.
 */
import type { Random } from "../lib/index.ts";

/** ⟨a, b⟩ */
export function inner(a: Float64Array, b: Float64Array): number {
  return partOfInner(a, b, 1, 0, a.length);
}

/** ‖a‖, without overflow or underflow on the way. */
export function norm(a: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const size = Math.abs(a[i]!);
    if (!(size <= largest)) largest = size; // a NaN too
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  // By a power of two, which rounds nothing.
  const scale = 2 ** -Math.min(1000, Math.max(-1000, Math.ceil(Math.log2(largest))));
  return Math.sqrt(partOfInner(a, a, scale, 0, a.length)) / scale;
}

/** Σ (scale·aᵢ)(scale·bᵢ) from `from` up to `to`, pairwise above 64 terms. */
function partOfInner(a: Float64Array, b: Float64Array, scale: number, from: number, to: number): number {
  if (to - from <= 64) {
    let sum = 0;
    for (let i = from; i < to; i++) sum += a[i]! * scale * (b[i]! * scale);
    return sum;
  }
  const middle = from + Math.ceil((to - from) / 128) * 64;
  return partOfInner(a, b, scale, from, middle) + partOfInner(a, b, scale, middle, to);
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
