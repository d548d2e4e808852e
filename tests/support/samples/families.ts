/**
 * The shapes on which the gradient sweep tries families of operations: scalar, empty, axes of length 1, ranks 0 to 4,
 * and every way in which two shapes broadcast. Layouts (transposed, strided) are added by the sweep itself.
 */
import type { Over } from "../../../autograd/index.ts";
import type { Shape } from "../../../tensor/index.ts";
import type { Sample } from "./sample.ts";

/** Samples of an operation without parameters, of the given shapes of one input. */
export const ofShapes = (shapes: readonly Shape[]): Sample[] => shapes.map((shape) => ({ shapes: [shape] }));

// prettier-ignore
export const unarySamples: readonly Sample[] = ofShapes([
  [], [1], [3], [0], [2, 3], [1, 3], [3, 1], [2, 0], [2, 1, 3], [2, 3, 2], [1, 1, 1], [2, 1, 2, 2],
]);

// prettier-ignore
export const binarySamples: readonly Sample[] = [
  [[], []], [[3], [3]], [[2, 3], [2, 3]], [[], [3]], [[2, 3], []], [[2, 3], [3]], [[3], [2, 3]], [[2, 3], [2, 1]],
  [[2, 1], [1, 3]], [[1], [3]], [[0], [1]], [[2, 0], [1, 1]], [[2, 1, 3], [2, 1]], [[2, 2, 3], [2, 1, 3]],
  [[2, 1, 2, 2], [3, 1, 1]], [[1, 1], [1, 1, 1]],
].map((pair) => ({ shapes: pair }));

/** Of an element-wise operation of any number of inputs: those of two, further inputs as a second one's in turn. */
export function elementwiseSamples(inputs: number): readonly Sample[] {
  if (inputs === 1) return unarySamples;
  return binarySamples.map(({ shapes: [a, b] }) => ({
    shapes: Array.from({ length: inputs }, (_, i) => (i % 2 === 0 ? a! : b!)),
  }));
}

const over = (shape: Shape, axes: readonly number[] | undefined, keepDims: boolean): Sample => ({
  shapes: [shape],
  params: { axes, keepDims } satisfies Over,
});

// prettier-ignore
export const reductionSamples: readonly Sample[] = [
  over([], undefined, false), over([4], undefined, false), over([4], [0], true), over([1], [0], false),
  over([2, 3], undefined, true), over([2, 3], [0], false), over([2, 3], [1], false), over([2, 3], [-1], true),
  over([3, 1], [1], false), over([2, 3, 2], [1], false), over([2, 3, 2], [0, 2], true), over([2, 1, 3], [0, 1], false),
  over([2, 1, 2, 2], [1, 3], false), over([3, 2], [], false),
];

/** The same over an axis of no elements, for reductions that have a value there. */
export const emptyReductionSamples: readonly Sample[] = [
  over([0], [0], false),
  over([2, 0], [1], true),
  over([2, 0], [0], false),
];
