/**
 * A child process that trains: it loads the task once, then does one job after another and reports. It stops when
 * its parent is gone, however that came about; signals of the terminal or a scheduler are the parent's business.
 */
import { UserError } from "../../lib/index.ts";
import { type Dataset, featureScales, loadTask, taskOptions } from "../data/index.ts";
import { type Augmentation, augmentationText, checkAugmentation } from "./augmentation.ts";
import { Checkpoints, millisecondsBetween } from "./checkpoints.ts";
import type { ArmSpec } from "./arms.ts";
import type { Config } from "./config.ts";
import { type Costs, measureCosts } from "./costs.ts";
import { type HeldOut, heldOutChance, holdOut } from "./holdout.ts";
import type { FromWorker, Job, ToWorker } from "./messages.ts";
import { checkSize, imagesFor } from "./network.ts";
import { RequestError } from "./request-error.ts";
import type { TaskSummary } from "./results.ts";
import { canonical } from "./store.ts";
import { runArm } from "./train.ts";

/**
 * The task of a configuration, loaded, on its own split or on a split that was drawn; the same in every process.
 * @throws UserError if it cannot be loaded, or the configuration asks of it what only images can give
 */
export function loadData(config: Config, split?: number): Dataset {
  const own = taskOptions(config);
  const dataset = loadTask(
    config.task,
    split === undefined ? own : { ...own, seed: config.seed + split, resplit: true },
  );
  imagesFor(config, dataset);
  checkSize(config, dataset);
  checkAugmentation(config, dataset);
  return dataset;
}

/** A data set as the record tells of it, with what is done to its images. */
export function summary(
  dataset: Dataset,
  config: Augmentation & Partial<Pick<Config, "lr" | "seed">>,
): TaskSummary {
  const { name, description, features, classNames, train, test, dropped = 0, notes = [], resplit } = dataset;
  const scales = featureScales(dataset);
  return {
    name,
    description: [description, augmentationText(config)].filter((text) => text !== "").join("; "),
    features,
    classes: classNames.length,
    train: train.count,
    test: test.count,
    ...(dropped > 0 ? { dropped } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(scales && { scales }),
    ...(config.lr === "tune" && { chance: heldOutChance(dataset, config.seed ?? 0) }),
    ...(resplit === true && { resplit }),
  };
}

/** Does jobs on a data set. What tuning holds out is copied when first wanted and let go when no longer wanted. */
class Workshop {
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

function listen(send: (message: FromWorker) => void): void {
  let workshop: Workshop | undefined;
  process.on("disconnect", () => process.exit());
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => undefined);
  process.on("message", (message: ToWorker) => {
    if (message.type === "job") {
      void workshop?.do(message.job, send);
      return;
    }
    if (message.type === "measure") {
      void workshop?.measure(message.arms).then((costs) => {
        send({ type: "measured", costs });
      });
      return;
    }
    try {
      workshop = new Workshop(message.config);
      send({ type: "ready", task: workshop.task });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      send({ type: "refused", message: error.message, request: error instanceof RequestError });
    }
  });
}

// Started by `fork`, this file listens; imported, it only lends its functions.
if (require.main === module) {
  const send = process.send?.bind(process);
  if (send === undefined)
    throw new Error("worker: started without a channel. It is started by pool.ts alone.");
  listen((message) => {
    if (process.connected) send(message);
  });
}
