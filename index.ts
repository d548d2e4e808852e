/**
 * bnp: the engine, in the order in which it is built. Each line is a folder with a table of contents of its own.
 */
export {
  ContractError,
  DataError,
  describeValue,
  DivergenceError,
  Random,
  readSafetensors,
  ShapeError,
  UserError,
  writeSafetensors,
  type DoubleDouble,
  type Descent,
  type Digest,
  type NamedArrays,
  type RandomState,
  type Safetensors,
  type StoredArray,
} from "./lib/index.ts";
export * from "./tensor/index.ts";
export * from "./autograd/index.ts";
export * from "./preconditioners/index.ts";
export * from "./layers/index.ts";
export * from "./optim/index.ts";
export * as probes from "./probes/index.ts";
