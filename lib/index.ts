/**
 * lib: foundations on Float64Array alone. "lib" means foundations here; build output goes to dist/.
 */
// Errors, by who has to fix them.
export { ContractError, DataError, DivergenceError, ShapeError, UserError } from "./errors.ts";
// Results that print as a sentence.
export { printable } from "./printable.ts";
// Which numbers an option takes.
export { checkNumber, type NumberRange, ranges } from "./ranges.ts";
// Which kind of value an argument takes.
export { checkArgument, checkList, describeValue, type Kind, kinds, objectWith } from "./arguments.ts";
// Seeded random streams.
export { Random, type RandomState } from "./random.ts";
// Sums and moments in one fixed order.
export { columnMoments, pairwiseSum } from "./statistics.ts";
// Numbers of 106 bits, for what must be known to the last digit of a Float64.
export * as dd from "./double-double.ts";
export type { DoubleDouble } from "./double-double.ts";
// Scalar functions that Math does not have.
export {
  erf,
  erfc,
  expMinusSquare,
  sechSquared,
  sigmoid,
  sigmoidSlope,
  silu,
  siluSlope,
  softplus,
} from "./special.ts";
export { gelu, geluSlope, normalDensity, normalDistribution } from "./normal.ts";
// Named arrays of numbers, and bytes to keep them in.
export { firstMisfit, type NamedArrays, scalar, type StoredArray } from "./named-arrays.ts";
export {
  type Digest,
  readSafetensors,
  type Safetensors,
  writeSafetensors,
} from "./safetensors/safetensors.ts";
export { sha256 } from "./sha256.ts";
// Room for numbers that are about to be written.
export { roomFor } from "./memory.ts";
// The matrix product.
export { transposed, type Axis, type Kernels, type MatrixView } from "./kernels/kernels.ts";
export { descendAlong, type Descent } from "./kernels/descent.ts";
export { kernels } from "./kernels/current.ts";
// Eigenvalues, singular values and factorisations of dense matrices.
export * from "./linalg/index.ts";
