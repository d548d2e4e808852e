/**
 * Gradients as values: an array of elements, or a matrix as its two factors.
 *
 * The gradient of an affine map is G = Lᵀ·R, where L [N, n] are the cotangents of its outputs and R [N, m] is its input or
 * what a preconditioner made of it. A step of plain gradient descent and the check that G is finite need only the
 * factors, so the n×m product is computed only where its elements are asked for. Knows arrays; not whose gradient it is.
 */
import { descendAlong, type Descent, kernels, roomFor, ShapeError, transposed } from "../lib/index.ts";
import { matrixOf, productValues } from "./product.ts";
import { shapeText, type Shape } from "./shape.ts";
import { elementsOf, transposeValues, valuesOf, type Values } from "./values.ts";

/** A gradient of one parameter: dense, or a product that is not materialized. */
export interface Gradient {
  /** That of the parameter. */
  readonly shape: Shape;
  /** The elements, contiguous in row-major order; the caller may overwrite them. */
  toDense(): Values;
  /** Whether every element is finite. */
  isFinite(): boolean;
  /** shrink·weight − rate·gradient in row-major order. It may overwrite the gradient, which must not be used afterwards. */
  descend(descent: Descent): Float64Array;
}

/**
 * A gradient given by its elements. They belong to it: `toDense` returns them and `descend` overwrites them.
 * @example
 * new DenseGradient(tensor([1, 2]).values).toDense().shape; // → [ 2 ]
 */
export class DenseGradient implements Gradient {
  /** That of the parameter. */
  readonly shape: Shape;
  /** Row-major. */
  readonly elements: Float64Array;

  constructor(values: Values) {
    this.shape = values.shape;
    this.elements = elementsOf(values);
  }

  /** The elements themselves. */
  toDense(): Values {
    return valuesOf(this.elements, this.shape);
  }

  /** Whether every element is finite. */
  isFinite(): boolean {
    return allFinite(this.elements);
  }

  /** shrink·weight − rate·gradient, in the gradient's own array. */
  descend(descent: Descent): Float64Array {
    descendAlong(this.elements, descent);
    return this.elements;
  }
}

/**
 * The matrix Lᵀ·R [n, m] of the factors left L [N, n] and right R [N, m], neither of which it changes.
 * @example
 * new Tensor(new FactoredMatrix(tensor([[1], [2]]).values, tensor([[3], [4]]).values).toDense()); // → Tensor [1,1] [[11]]
 */
export class FactoredMatrix implements Gradient {
  /** [n, m]. */
  readonly shape: readonly [number, number];
  /** L, [N, n]. */
  readonly left: Values;
  /** R, [N, m]. */
  readonly right: Values;

  /** @throws ShapeError unless both factors are matrices with the same number of rows */
  constructor(left: Values, right: Values) {
    const [rows, n, ...more] = left.shape;
    const [same, m, ...others] = right.shape;
    if (rows !== same || n === undefined || m === undefined || more.length + others.length > 0) {
      throw new ShapeError(
        `FactoredMatrix: factors ${shapeText(left.shape)} and ${shapeText(right.shape)}: expected [N, n] and [N, m].`,
      );
    }
    this.shape = [n, m];
    this.left = left;
    this.right = right;
  }

  /** Lᵀ·R, in a new array at each call. */
  toDense(): Values {
    return productValues(transposeValues(this.left, [1, 0]), this.right);
  }

  /** By |Lᵀ·R| ≤ ‖L‖·‖R‖, which costs no product; where that bound is not small, by the elements. */
  isFinite(): boolean {
    const bound = sumOfSquares(elementsOf(this.left)) * sumOfSquares(elementsOf(this.right));
    return bound <= 1e300 || allFinite(this.toDense().data);
  }

  /** The same bits as `descend` of the dense elements, without computing these. */
  descend(descent: Descent): Float64Array {
    const out = roomFor(this.shape[0] * this.shape[1]);
    kernels.descend(transposed(matrixOf(this.left, 1)), matrixOf(this.right, 1), descent, out);
    return out;
  }
}

function allFinite(x: Float64Array): boolean {
  return Number.isFinite(sumOfSquares(x)) || x.every((value) => Number.isFinite(value));
}

/** Σ x², not finite where an element is not. Four independent sums, so that additions need not wait for one another. */
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
