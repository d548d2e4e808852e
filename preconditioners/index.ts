/**
 * preconditioners: changes of variables that a layer's gradients are seen through. The heart of BNP.
 */
export type {
  AffineGeometry,
  AffineGradients,
  Factor,
  Preconditioner,
  PreconditionerChoice,
  PreconditionerState,
  RowGradients,
  Standardization,
  Undo,
} from "./preconditioner.ts";
export { carriedOut } from "./preconditioner.ts";
// In order of increasing complexity.
export { identity } from "./identity.ts";
export { statisticsPolicies, type StatisticsPolicy } from "./running-moments.ts";
export { BatchNormalizationPreconditioner, bnp, type BnpOptions } from "./bnp.ts";
