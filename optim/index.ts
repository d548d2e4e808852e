/**
 * optim: optimizers that see gradients through the parameters' preconditioners.
 */
export { preconditionedGradients, type Gradients } from "./gradients.ts";
export { Buffers } from "./buffers.ts";
export { Optimizer, type Move } from "./optimizer.ts";
export type { OptimizerOptions } from "./options.ts";
export { optimizerSpaces, type OptimizerSpace } from "./space.ts";
// In order of increasing complexity.
export { SGD, type SgdOptions } from "./sgd.ts";
export { RMSprop, type RmspropOptions } from "./rmsprop.ts";
export { Adam, AdamW, type AdamOptions } from "./adam.ts";
// Rates, and bounds.
export { constant, cosine, stepDecay, warmup, type Schedule } from "./schedule.ts";
export { clipGradients, type Clip } from "./clip.ts";
