/**
 * Matrix products of arrays: shapes and strides in, one call of the kernel for each pair of matrices.
 */
import { type Axis, kernels, type MatrixView, ShapeError, transposed } from "../lib/index.ts";
import { broadcastShape, shapeText, sizeOf, type Shape } from "./shape.ts";
import { broadcastValues, elementsOf, roomValues, type Values } from "./values.ts";

/**
 * The shape of A·B for A […, m, k] and B […, k, n]; leading axes broadcast.
 * @throws ShapeError if the inner lengths differ
 * @example
 * productShape([5, 2, 3], [3, 4]); // → [ 5, 2, 4 ]
 */
export function productShape(a: Shape, b: Shape): number[] {
  if (a.length === 2 && b.length === 2 && a[1] === b[0]) return [a[0]!, b[1]!];
  if (a.length < 2 || b.length < 2) {
    throw new ShapeError(
      `matmul: shapes ${shapeText(a)} and ${shapeText(b)}: both need at least two axes. Reshape a vector to [1,n] or [n,1].`,
    );
  }
  const [m, k] = a.slice(-2);
  const [inner, n] = b.slice(-2);
  if (k !== inner) {
    throw new ShapeError(
      `matmul: shapes ${shapeText(a)} and ${shapeText(b)}: the inner lengths ${k} and ${inner} differ. Transpose one?`,
    );
  }
  return [...broadcastShape("matmul", a.slice(0, -2), b.slice(0, -2)), m!, n!];
}

/**
 * A·B over the last two axes.
 * @throws ShapeError if the inner lengths differ
 * @example
 * new Tensor(productValues(tensor([[1, 2]]).values, tensor([[3], [4]]).values)); // → Tensor [1,1] [[11]]
 */
export function productValues(a: Values, b: Values): Values {
  const shape = productShape(a.shape, b.shape);
  const out = roomValues(shape);
  if (shape.length === 2) {
    kernels.product(matrixOf(a, 1), matrixOf(b, 1), matrixOf(out, 1));
    return out;
  }
  const [m, n] = shape.slice(-2) as [number, number];
  const k = a.shape[a.dimension - 1]!;
  const batch = shape.slice(0, -2);
  const left = broadcastValues(a, [...batch, m, k]);
  const right = broadcastValues(b, [...batch, k, n]);
  const count = sizeOf(batch);
  for (let index = 0; index < count; index++) {
    kernels.product(matrixAt(left, batch, index), matrixAt(right, batch, index), matrixAt(out, batch, index));
  }
  return out;
}

/** An array as a matrix: its first `rowAxes` axes number the rows, the others the columns. */
export function matrixOf(x: Values, rowAxes: number): MatrixView {
  const [rows, columns]: [Axis[], Axis[]] = [[], []];
  for (let axis = 0; axis < x.shape.length; axis++) {
    (axis < rowAxes ? rows : columns).push({ length: x.shape[axis]!, stride: x.stride[axis]! });
  }
  return { data: x.data, offset: x.offset, rows, columns };
}

/** The index-th matrix of a stack, in place. */
function matrixAt(x: Values, batch: Shape, index: number): MatrixView {
  let offset = x.offset;
  for (let axis = batch.length - 1, rest = index; axis >= 0; axis--) {
    offset += (rest % batch[axis]!) * x.stride[axis]!;
    rest = Math.floor(rest / batch[axis]!);
  }
  const axis = (place: number): Axis[] => [{ length: x.shape[place]!, stride: x.stride[place]! }];
  return { data: x.data, offset, rows: axis(x.dimension - 2), columns: axis(x.dimension - 1) };
}

/**
 * x·Wᵀ + b for x [N, m], W [n, m] and b [n]: an affine layer in one pass over its output.
 * @example
 * const [x, w, b] = [tensor([[1, 2]]), tensor([[3, 4]]), tensor([0.5])];
 * new Tensor(affineValues(x.values, w.values, b.values)); // → Tensor [1,1] [[11.5]]
 */
export function affineValues(x: Values, weight: Values, bias?: Values): Values {
  const out = roomValues([x.shape[0]!, weight.shape[0]!]);
  kernels.product(
    matrixOf(x, 1),
    transposed(matrixOf(weight, 1)),
    matrixOf(out, 1),
    bias && elementsOf(bias),
  );
  return out;
}
