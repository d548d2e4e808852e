/**
 * probes: second derivatives of networks as matrices, and what can be said about them with a guarantee.
 *
 * From the package this folder is one name, `probes`: its words (dense, trace, diagonal) are too short to stand alone.
 *
 * @module
 */
// Matrices known by their products, their parts and congruences.
export {
  matrixMap,
  matrixOperator,
  submatrix,
  type LinearOperator,
  type MeasuredColumns,
  type VectorMap,
} from "./operator.ts";
export { congruence } from "./congruence.ts";
// Operators of a network at its parameters. Each names its mode, changes nothing, and stays at its point.
export {
  type AffineParameters,
  type CurvatureOperator,
  type GraphCurvature,
  layerBlock,
  type Layer,
  neuronBlock,
  type TensorProduct,
} from "./curvature.ts";
export { hessian, type HessianOperator } from "./hessian.ts";
export { gaussNewton } from "./gauss-newton.ts";
export { changeOfVariables, preconditioned, type ChangeOfVariables } from "./preconditioned.ts";
export type { Layout } from "./layout.ts";
export type { ModelFunction } from "./evaluation.ts";
// Written out as a matrix.
export { columnsOf, dense, type SymmetricMatrix } from "./dense.ts";
// Estimates from products alone.
export {
  diagonal,
  trace,
  type DiagonalEstimate,
  type SamplingOptions,
  type TraceEstimate,
} from "./hutchinson.ts";
export { tridiagonalize, type Tridiagonal } from "./krylov.ts";
export { conditionBound, type ConditionBound, type LanczosOptions, type Measure } from "./lanczos.ts";
export { fractionBelow, spectralMeasure, type Fraction, type SpectralMeasure } from "./quadrature.ts";
// Condition numbers and their certificates.
export {
  conditionNumber,
  layerCondition,
  type ConditionNumberOptions,
  type LayerConditionOptions,
} from "./condition-number.ts";
export {
  conditionOf,
  type Candidate,
  type ConditionNumber,
  type ConditionOptions,
  type ConditionStatus,
  type Judgement,
} from "./condition.ts";
export { spectrumOf, type Bracket, type Certified, type Rows, type Spectrum } from "./spectrum.ts";
export { spectrumOfFactor, type BlockFactor } from "./factor-spectrum.ts";
export type { LongRows } from "./certain-singular-values.ts";
// Blocks of affine layers, and what their inputs contribute.
export { closedFormBlock, type ClosedForm } from "./closed-form.ts";
export {
  affineConditioning,
  conditionOfRows,
  type AffineConditioning,
  type RowCondition,
} from "./affine-conditioning.ts";
// How many zeros there must be.
export { predictedNullity, type NullityOptions, type PredictedNullity } from "./nullity.ts";
