/**
 * What a caller of `pullback` can get wrong, each with a sentence; and the seed of a scalar.
 */
import { checkList, ShapeError, UserError } from "../lib/index.ts";
import { ones, sameShape, shapeText, Tensor } from "../tensor/index.ts";

/** The seed of a scalar output. */
export function unitSeed(output: Tensor): Tensor {
  if (output.size !== 1) {
    throw new ShapeError(
      `pullback: the output has shape ${shapeText(output.shape)}. Give a seed of that shape, sum the output, or use jacobian.`,
    );
  }
  return ones(output.shape);
}

/** @throws UserError or ShapeError for outputs, targets and seeds that do not belong together */
export function checkPullback(
  outputs: readonly Tensor[],
  targets: readonly Tensor[],
  seeds: readonly Tensor[],
): void {
  checkList("pullback", "output", outputs, Tensor);
  checkList("pullback", "targets", targets, Tensor);
  checkList("pullback", "seed", seeds, Tensor);
  if (outputs.length !== seeds.length) {
    throw new UserError(
      `pullback: ${outputs.length} outputs and ${seeds.length} seeds: one seed an output is needed.`,
    );
  }
  outputs.forEach((output, i) => {
    if (!sameShape(output.shape, seeds[i]!.shape)) {
      throw new ShapeError(
        `pullback: output ${i} has shape ${shapeText(output.shape)} and its seed ${shapeText(seeds[i]!.shape)}.`,
      );
    }
  });
  targets.forEach((target, i) => {
    if (!target.tracked) {
      throw new UserError(
        `pullback: target ${i}, of shape ${shapeText(target.shape)}, is not tracked, so nothing remembers how it was used. ` +
          `Make it with variable(…) before it is used, or take grad of a function.`,
      );
    }
  });
}
