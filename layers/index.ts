/**
 * layers: what models are made of. A layer is one file; its fields are its parameters.
 */
// What every layer is, and what a forward pass collects.
export { fieldsOf, Module, type Part } from "./module.ts";
export type { SummaryRow } from "./summary.ts";
export { ownerOf, Parameter } from "./parameter.ts";
export { observationOf, type AffineUse } from "./affine-use.ts";
export { Pass } from "./pass.ts";
export type { BatchStatistics, Moments, NormalizeBy } from "./moments.ts";
// Layers.
export { Linear, type LinearOptions } from "./linear.ts";
export { Activation, activations, type ActivationName } from "./activation.ts";
export { Conv1d, Conv2d, type Conv1dOptions, type ConvOptions } from "./convolution.ts";
export { BatchNorm1d, BatchNorm2d, type BatchNormOptions } from "./batch-norm.ts";
export { batchStatistics } from "./batch-statistics.ts";
export { LayerNorm, type LayerNormOptions } from "./layer-norm.ts";
export { BatchRenorm, type BatchRenormOptions } from "./batch-renorm.ts";
export { GroupNorm, groupNorm, InstanceNorm, type GroupNormOptions } from "./group-norm.ts";
export { Dropout } from "./dropout.ts";
export { AvgPool2d, Flatten, GlobalAvgPool2d, MaxPool2d, Unflatten } from "./pooling.ts";
export { Residual } from "./residual.ts";
export { Sequential } from "./sequential.ts";
// A whole network in a call.
export { normalizations, type Normalization } from "./normalizations.ts";
export { mlp, type MlpOptions } from "./mlp.ts";
export { cnn, type CnnOptions } from "./cnn.ts";
export { resnet, type ResnetOptions } from "./resnet.ts";
// Initial weights, and losses.
export { he, initializers, xavier, type Initializer, type InitializerName } from "./initializers.ts";
export { binaryCrossEntropyWithLogits, crossEntropy, mseLoss } from "./losses.ts";
