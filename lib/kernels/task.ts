/**
 * A product as it is to be done: upright, or turned, since Cᵀ = Bᵀ·Aᵀ; what it costs, and how it is cut into pieces.
 *
 * Knows the blocks of simd.as.ts, and views as places in memory. It computes nothing.
 */
import type { Descent } from "./descent.ts";
import { transposed, type Axis, type MatrixView } from "./kernels.ts";
import { lengthOf, spanOf } from "./places.ts";

/**
 * out = a·b + bias, the bias one number a column of out, or one a row if the product was turned; or out = shrink·weight −
 * rate·a·b, where each number of the weight has the place of its own in out.
 */
export interface Task {
  readonly a: MatrixView;
  readonly b: MatrixView;
  readonly out: MatrixView;
  readonly bias?: Float64Array | undefined;
  readonly biasBy: "row" | "column";
  readonly descent?: Descent | undefined;
}

/** The transpose of the result as the product of the transposes. */
export function turned(task: Task): Task {
  const { a, b, out } = task;
  return { ...task, a: transposed(b), b: transposed(a), out: transposed(out), biasBy: "row" };
}

/** The least multiple of `unit` that is not below n. */
export const up = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/** Whether the result leaves the module as it lies there: no row has a surplus, and none has a bias of its own. */
export function isInOrder({ out, bias, biasBy }: Task, n: number): boolean {
  return n % 4 === 0 && isRowMajor(out, n) && (bias === undefined || biasBy === "column");
}

/**
 * What a product costs, about: blocks are 5×4, and some of their outputs fall over the edge; to put an output in its
 * place one by one costs as much as a few steps of k.
 */
export function cost(task: Task): number {
  const [m, k, n] = [lengthOf(task.a.rows), lengthOf(task.a.columns), lengthOf(task.b.columns)];
  return up(m, 5) * up(n, 4) * (isInOrder(task, n) ? k : k + 8);
}

/** [from, count] of each piece. */
export function pieces(length: number, share: number): (readonly [number, number])[] {
  return Array.from({ length: Math.ceil(length / share) }, (_, i) => {
    const from = i * share;
    return [from, Math.min(share, length - from)];
  });
}

/** How far apart the places on an axis lie; 0 if there is but one, or if the partner that must be cut alike differs. */
export function reach(axis: Axis | undefined, partner = axis): number {
  return axis === undefined || axis.length < 2 || partner?.length !== axis.length ? 0 : Math.abs(axis.stride);
}

/** Whether the elements fill the interval they lie in. */
export function isDense(matrix: MatrixView): boolean {
  return spanOf(matrix).length === lengthOf(matrix.rows) * lengthOf(matrix.columns);
}

/** Whether the matrix is one row or one column whose elements follow one another. */
export function isLine({ rows, columns }: MatrixView): boolean {
  const [axis, ...others] = [...rows, ...columns].filter(({ length }) => length !== 1);
  return axis === undefined || (others.length === 0 && axis.stride === 1);
}

/** The rows of a view from place `from` to `from + count` of its first row axis. */
export function rowsOf(matrix: MatrixView, from: number, count: number): MatrixView {
  const [first, ...rest] = matrix.rows;
  const offset = matrix.offset + from * first!.stride;
  return { ...matrix, offset, rows: [{ length: count, stride: first!.stride }, ...rest] };
}

/** What of the bias belongs to the rows from place `from` to `from + count` of the first row axis. */
export function rowBias({ bias, a }: Task, from: number, count: number): Float64Array | undefined {
  const inner = lengthOf(a.rows.slice(1));
  return bias?.subarray(from * inner, (from + count) * inner);
}

function isRowMajor({ rows, columns }: MatrixView, n: number): boolean {
  return rows.length === 1 && columns.length === 1 && rows[0]!.stride === n && columns[0]!.stride === 1;
}
