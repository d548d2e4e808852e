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
  type Range,
} from "./ops/movement.ts";
export { gather, scatterAdd, type Picks, type Places } from "./ops/gather.ts";
export { concat, concatThree, stack } from "./ops/join.ts";
export { max, mean, min, prod, sum } from "./ops/reduce.ts";
export { variance, type VarianceOver } from "./ops/moments.ts";
export { logSoftmax, logSumExp, softmax, softmaxDerivative } from "./ops/softmax.ts";
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
  convolution,
  convTranspose,
  convWeight,
  correlate,
  windowsOf,
  type ConvolutionOptions,
} from "./ops/convolution.ts";
export { fold, pairOf, pairText, unfold, type Pair } from "./ops/unfold.ts";
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
export { binary, overAxes, reduction, unary, type Binary, type Reduction, type Unary } from "./builders.ts";
export { asTensor, linear as linearMap, type Linear as LinearMap, type TensorLike } from "./linear.ts";
export {
  apply,
  composition,
  declare,
  domains,
  flat,
  type About,
  type AnyPrimitive,
  type Declared,
  type Domain,
  type Operation,
  type Primitive,
  type Rule,
  type Sample,
} from "./primitive.ts";
export type { Over } from "./samples.ts";
// Derivatives of functions.
export {
  detached,
  fork,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  valueAndGrad,
  variable,
  vjp,
  type Tensors,
} from "./operators.ts";
// The engine itself, for graphs that are already there.
export { cotangentsOf, leavesOf, pullback, type Severed } from "./pullback.ts";
export { lazily, untracked } from "./recording.ts";
// Derivatives checked against differences.
export {
  checkGradients,
  GradientError,
  type CheckOptions,
  type GradientCheck,
  type ManyTensors,
} from "./check.ts";
