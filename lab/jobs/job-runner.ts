/**
 * Does jobs, one after another, on the data of a configuration: trains an arm, with its checkpoints, or times steps.
 *
 * Knows nothing of processes: what there is to say of a job is sent by a function that the caller gives.
 */
import { UserError } from "../../lib/index.ts";
import { canonical } from "../base/index.ts";
import type { Dataset } from "../data/index.ts";
import {
  type ArmSpec,
  Checkpoints,
  type Config,
  type HeldOut,
  holdOut,
  loadData,
  millisecondsBetween,
  runArm,
  summary,
  type TaskSummary,
} from "../training/index.ts";
import { type Costs, measureCosts } from "./costs.ts";
import type { FromWorker, Job } from "./messages.ts";

/** One data set is held, and what tuning holds out of it is copied for the first job that needs it. */
export class JobRunner {
  readonly #config: Config;
  #split: number | undefined;
  #dataset: Dataset;
  #heldOut: HeldOut | undefined;

  constructor(config: Config) {
    this.#config = config;
    this.#split = config.splits?.[0];
    this.#dataset = loadData(config, this.#split);
  }

  get task(): TaskSummary {
    return summary(this.#dataset, this.#config);
  }

  /** The data of a split. One split is kept, the last that was asked for. */
  #data(split: number | undefined): Dataset {
    if (split !== this.#split) {
      this.#dataset = loadData(this.#config, split);
      this.#split = split;
    }
    return this.#dataset;
  }

  /** What steps of these arms cost, on the data of the first. */
  async measure(arms: readonly ArmSpec[]): Promise<Costs> {
    try {
      return await measureCosts(arms, this.#config, this.#data(arms[0]?.split));
    } catch (error) {
      return { costsLeftOut: `a step that was timed failed (${String(error)})` };
    }
  }

  async do(job: Job, send: (message: FromWorker) => void): Promise<void> {
    const { id, kind, arm, checkpoints: folder } = job;
    const every = millisecondsBetween(process.env["BNP_CHECKPOINT_SECONDS"]);
    const note = (text: string): void => {
      send({ type: "note", id, text });
    };
    // A checkpoint is taken up by the same run of the same configuration alone.
    const run = canonical({ kind, arm, config: this.#config });
    const onProgress = (step: number): void => {
      send({ type: "progress", id, step });
    };
    try {
      const data = this.#data(arm.split);
      this.#heldOut = kind === "tuning" ? (this.#heldOut ?? holdOut(data, this.#config.seed)) : undefined;
      const { dataset, ...rows } = this.#heldOut ?? { dataset: data };
      const options = {
        ...{ onProgress, onlyEnd: kind === "tuning", ...rows },
        ...(folder !== undefined && { checkpoints: new Checkpoints({ folder, run, note, every }) }),
      };
      send({ type: "done", id, arm: await runArm(arm, this.#config, dataset, options) });
    } catch (error) {
      const text = error instanceof UserError ? error.message : error instanceof Error ? error.stack : error;
      send({ type: "failed", id, error: String(text) });
    }
  }
}
