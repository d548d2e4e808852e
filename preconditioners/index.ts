/**
 * preconditioners: changes of variables through which a layer's gradients are seen. The heart of BNP.
 */
export type {
  AffineGeometry,
  AffineGradients,
  Factor,
  Observation,
  Preconditioner,
  PreconditionerChoice,
  PreconditionerState,
  RowGradients,
  Standardization,
  Undo,
} from "./preconditioner.ts";
export { toDense } from "./preconditioner.ts";
// In order of increasing complexity.
export { identity } from "./identity.ts";
export { statisticsPolicies, type StatisticsPolicy } from "./running-moments.ts";
export { BatchNormalizationPreconditioner, bnp, type BnpOptions } from "./bnp.ts";
