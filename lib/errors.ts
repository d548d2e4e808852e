/**
 * The errors of this project, one class for each kind of reader.
 *
 * A message has the form "who: what happened, with the shapes, the axis or the value. What to do."
 * A `UserError` is mended by the caller; a `ContractError` says that one of our own parts broke its promise.
 * This file knows nothing of tensors; shapes arrive already written out.
 */

/** The call was wrong, and the message says how to put it right. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** Shapes that do not fit together, or an axis that is not there. */
export class ShapeError extends UserError {
  override readonly name: string = "ShapeError";
}

/** A file or a value that cannot be read as the data it should be. */
export class DataError extends UserError {
  override readonly name: string = "DataError";
}

/** Training left the finite numbers: where it was first seen. */
export class DivergenceError extends UserError {
  override readonly name: string = "DivergenceError";
  readonly step: number;

  constructor(message: string, step: number) {
    super(message);
    this.step = step;
  }
}

/** A rule, kernel or layer broke its own contract. This is a bug of ours, never of the caller. */
export class ContractError extends Error {
  override readonly name: string = "ContractError";
}
