/**
 * layers: what models are made of. A layer is one file; its fields are its parameters.
 */
// What every layer is, and what a trip through it remembers.
export { fieldsOf, Module } from "./module.ts";
export { Parameter } from "./parameter.ts";
export { Pass, type AffineUse, type BatchStatistics, type Moments, type NormalizeBy } from "./pass.ts";
// Layers.
export { Linear, type LinearOptions } from "./linear.ts";
export { Activation, activations, type ActivationName } from "./activation.ts";
export { BatchNorm1d, batchStatistics, type BatchNormOptions } from "./batch-norm.ts";
export { LayerNorm, type LayerNormOptions } from "./layer-norm.ts";
export { Sequential } from "./sequential.ts";
// A whole network in a call.
export { mlp, type MlpNormalization, type MlpOptions } from "./mlp.ts";
// Where training starts, and what it brings down.
export { he, initializers, xavier, type Initializer, type InitializerName } from "./initializers.ts";
export { binaryCrossEntropyWithLogits, crossEntropy, mseLoss } from "./losses.ts";
