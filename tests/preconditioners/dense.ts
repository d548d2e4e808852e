/**
 * Small dense matrices, written the long way: what laws about preconditioners are held against. It uses nothing of
 * the engine, so that the two sides of a comparison have no line in common.
 */

export type Matrix = readonly (readonly number[])[];

export const zeroMatrix = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => new Array<number>(columns).fill(0));

export const diagonal = (entries: readonly number[]): Matrix =>
  entries.map((entry, i) => entries.map((_, j) => (i === j ? entry : 0)));

export const transposed = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));

export const scaled = (factor: number, a: Matrix): Matrix => a.map((row) => row.map((x) => factor * x));

/** A·B·C·… from left to right. */
export function product(first: Matrix, ...rest: readonly Matrix[]): Matrix {
  return rest.reduce((a, b) => {
    const out = zeroMatrix(a.length, b[0]!.length);
    a.forEach((row, i) => {
      row.forEach((x, k) => {
        b[k]!.forEach((y, j) => (out[i]![j]! += x * y));
      });
    });
    return out;
  }, first);
}

/** A⁻¹ by Gauss and Jordan, with row exchanges. */
export function inverse(a: Matrix): Matrix {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...diagonal(new Array<number>(n).fill(1))[i]!]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    const pivot = rows[k]!.map((x) => x / rows[k]![k]!);
    rows.forEach((row, i) => (rows[i] = i === k ? pivot : row.map((x, j) => x - row[k]! * pivot[j]!)));
  }
  return rows.map((row) => row.slice(n));
}

/** Eigenvalues of a symmetric matrix, ascending, by cyclic Jacobi rotations. */
export function symmetricEigenvalues(symmetric: Matrix): readonly number[] {
  const a = symmetric.map((row) => [...row]);
  const n = a.length;
  const offDiagonal = (): number =>
    a.reduce((sum, row, i) => sum + row.reduce((s, x, j) => (i === j ? s : s + x * x), 0), 0);
  const size = a.flat().reduce((s, x) => s + x * x, 0);
  for (let sweep = 0; sweep < 60 && offDiagonal() > 1e-32 * size; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, p, q);
  }
  return a.map((row, i) => row[i]!).sort((x, y) => x - y);
}

/** The rotation in the plane (p, q) that makes a[p][q] zero. */
function rotate(a: number[][], p: number, q: number): void {
  if (a[p]![q] === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  const [rowP, rowQ] = [a[p]!, a[q]!];
  a[p] = rowP.map((x, j) => c * x - s * rowQ[j]!);
  a[q] = rowP.map((x, j) => s * x + c * rowQ[j]!);
}

/** κ(A) for A of full column rank: the root of κ(AᵀA), good to about κ²·1e-16. */
export function conditionNumber(a: Matrix): number {
  const eigenvalues = symmetricEigenvalues(product(transposed(a), a));
  return Math.sqrt(eigenvalues.at(-1)! / eigenvalues[0]!);
}

/** max |aᵢ − bᵢ| / max |bᵢ|. */
export function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let [difference, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return difference === 0 ? 0 : difference / size;
}

export const matrixGap = (a: Matrix, b: Matrix): number => gap(a.flat(), b.flat());
