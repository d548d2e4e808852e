/**
 * Gather and scatterAdd: elements taken at listed places of one axis, and added back to them. An adjoint pair: each
 * one's rule is a call of the other.
 *
 * The list is a parameter and not an input, so nothing is differentiated by it. It is not copied: it must stay as it
 * is for as long as derivatives may be asked for.
 */
import {
  gatherValues,
  normalizeAxis,
  scatterAddValues,
  type Indices,
  type Shape,
} from "../../tensor/index.ts";
import { linear, type Linear } from "../linear.ts";
import type { Sample } from "../primitive.ts";

/** Which places of which axis. */
export interface Picks {
  /** From 0 to the length of the axis less 1, in any order, any number of times. */
  readonly indices: Indices;
  /** Counted from either end; 0 unless given. */
  readonly axis?: number;
}

/** Which places of which axis of zeros, and how long that axis is. */
export interface Places extends Picks {
  readonly length: number;
}

/**
 * y[…, j, …] = x[…, indices[j], …] along the axis: torch.index_select, jnp.take. Its partner is `scatterAdd`.
 * @throws ShapeError if an index is not a place on the axis.
 */
export const gather: Linear<Picks> = linear<Picks>(
  "gather",
  (x, { indices, axis = 0 }) => gatherValues(x, indices, axis),
  (g, from, { indices, axis = 0 }) => scatterAdd(g, { indices, axis, length: lengthOf(from, axis) }),
  {
    formula: "ȳ added to the listed places",
    samples: samples((shape, picks) => ({ shapes: [shape], params: picks })),
  },
);

/**
 * y[…, i, …] = Σ of x[…, j, …] over all j with indices[j] = i; 0 where there is none. Its partner is `gather`.
 * @throws ShapeError unless there is one index for each place of x along the axis, less than `length`.
 */
export const scatterAdd: Linear<Places> = linear<Places>(
  "scatterAdd",
  (x, { indices, axis = 0, length }) => scatterAddValues(x, indices, axis, length),
  (g, _from, { indices, axis = 0 }) => gather(g, { indices, axis }),
  {
    formula: "ȳ at the listed places",
    samples: samples((shape, picks) => ({
      shapes: [
        shape.map((n, i) =>
          i === normalizeAxis("scatterAdd", picks.axis, shape.length) ? picks.indices.length : n,
        ),
      ],
      params: { ...picks, length: lengthOf(shape, picks.axis) },
    })),
  },
);

function lengthOf(shape: Shape, axis: number): number {
  return shape[normalizeAxis("gather", axis, shape.length)]!;
}

/** Shapes, axes and lists: whole, reversed, permuted, repeated, empty, of one. */
function samples(sample: (shape: Shape, picks: Required<Picks>) => Sample): Sample[] {
  // prettier-ignore
  const cases: readonly (readonly [shape: Shape, axis: number, indices: readonly number[]])[] = [
    [[4], 0, [0, 1, 2, 3]], [[4], 0, [3, 2, 1, 0]], [[4], -1, [2, 2, 0, 2, 0]], [[3], 0, []], [[1], 0, [0]],
    [[1], 0, [0, 0, 0]], [[0], 0, []], [[2, 3], 0, [1]], [[2, 3], 1, [2, 0, 1]], [[2, 3], -1, [1, 1]], [[3, 1], 1, [0, 0]],
    [[1, 3], -2, [0, 0]], [[2, 0], 0, [1, 0, 1]], [[0, 2], 1, [1, 1]], [[2, 3, 2], 1, [2, 0, 2]], [[2, 1, 3], 2, [2, 1]],
    [[2, 2, 1, 2], 1, [1, 1, 0]],
  ];
  return cases.map(([shape, axis, indices]) => sample(shape, { indices, axis }));
}
