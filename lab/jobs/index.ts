/**
 * lab/jobs: many training runs in child processes, and the folder that keeps them.
 *
 * In reading order: messages, job-runner and worker (the child), pool (the parent), store and record (the folder), work (runs
 * that are not there yet), costs (what a step takes), comparison (the record of all).
 */
export type { Comparison, PairedDifference, StepCost, Tuning, Verdict } from "./comparison.ts";
export type { Costs } from "./costs.ts";
export type { Job } from "./messages.ts";
export { Pool } from "./pool.ts";
export { armSchema, cell, costsSchema, count, measured, provenanceSchema } from "./record.ts";
export { RunFolder, configHash, defaultFolder, readFolderConfig } from "./store.ts";
export { Interrupted, Work, type WorkEvents } from "./work.ts";
