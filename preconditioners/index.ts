/**
 * preconditioners: changes of variables through which a layer's gradients are seen. The heart of BNP.
 */
export type { AffineGradients, RowGradients } from "./affine-gradients.ts";
export type { Observation, Preconditioner, PreconditionerState, Undo } from "./preconditioner.ts";
export { toDense } from "./affine-gradients.ts";
export type { Factor, Standardization } from "./factor.ts";
export type { AffineGeometry, PreconditionerChoice } from "./choice.ts";
// In order of increasing complexity.
export { identity } from "./identity.ts";
export { statisticsPolicies, type StatisticsPolicy } from "./running-moments.ts";
export { BatchNormalizationPreconditioner } from "./bnp.ts";
export { bnp, type BnpOptions } from "./bnp-choice.ts";
