/**
 * tensor: n-dimensional values. No derivatives; a tensor only stores its origin.
 *
 * @module
 */
// The tensor itself, and ways to make one.
export { Deferred, Tensor, type Origin } from "./tensor.ts";
export { eye, full, generate, ones, tensor, zeros, type Nested } from "./create.ts";
// Shapes as arithmetic.
export {
  broadcastShape,
  broadcastsTo,
  droppedShape,
  keptShape,
  normalizeAxes,
  normalizeAxis,
  sameShape,
  shapeText,
  sizeOf,
  type Shape,
} from "./shape.ts";
// Strided views, and copies.
export {
  broadcastValues,
  checkBroadcast,
  checkReshape,
  copyOf,
  elementsOf,
  isContiguous,
  padValues,
  reshapeValues,
  sliceValues,
  transposeValues,
  valuesOf,
  zeroValues,
  type Values,
} from "./values.ts";
// Gradients, dense or as two factors.
export { DenseGradient, FactoredMatrix, type Gradient } from "./factored.ts";
// Listed places of an axis.
export { gatherValues, scatterAddValues, type Indices } from "./gather.ts";
// Windows of images.
export { windowCounts, type Windows } from "./windows.ts";
export { foldValues, unfoldValues } from "./unfold.ts";
export { maxPoolValues, maxShares, meanShares, poolValues, unpoolValues, type Shares } from "./pooling.ts";
export { convolutionTransposeValues, convolutionValues, convolutionWeightValues } from "./convolution.ts";
// What computes on values.
export {
  addLoop,
  divLoop,
  loopValues,
  mapValues,
  mulLoop,
  pairLoop,
  subLoop,
  zipValues,
  type MapLoop,
  type PairLoop,
  type Walk,
} from "./elementwise.ts";
export {
  expLoop,
  heavisideLoop,
  negLoop,
  reluLoop,
  sigmoidLoop,
  sigmoidSlopeLoop,
  squareLoop,
  tanhLoop,
} from "./loops.ts";
export { affineValues, productShape, productValues } from "./product.ts";
export { logSumExpValues, maxValues, sumToValues } from "./reduce.ts";
export {
  logSoftmaxValues,
  shareMissingValues,
  softmaxDerivativeValues,
  softmaxValues,
  tieShareValues,
} from "./softmax.ts";
export { crossEntropyValues, sharesLessLabelsValues } from "./cross-entropy.ts";
