/**
 * Which parameters a loss was computed from, and whether a step may follow: all of them must be known to the optimizer, and
 * none may have been replaced since. Otherwise a parameter that the model does not find (in a #private field) would be
 * neither trained nor saved, and gradients at old values would be applied to new ones.
 *
 * The graph of the loss has one node an operation, so this check takes microseconds a step.
 */
import { leavesOf } from "../autograd/index.ts";
import { ownerOf, type Parameter } from "../layers/index.ts";
import { UserError } from "../lib/index.ts";
import { shapeText, type Tensor } from "../tensor/index.ts";

/**
 * @param known the parameters that are trained and those that are frozen
 * @throws UserError for a parameter that is neither, or whose value has been replaced since the forward pass
 */
export function checkLeaves(loss: Tensor, known: ReadonlySet<Parameter>): void {
  for (const leaf of leavesOf(loss)) {
    const owner = ownerOf(leaf);
    if (owner === undefined) continue;
    if (owner.tensor !== leaf) {
      throw new UserError(
        `Optimizer: the loss was computed from a value of '${owner.name}' that has since been replaced. ` +
          `Take each step before the next forward pass.`,
      );
    }
    if (!known.has(owner)) {
      throw new UserError(
        `Optimizer: the loss depends on '${owner.name}' ${shapeText(owner.shape)}, which the optimizer was not given. ` +
          `Give it, or name it in the option frozen if it is to stay as it is. (model.parameters() finds what is in ` +
          `fields, lists, maps, sets and plain objects, not in #private fields or objects of other classes.)`,
      );
    }
  }
}
