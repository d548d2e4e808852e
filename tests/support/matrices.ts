/**
 * Matrices on which linear algebra is known to go wrong, and the residuals by which a factorisation is judged.
 *
 * Row-major Float64Arrays, written without any routine of lib/linalg. Residuals are computed after scaling, so that
 * matrices with elements of 1e150 can be judged too.
 */
import { Random } from "../../lib/random.ts";

export type Element = (i: number, j: number) => number;

export function matrix(m: number, n: number, element: Element): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => element(Math.floor(at / n), at % n));
}

/** Element (i, j) for i ≤ j, mirrored. */
export const symmetric = (n: number, element: Element): Float64Array =>
  matrix(n, n, (i, j) => element(Math.min(i, j), Math.max(i, j)));

export const tridiagonal = (diagonal: readonly number[], offDiagonal: readonly number[]): Float64Array =>
  symmetric(diagonal.length, (i, j) => (i === j ? diagonal[i]! : j === i + 1 ? offDiagonal[i]! : 0));

export const identity = (n: number): Float64Array => matrix(n, n, (i, j) => (i === j ? 1 : 0));

export const transposed = (a: Float64Array, m: number, n: number): Float64Array =>
  matrix(n, m, (i, j) => a[j * n + i]!);

/** The m×k matrix `a` times the k×n matrix `b`. */
export function times(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const x = a[i * k + p]!;
      for (let j = 0; j < n; j++) out[i * n + j] = out[i * n + j]! + x * b[p * n + j]!;
    }
  }
  return out;
}

/** A with normally distributed elements. */
export function normalMatrix(m: number, n: number, seed: number): Float64Array {
  const random = Random.stream(seed, `matrix ${m} ${n}`);
  return matrix(m, n, () => random.normal());
}

export function randomSymmetric(n: number, seed: number): Float64Array {
  const g = normalMatrix(n, n, seed);
  return symmetric(n, (i, j) => g[i * n + j]!);
}

/** Q·diag(values)·Qᵀ for a random orthogonal Q, a product of reflectors: symmetric to the last bit. */
export function withEigenvalues(values: readonly number[], seed: number): Float64Array {
  const n = values.length;
  const a = symmetric(n, (i, j) => (i === j ? values[i]! : 0));
  const random = Random.stream(seed, `reflectors ${n}`);
  for (let turn = 0; turn < 4; turn++) {
    const u = Float64Array.from({ length: n }, () => random.normal());
    const tau = 2 / u.reduce((sum, x) => sum + x * x, 0);
    const p = times(a, u, n, n, 1).map((x) => tau * x);
    const along = (tau / 2) * u.reduce((sum, x, i) => sum + x * p[i]!, 0);
    const w = p.map((x, i) => x - along * u[i]!);
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) a[j * n + i] = a[i * n + j]! -= u[i]! * w[j]! + w[i]! * u[j]!;
    }
  }
  return a;
}

/** 1, …, 1 off the diagonal and |i − (n − 1)/2| on it: W⁺₂₁ has pairs of eigenvalues that agree to 15 digits. */
export const wilkinsonDiagonal = (n: number): readonly number[] =>
  Array.from({ length: n }, (_, i) => Math.abs(i - (n - 1) / 2));

export function wilkinson(n: number): Float64Array {
  return tridiagonal(wilkinsonDiagonal(n), Array<number>(n - 1).fill(1));
}

/** Copies of W⁺₂₁ tied by `glue`: clusters of as many eigenvalues as there are copies. */
export function gluedWilkinson(copies: number, glue: number): Float64Array {
  const diagonal = Array.from({ length: copies }, () => wilkinsonDiagonal(21)).flat();
  return tridiagonal(
    diagonal,
    diagonal.slice(1).map((_, i) => ((i + 1) % 21 === 0 ? glue : 1)),
  );
}

export const hilbert = (n: number): Float64Array => symmetric(n, (i, j) => 1 / (i + j + 1));

/** D·A·D for a random A and D from 1 to 10^decades, rising or falling. */
export function graded(n: number, decades: number, seed: number): Float64Array {
  const a = randomSymmetric(n, seed);
  const power = (i: number): number => 10 ** (((decades / 2) * i) / Math.max(n - 1, 1));
  return symmetric(n, (i, j) => a[i * n + j]! * power(i) * power(j));
}

const flipped = (a: Float64Array): Float64Array => a.slice().reverse();
const scaled = (a: Float64Array, by: number): Float64Array => a.map((x) => x * by);
const repeat = (n: number, value: (i: number) => number): readonly number[] =>
  Array.from({ length: n }, (_, i) => value(i));

export interface Named {
  readonly name: string;
  readonly n: number;
  readonly a: Float64Array;
}

/** The symmetric matrices that every symmetric routine must stand. */
export function gallery(): readonly Named[] {
  const named = (name: string, a: Float64Array): Named => ({ name, n: Math.round(Math.sqrt(a.length)), a });
  return [
    named("empty", new Float64Array(0)),
    named("1×1", Float64Array.of(-3)),
    named("2×2", Float64Array.of(1, 2, 2, 1)),
    named("zero", new Float64Array(49)),
    named("identity", identity(30)),
    named("negative zero", new Float64Array(9).fill(-0)),
    named("diagonal, unsorted", tridiagonal([3, -1, 7, 0, 2], [0, 0, 0, 0])),
    named(
      "zero diagonal",
      symmetric(12, (i, j) => (i === j ? 0 : i + j)),
    ),
    named("Wilkinson W21+", wilkinson(21)),
    named("Wilkinson W21−", tridiagonal(repeat(21, (i) => i - 10), Array<number>(20).fill(1))), // prettier-ignore
    named("glued Wilkinson, 1e-4", gluedWilkinson(4, 1e-4)),
    named("glued Wilkinson, 1e-8", gluedWilkinson(4, 1e-8)),
    named("glued Wilkinson, 1e-14", gluedWilkinson(4, 1e-14)),
    named("Hilbert", hilbert(14)),
    named("second differences", tridiagonal(repeat(50, () => 2), Array<number>(49).fill(-1))), // prettier-ignore
    named("clustered at 1", withEigenvalues(repeat(40, (i) => 1 + i * 1e-15), 1)), // prettier-ignore
    named("three clusters", withEigenvalues(repeat(45, (i) => (i % 3) - 1 + i * 1e-13), 2)), // prettier-ignore
    named("two values", withEigenvalues(repeat(41, (i) => (i < 7 ? -2 : 5)), 3)), // prettier-ignore
    named("rank one", symmetric(33, (i, j) => Math.sin(i + 1) * Math.sin(j + 1))), // prettier-ignore
    named("all ones", new Float64Array(400).fill(1)),
    named("rank 10 of 40", withEigenvalues(repeat(40, (i) => (i < 10 ? i + 1 : 0)), 4)), // prettier-ignore
    named("condition 1e15", withEigenvalues(repeat(40, (i) => 10 ** ((-15 * i) / 39)), 5)), // prettier-ignore
    named("graded up, 15 decades", graded(30, 15, 6)),
    named("graded down, 15 decades", flipped(graded(30, 15, 6))),
    named("graded up, 1e-150 to 1e150", scaled(graded(40, 300, 7), 1e-150)),
    named("graded down, 1e-150 to 1e150", flipped(scaled(graded(40, 300, 7), 1e-150))),
    named("large, 1e300", scaled(randomSymmetric(20, 8), 1e300)),
    named("small, 1e-300", scaled(randomSymmetric(20, 9), 1e-300)),
    named("one large element", symmetric(10, (i, j) => (i === 3 && j === 7 ? 1e200 : 1))), // prettier-ignore
    ...[3, 4, 5, 6, 7, 8, 9, 64, 101].map((n) => named(`random ${n}`, randomSymmetric(n, n))),
  ];
}

const { abs, max } = Math;
const biggest = (a: Float64Array): number => a.reduce((most, x) => max(most, abs(x)), 0);

/** ‖X‖ of Frobenius, without overflow. */
export function frobenius(a: Float64Array): number {
  const most = biggest(a);
  return most === 0 ? 0 : most * Math.sqrt(a.reduce((sum, x) => sum + (x / most) ** 2, 0));
}

/** ‖X − Y‖ / ‖X‖ in the norm of Frobenius; 0 where both are 0. */
export function gap(x: Float64Array, y: Float64Array): number {
  const difference = frobenius(x.map((value, i) => value - y[i]!));
  return difference === 0 ? 0 : difference / frobenius(x);
}

/** max |QᵀQ − I| for the columns of an m×n matrix. */
export function orthogonality(q: Float64Array, m: number, n: number): number {
  return biggest(times(transposed(q, m, n), q, n, m, n).map((x, i) => x - (i % (n + 1) === 0 ? 1 : 0)));
}

/** ‖A − Q·diag(values)·Qᵀ‖ / ‖A‖. */
export function spectralResidual(a: Float64Array, n: number, values: Float64Array, q: Float64Array): number {
  const scaledColumns = q.map((x, i) => x * values[i % n]!);
  return gap(a, times(scaledColumns, transposed(q, n, n), n, n, n));
}
