/**
 * What a kernel set must offer.
 *
 * The one kernel that decides the speed of a network is the matrix product; everything else in the engine is a plain
 * loop where it is used. A second implementation (SIMD) slips under this interface by returning the same bits: each
 * output is one sum over k in ascending order, so lanes may run side by side but no sum may be split.
 */
/** A matrix read in place: element (i, j) is data[offset + i·rowStride + j·columnStride]. */
export interface StridedMatrix {
  readonly data: Float64Array;
  readonly offset: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

export interface Kernels {
  readonly name: string;
  /**
   * out[outOffset + i·n + j] = Σₖ A[i, k]·B[k, j] + bias[j], for A m×k and B k×n of any strides and a contiguous m×n
   * output that overlaps neither. The bias is added after the sum; without one nothing is added.
   */
  product(
    m: number,
    k: number,
    n: number,
    a: StridedMatrix,
    b: StridedMatrix,
    out: Float64Array,
    outOffset: number,
    bias?: Float64Array,
  ): void;
}
