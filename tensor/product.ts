/**
 * Matrix products of arrays: shapes and strides in, one call of the kernel for each pair of matrices.
 */
import { kernels, ShapeError, type StridedMatrix } from "../lib/index.ts";
import { broadcastShape, shapeText, sizeOf, type Shape } from "./shape.ts";
import { broadcastValues, elementsOf, valuesOf, type Values } from "./values.ts";

/** The shape of A·B for A […, m, k] and B […, k, n]; leading axes broadcast. */
export function productShape(a: Shape, b: Shape): number[] {
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

/** A·B over the last two axes. */
export function productValues(a: Values, b: Values): Values {
  const shape = productShape(a.shape, b.shape);
  const [m, n] = shape.slice(-2) as [number, number];
  const k = a.shape[a.dimension - 1]!;
  const batch = shape.slice(0, -2);
  const out = new Float64Array(sizeOf(shape));
  const left = broadcastValues(a, [...batch, m, k]);
  const right = broadcastValues(b, [...batch, k, n]);
  const count = sizeOf(batch);
  for (let index = 0; index < count; index++) {
    kernels.product(m, k, n, matrixAt(left, batch, index), matrixAt(right, batch, index), out, index * m * n);
  }
  return valuesOf(out, shape);
}

/** The index-th matrix of a stack, in place. */
function matrixAt(x: Values, batch: Shape, index: number): StridedMatrix {
  let offset = x.offset;
  for (let axis = batch.length - 1, rest = index; axis >= 0; axis--) {
    offset += (rest % batch[axis]!) * x.stride[axis]!;
    rest = Math.floor(rest / batch[axis]!);
  }
  return {
    data: x.data,
    offset,
    rowStride: x.stride[x.dimension - 2]!,
    columnStride: x.stride[x.dimension - 1]!,
  };
}

/** x·Wᵀ + b for x [N, m], W [n, m] and b [n]: an affine layer in one pass over its output. */
export function affineValues(x: Values, weight: Values, bias?: Values): Values {
  const [rows, inputs] = x.shape as [number, number];
  const outputs = weight.shape[0]!;
  const out = new Float64Array(rows * outputs);
  const transposed = weight.transpose(1, 0);
  kernels.product(
    rows,
    inputs,
    outputs,
    matrixAt(x, [], 0),
    matrixAt(transposed, [], 0),
    out,
    0,
    bias && elementsOf(bias),
  );
  return valuesOf(out, [rows, outputs]);
}
