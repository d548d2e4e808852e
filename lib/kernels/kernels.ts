/**
 * What a kernel set must offer, and how a matrix is given to it.
 *
 * One kernel decides the speed of a network: the matrix product. Next come activations, and the moments of a layer's
 * input. Everything else in the engine is a loop where it is used. A matrix here is any strided view whose axes are divided
 * into those that number the rows and those that number the columns. A transposed matrix is such a view, and so is an image
 * of which every window is one row: a convolution is a product too, and no window is ever copied out.
 */
import type { Descent } from "./descent.ts";

/** One axis of a strided view. A stride may be 0 or negative. */
export interface Axis {
  readonly length: number;
  readonly stride: number;
}

/**
 * A matrix read in place. Row i is numbered by the row axes, column j by the column axes, the last of each fastest:
 * with i = (i₁, i₂, …) and j = (j₁, …) its element is data[offset + Σ iₐ·strideₐ + Σ jₐ·strideₐ]. Views may overlap.
 */
export interface MatrixView {
  readonly data: Float64Array;
  readonly offset: number;
  readonly rows: readonly Axis[];
  readonly columns: readonly Axis[];
}

export interface Kernels {
  readonly name: string;
  /**
   * out[i, j] = Σₖ a[i, k]·b[k, j] + bias[j], every sum over k in ascending order from 0 and the bias added last, so
   * that all implementations return the same bits: lanes may run side by side, but no sum may be split.
   * @param out a view whose elements fill one interval of its data, each once, and share it with neither operand
   */
  product(a: MatrixView, b: MatrixView, out: MatrixView, bias?: Float64Array): void;
  /** out = shrink·weight − rate·a·b in row-major order, with the bits of `product` and then `descendAlong`. */
  descend(a: MatrixView, b: MatrixView, descent: Descent, out: Float64Array): void;
  /** to[i] = 1/(1 + e^−x[i]), by the arithmetic of lib/special.ts; likewise its slope. */
  sigmoid(x: Float64Array, to: Float64Array): void;
  sigmoidSlope(x: Float64Array, to: Float64Array): void;
  /** to[i] = max(x[i], 0), and its slope: 0, ½ and 1 for a number below, at and above 0. NaN stays NaN. */
  relu(x: Float64Array, to: Float64Array): void;
  heaviside(x: Float64Array, to: Float64Array): void;
  /**
   * sum[c] = Σ d and squares[c] = Σ d² for each column of a contiguous matrix, over its rows in order, with d = x[r, c] −
   * x[0, c].
   */
  columnSums(x: Float64Array, rows: number, sum: Float64Array, squares: Float64Array): void;
  /**
   * to[r, c] = (x[r, c] − mean[c])·scale[c], and along[r] = Σ to[r, c]·mean[c]: in four sums, of every fourth column
   * each (what is left of the columns goes to the first), added as (0 + 1) + (2 + 3).
   */
  standardizeRows(
    x: Float64Array,
    mean: Float64Array,
    scale: Float64Array,
    to: Float64Array,
    along: Float64Array,
  ): void;
}

/** Numbers as a matrix in row-major order. */
export function rowMajor(data: Float64Array, rows: number, columns: number): MatrixView {
  const [down, right] = [
    { length: rows, stride: columns },
    { length: columns, stride: 1 },
  ];
  return { data, offset: 0, rows: [down], columns: [right] };
}

export function transposed(matrix: MatrixView): MatrixView {
  return { ...matrix, rows: matrix.columns, columns: matrix.rows };
}
