/**
 * Gather and scatterAdd: elements taken at listed places of one axis, and added back to them. An adjoint pair: each
 * one's rule is a call of the other.
 *
 * The list is a parameter and not an input, so nothing is differentiated by it. It is not copied: it must not
 * change for as long as derivatives may be taken.
 */
import {
  gatherValues,
  normalizeAxis,
  scatterAddValues,
  type Indices,
  type Shape,
  type Tensor,
} from "../../tensor/index.ts";
import type { Declared, TensorLike } from "../operation.ts";
import { primitive } from "../primitive.ts";

/** Which places of which axis. */
export interface Picks {
  /** From 0 to the length of the axis less 1, in any order, any number of times. */
  readonly indices: Indices;
  /** Counted from either end; 0 unless given. */
  readonly axis?: number;
}

/** Which places of which axis of zeros, and how long that axis is. */
export interface Places extends Picks {
  /** Length of the axis. */
  readonly length: number;
}

/**
 * y[…, j, …] = x[…, indices[j], …] along the axis: torch.index_select, jnp.take. Its partner is `scatterAdd`.
 * @throws ShapeError if an index is not a place on the axis.
 * @example
 * gather(tensor([5, 6, 7]), { indices: [2, 0, 2] }); // → Tensor [3] [7, 5, 7]
 */
export const gather: Declared<(x: TensorLike, picks: Picks) => Tensor> = primitive({
  name: "gather",
  inputs: ["x"],
  forward: ({ x }, { indices, axis = 0 }: Picks) => gatherValues(x, indices, axis),
  rules: {
    x: (g, { x, params: { indices, axis = 0 } }) =>
      scatterAdd(g, { indices, axis, length: lengthOf(x.shape, axis) }),
  },
  formula: "ȳ added to the listed places",
  kind: "linear",
  example: { indices: [0, 1] },
});

/**
 * y[…, i, …] = Σ of x[…, j, …] over all j with indices[j] = i; 0 where there is none. Its partner is `gather`.
 * @throws ShapeError unless there is one index for each place of x along the axis, less than `length`.
 * @example
 * scatterAdd(tensor([1, 2, 3]), { indices: [2, 0, 2], length: 3 }); // → Tensor [3] [2, 0, 4]
 */
export const scatterAdd: Declared<(x: TensorLike, places: Places) => Tensor> = primitive({
  name: "scatterAdd",
  inputs: ["x"],
  forward: ({ x }, { indices, axis = 0, length }: Places) => scatterAddValues(x, indices, axis, length),
  rules: { x: (g, { params: { indices, axis = 0 } }) => gather(g, { indices, axis }) },
  formula: "ȳ at the listed places",
  kind: "linear",
  example: { indices: [0, 1], length: 3 },
});

function lengthOf(shape: Shape, axis: number): number {
  return shape[normalizeAxis("gather", axis, shape.length)]!;
}
