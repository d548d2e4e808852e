/**
 * How many eigenvalues of A − σI are negative, in exact whole numbers: the referee for eigenvalues, singular values and
 * inertia. Shares nothing with lib/linalg.
 *
 * By Jacobi's rule that number is the number of sign changes among the leading minors 1, Δ₁, …, Δₙ. Fraction-free
 * elimination (Bareiss 1968) yields exactly those minors, without fractions.
 */
import { exactly } from "./exact.ts";

export type ExactMatrix = readonly (readonly bigint[])[];

/** The n×n matrix times 2^1280. */
export function exactMatrix(a: Float64Array, m: number, n: number): ExactMatrix {
  return Array.from({ length: m }, (_, i) =>
    Array.from({ length: n }, (_unused, j) => exactly(a[i * n + j]!)),
  );
}

/** BᵀB, times 2^2560 if `b` carries 2^1280. */
export function gram(b: ExactMatrix): ExactMatrix {
  const n = b[0]!.length;
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_unused, j) => b.reduce((sum, row) => sum + row[i]! * row[j]!, 0n)),
  );
}

/** The number of eigenvalues of `a` that are less than `shift`, both in the same unit. No leading minor may be 0. */
export function eigenvaluesBelow(a: ExactMatrix, shift: bigint): number {
  const n = a.length;
  const rows = a.map((row, i) => row.map((x, j) => (i === j ? x - shift : x)));
  let previous = 1n;
  let changes = 0;
  for (let k = 0; k < n; k++) {
    const minor = rows[k]![k]!;
    if (minor === 0n) throw new Error(`leading minor ${k + 1} is zero; move the shift`);
    if (minor < 0n !== previous < 0n) changes++;
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) {
        rows[i]![j] = (minor * rows[i]![j]! - rows[i]![k]! * rows[k]![j]!) / previous;
      }
    }
    previous = minor;
  }
  return changes;
}
