/**
 * What the process that compares and its workers say to one another, as plain JSON.
 */
import type { Arm, ArmSpec, Config, TaskSummary } from "../training/index.ts";
import type { Costs } from "./costs.ts";

/** One piece of work: an arm on the whole training set, or a tuning run on the part that is not held out. */
export interface Job {
  readonly id: string;
  readonly kind: "arm" | "tuning";
  readonly arm: ArmSpec;
  /** The folder of its checkpoints; none are kept unless given. */
  readonly checkpoints?: string;
}

export type ToWorker =
  | { readonly type: "start"; readonly config: Config }
  | { readonly type: "job"; readonly job: Job }
  /** Time steps of these arms, the other processes being idle. */
  | { readonly type: "measure"; readonly arms: readonly ArmSpec[] };

export type FromWorker =
  /** The data is loaded. */
  | { readonly type: "ready"; readonly task: TaskSummary }
  /** The data cannot be loaded, and no worker will do better: a sentence for the user, and if it is a RequestError's. */
  | { readonly type: "refused"; readonly message: string; readonly request: boolean }
  | { readonly type: "progress"; readonly id: string; readonly step: number }
  /** Something about a job that a person should know. */
  | { readonly type: "note"; readonly id: string; readonly text: string }
  | { readonly type: "done"; readonly id: string; readonly arm: Arm }
  | { readonly type: "failed"; readonly id: string; readonly error: string }
  | { readonly type: "measured"; readonly costs: Costs };
