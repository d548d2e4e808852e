/**
 * Probes along training: the runs of an ordinary configuration, with a snapshot every so many steps; or one saved network.
 *
 * Training is that of `compare`, step for step, and snapshots do not affect it: each is given the state of the network and
 * works on a copy (snapshot.ts).
 */
import { Random, UserError } from "../../lib/index.ts";
import { provenance, RequestError } from "../base/index.ts";
import type { Dataset } from "../data/index.ts";
import {
  armsOf,
  type ArmSpec,
  buildModel,
  cells,
  checkBatchSizes,
  checkPlan,
  type Config,
  contenders,
  givenRate,
  loadData,
  type PartialConfig,
  resolveConfig,
  summary,
  type TaskSummary,
  Training,
} from "../training/index.ts";
import type { ProbeFailure, ProbeRecord, ProbeRun, Snapshot } from "./record.ts";
import { preconditionerOf, type SnapshotOptions, snapshots } from "./snapshot.ts";

export interface ProbeOptions extends SnapshotOptions {
  /** Steps between two snapshots. There is one before the first step and one after the last besides. */
  readonly every: number;
  /** The command line, for the record. */
  readonly command: string;
  /** A network that was saved by model.save(), to be probed in place of training. */
  readonly modelFile?: { readonly path: string; readonly bytes: Uint8Array };
  /** Called when the request has been checked, before anything is computed. */
  readonly onChecked?: (task: TaskSummary) => void;
  readonly onSnapshot?: (label: string, snapshot: Snapshot) => void;
  /** Given the bytes of each network at the end of its training. */
  readonly onTrained?: (arm: ArmSpec, bytes: Uint8Array) => void;
}

/** Small enough that every Hessian is written out, and at a rate that all methods bear. */
export const probeDefaults: PartialConfig = {
  task: "skewed",
  hidden: [8],
  activation: "tanh",
  steps: [200],
  lr: 0.1,
  seeds: [0],
};

/** A configuration that can be probed. @throws RequestError if it asks for tuning */
export function probeConfig(...layers: readonly PartialConfig[]): Config {
  const config = resolveConfig(probeDefaults, ...layers);
  if (config.lr === "tune") {
    throw new RequestError("it does not tune. Give --lr a number, or a table of rates by --config.");
  }
  return config;
}

/** All runs of a configuration, one after another. */
export function probe(config: Config, options: ProbeOptions): ProbeRecord {
  const startedAt = new Date();
  const dataset = loadData(config);
  const { runs, failures } =
    options.modelFile === undefined
      ? trainedRuns(config, dataset, options)
      : { runs: [savedRun(config, dataset, options, options.modelFile)], failures: [] };
  const examples = Math.min(options.examples, dataset.train.count);
  return {
    schema: 1,
    task: summary(dataset, config),
    config,
    batch: `the first ${examples} of ${dataset.train.count} training examples`,
    examples,
    every: options.every,
    runs,
    failures,
    provenance: provenance(options.command, startedAt, (Date.now() - startedAt.getTime()) / 1000),
  };
}

function trainedRuns(
  config: Config,
  dataset: Dataset,
  options: ProbeOptions,
): { readonly runs: ProbeRun[]; readonly failures: ProbeFailure[] } {
  const run = cells(config).cells;
  checkPlan(config, run);
  const task = summary(dataset, config);
  checkBatchSizes(config, task);
  options.onChecked?.(task);
  const runs: ProbeRun[] = [];
  const failures: ProbeFailure[] = [];
  for (const arm of armsOf(run, config.seeds, (cell) => givenRate(config, cell))) {
    try {
      const { run: found, save } = probeArm(arm, config, dataset, options);
      runs.push(found);
      options.onTrained?.(arm, save());
    } catch (error) {
      if (error instanceof UserError) throw error;
      const { label, batchSize, seed } = arm;
      failures.push({ label, batchSize, seed, error: String(error) });
    }
  }
  return { runs, failures };
}

/** Trains one arm to its end, or to the step at which its loss leaves the finite range, and takes snapshots on the way. */
export function probeArm(
  arm: ArmSpec,
  config: Config,
  dataset: Dataset,
  options: SnapshotOptions & Pick<ProbeOptions, "every" | "onSnapshot">,
): { readonly run: ProbeRun; readonly save: () => Uint8Array } {
  const rows = Int32Array.from({ length: dataset.train.count }, (_, i) => i);
  const training = new Training(arm, config, dataset, rows);
  const take = snapshots(arm, config, dataset, options);
  const looks: Snapshot[] = [];
  let divergedAt: number | null = null;
  for (let done = 0; divergedAt === null; done++) {
    if (done === arm.steps || done % options.every === 0) {
      const seen = take(training.model.state(), done);
      if (seen === undefined) {
        divergedAt = done;
        break;
      }
      looks.push(seen);
      options.onSnapshot?.(arm.label, seen);
    }
    if (done === arm.steps) break;
    if (!training.step()) divergedAt = done + 1;
  }
  const { label, method, statistics, batchSize, learningRate, seed, steps } = arm;
  return {
    run: {
      ...{ label, method, statistics, batchSize, learningRate, seed, steps },
      preconditioner: preconditionerOf(arm),
      status: divergedAt === null ? "ok" : "diverged",
      divergedAt,
      looks,
    },
    save: () => training.model.save(),
  };
}

/** One snapshot of a saved network, which must be of the one method that the configuration names. */
function savedRun(
  config: Config,
  dataset: Dataset,
  options: ProbeOptions,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): ProbeRun {
  const [contender, another] = contenders(config);
  if (contender === undefined || another !== undefined) {
    throw new UserError(
      `probe: ${path} is one network, but the methods are ${config.methods.join(", ")}. Name its own by --methods.`,
    );
  }
  const model = buildModel(contender, config, dataset, Random.stream(0, "probe"));
  model.load(bytes, path);
  options.onChecked?.(summary(dataset, config));
  const seen = snapshots(contender, config, dataset, options)(model.state(), 0);
  if (seen === undefined)
    throw new UserError(`probe: the loss of ${path} on this data is not finite. There is nothing to see.`);
  options.onSnapshot?.(contender.label, seen);
  return {
    ...contender,
    ...{ batchSize: config.batchSize[0]!, learningRate: null, seed: null, steps: 0, modelFile: path },
    preconditioner: preconditionerOf(contender),
    ...{ status: "ok", divergedAt: null },
    looks: [seen],
  };
}
