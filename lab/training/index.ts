/**
 * lab/training: one training run of a method, as every command trains it.
 *
 * In reading order: what is asked (config, presets), which runs that means (methods, arms, plan), the data (task), one run
 * (network, batches, augmentation, training, train, evaluate), what tuning holds out (holdout, learned), and what a run leaves
 * (results, checkpoint, checkpoints).
 */
export {
  type ArmSpec,
  type Cell,
  type Contender,
  armId,
  armsOf,
  cells,
  contenders,
  cost,
  givenRate,
  longestFirst,
  repeats,
} from "./arms.ts";
export { augmentationText } from "./augmentation.ts";
export { Checkpoints, millisecondsBetween } from "./checkpoints.ts";
export {
  type Config,
  type PartialConfig,
  activationNames,
  adaptiveSpace,
  defaults,
  initializerNames,
  modelNames,
  parseConfig,
  parsePartialConfig,
  resolveConfig,
} from "./config.ts";
export { type HeldOut, holdOut, holdOutOneIn, takeRows } from "./holdout.ts";
export { type Score, canTell, evidence, noise } from "./learned.ts";
export { type Method, methodNames, methods } from "./methods.ts";
export { type ModelConfig, buildModel } from "./network.ts";
export { optimizerNames, optimizers } from "./optimizers.ts";
export { checkBatchSizes, checkPlan } from "./plan.ts";
export { preset, presets } from "./presets.ts";
export type { Arm, Chance, CurvePoint, Final, Skipped, StatisticsPolicy, TaskSummary } from "./results.ts";
export { loadData, summary } from "./task.ts";
export { runArm } from "./train.ts";
export { Training, type TrainingConfig } from "./training.ts";
