/**
 * autograd: operations that know their derivative, and derivatives of any order.
 */
// Operations, a family a file; each is declared once, with value and derivative together.
export * from "./ops/arithmetic.ts";
export * from "./ops/transcendental.ts";
export {
  broadcastTo,
  pad,
  permute,
  reshape,
  slice,
  sliceAxis,
  sumTo,
  transpose,
  type Frame,
  type OfOne,
  type Range,
} from "./ops/movement.ts";
export { gather, scatterAdd, type Picks, type Places } from "./ops/gather.ts";
export { concat, stack } from "./ops/join.ts";
export { max, mean, min, prod, sum } from "./ops/reduce.ts";
export { variance, type VarianceOver } from "./ops/moments.ts";
export {
  logSoftmax,
  logSumExp,
  softmax,
  softmaxDerivative,
  type Along,
  type AlongAxes,
} from "./ops/softmax.ts";
export { affine, dot, linear, matmul } from "./ops/product.ts";
export {
  batchNorm,
  layerNorm,
  type NormalizeOptions,
  standardize,
  standardizeWithStatistics,
  type Standardized,
  type StandardizeOver,
} from "./ops/normalize.ts";
export {
  conv1d,
  conv2d,
  convTranspose,
  convWeight,
  correlate,
  windowsOf,
  type ConvolutionOptions,
} from "./ops/convolution.ts";
export { fold, pairOf, pairText, unfold, type Into, type Pair } from "./ops/unfold.ts";
export {
  avgPool2d,
  globalAvgPool2d,
  maxPool2d,
  pool,
  poolWindows,
  unpool,
  type PoolOptions,
} from "./ops/pooling.ts";
// How to declare one.
export {
  flat,
  primitive,
  type AnyPrimitive,
  type Declaration,
  type Named,
  type Primitive,
  type Rule,
} from "./primitive.ts";
export {
  composition,
  type Call,
  type Declared,
  type Facts,
  type Loose,
  type Operation,
  type TensorLike,
} from "./operation.ts";
export { binary, unary, type Binary, type Over, type Reduction, type Unary } from "./builders.ts";
export { domains, type Domain } from "./domains.ts";
// Derivatives of functions.
export { grad, hvp, jvp, valueAndGrad, vjp } from "./operators.ts";
export { hessian, jacobian } from "./jacobians.ts";
export type { Tensors } from "./functions.ts";
export { detached, fork, variable } from "./variable.ts";
// The engine itself, for graphs that are already there.
export { cotangentsOf, pullback, type BlockedEdges } from "./pullback.ts";
export { leavesOf } from "./leaves.ts";
export { lazily, untracked } from "./recording.ts";
// Derivatives checked against differences.
export {
  checkGradients,
  GradientError,
  type CheckOptions,
  type GradientCheck,
  type ManyTensors,
} from "./check.ts";
