/**
 * lib: foundations on Float64Array alone. "lib" means foundations here; build output goes to dist/.
 */
export { ContractError, DataError, DivergenceError, ShapeError, UserError } from "./errors.ts";
export { Random, type RandomState } from "./random.ts";
export { columnMoments, pairwiseSum } from "./statistics.ts";
