/**
 * lab/experiments: fair comparisons of training methods.
 *
 * In reading order: what is asked (config, presets), which runs that means (arms, methods), one run (batches,
 * augmentation, train, evaluate), the rate it is run at (holdout, tune), who runs it (worker, pool), what is kept
 * (store, provenance), and what follows (differences). `compare` puts them together.
 */
export type * from "./results.ts";
export {
  activationNames,
  adaptiveSpace,
  type Config,
  defaults,
  initializerNames,
  modelNames,
  parsePartialConfig,
  type PartialConfig,
  resolveConfig,
} from "./config.ts";
export { preset, presets } from "./presets.ts";
export { RequestError } from "./request-error.ts";
export { suggestion } from "./suggest.ts";
export { armsOf, type ArmSpec, type Cell, cells, contenders, cost, givenRate, repeats } from "./arms.ts";
export { methodNames, methods } from "./methods.ts";
export { optimizerNames } from "./optimizers.ts";
export { augmentationText } from "./augmentation.ts";
export { runArm, type RunOptions, type TrainConfig } from "./train.ts";
export { mostDecades, tuningGrid } from "./rates.ts";
export { tune } from "./tune.ts";
export type { Job } from "./messages.ts";
export { checkComparison, checkPlan, compare, type CompareOptions } from "./compare.ts";
export { Interrupted, type WorkEvents } from "./work.ts";
export { checkOurs, makeFolder, readWhole, reasonOf, writeWhole } from "./durable.ts";
export { readJson } from "./json.ts";
export { readComparison } from "./record.ts";
export { configHash, defaultFolder, readFolderConfig } from "./store.ts";
export { pairedDifferences } from "./differences.ts";
export { packageRoot, version } from "./provenance.ts";
export { checkGolden, type GoldenRow, goldenTolerance } from "./golden/golden.ts";
export { checkTheory, type TheoryEvents, type TheoryOptions } from "./theory/check.ts";
export { problems, selectProblems } from "./theory/problems.ts";
export type * from "./theory/record.ts";
export type * from "./probe/record.ts";
export { probe, probeArm, probeConfig, probeDefaults, type ProbeOptions } from "./probe/probe.ts";
