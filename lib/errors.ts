/**
 * The errors of this project, one class for each kind of reader.
 *
 * A message has the form "who: what happened, with the shapes, the axis or the value. What to do."
 * A `UserError` is for the caller to fix; a `ContractError` is a bug in a part of this library.
 * This file knows nothing of tensors; shapes arrive already written out.
 */

/**
 * The call was wrong, and the message says how to put it right.
 * @example
 * new ShapeError("add: shapes [2] and [3] differ.") instanceof UserError; // → true
 */
export class UserError extends Error {
  /** The name that an uncaught error is printed with. */
  override readonly name: string = "UserError";
}

/**
 * Shapes that do not fit together, or an axis that is not there.
 * @example
 * try {
 *   add(tensor([1, 2]), tensor([1, 2, 3]));
 * } catch (error) {
 *   error instanceof ShapeError; // → true
 * }
 */
export class ShapeError extends UserError {
  /** The name that an uncaught error is printed with. */
  override readonly name: string = "ShapeError";
}

/**
 * A file or a value that cannot be read as the data it should be.
 * @example
 * try {
 *   readSafetensors(new Uint8Array(3));
 * } catch (error) {
 *   error instanceof DataError; // → true
 * }
 */
export class DataError extends UserError {
  /** The name that an uncaught error is printed with. */
  override readonly name: string = "DataError";
}

/**
 * Training left the finite numbers: where it was first seen.
 * @example
 * new DivergenceError("step 7: the loss is NaN.", 7).step; // → 7
 */
export class DivergenceError extends UserError {
  /** The name that an uncaught error is printed with. */
  override readonly name: string = "DivergenceError";
  /** The step of training, from 0, at which the first number that is not finite was seen. */
  readonly step: number;

  constructor(message: string, step: number) {
    super(message);
    this.step = step;
  }
}

/**
 * A rule, kernel or layer broke its own contract. This is a bug of ours, never of the caller.
 * @example
 * new ContractError("relu: a rule gave shape [2] for an input of shape [3].") instanceof UserError; // → false
 */
export class ContractError extends Error {
  /** The name that an uncaught error is printed with. */
  override readonly name: string = "ContractError";
}
