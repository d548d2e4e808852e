/**
 * The comparison: tune if asked, run every arm, put together what came of it.
 *
 * Decides the order of things; training, processes and files are in other files. It prints nothing: progress is reported
 * by events.
 */
import { codeFingerprint, provenance, type Provenance } from "../base/index.ts";
import {
  type Comparison,
  type Costs,
  Interrupted,
  Pool,
  RunFolder,
  type Tuning,
  Work,
  type WorkEvents,
} from "../jobs/index.ts";
import {
  type Arm,
  armsOf,
  type ArmSpec,
  type Cell,
  cells,
  type Chance,
  checkBatchSizes,
  checkPlan,
  type Config,
  type Final,
  givenRate,
  millisecondsBetween,
  repeats,
  type Score,
  type TaskSummary,
} from "../training/index.ts";
import { pairedDifferences } from "./differences.ts";
import { tune } from "./tune.ts";

export interface CompareOptions {
  readonly folder: string;
  readonly processes: number;
  /** The command line, for the record. */
  readonly command: string;
  /** Aborting it stops the work at once; what is finished is kept and returned. */
  readonly signal?: AbortSignal;
  readonly events?: WorkEvents;
}

/** Runs a resolved configuration, or what is left of it. The result is in the folder's metrics.json too. */
export async function compare(config: Config, options: CompareOptions): Promise<Comparison> {
  const { signal, folder: path, processes, events = {} } = options;
  const startedAt = new Date();
  const plan = checkedPlan(config);
  const pool = new Pool(config, processes);
  const stop = (): void => {
    pool.stop();
  };
  signal?.addEventListener("abort", stop);
  try {
    const task = await opened(pool, config, plan.cells.length * repeats(config));
    events.onData?.(task);
    const folder = new RunFolder(path, config, codeFingerprint());
    const previous = folder.previous();
    const work = new Work(pool, folder, events);

    const result = await armsAndTuning(config, plan.cells, work, task.chance);
    const comparison: Comparison = {
      schema: 1,
      task,
      config,
      ...result,
      skipped: plan.skipped,
      ...(work.failures.length > 0 ? { failures: work.failures } : {}),
      differences: pairedDifferences(thoseThatTrained(result), task),
      ...(await costsOf(result, pool, work, previous)),
      provenance: recordOf(options.command, startedAt, work, previous?.provenance),
    };
    folder.saveComparison(comparison);
    if (comparison.missing === 0 && work.failures.length === 0) folder.forgetCheckpoints();
    return comparison;
  } finally {
    signal?.removeEventListener("abort", stop);
    pool.stop();
  }
}

/**
 * Does what `compare` does up to its first training step, and changes nothing on disk: it throws the same errors.
 * @throws UserError
 */
export async function checkComparison(config: Config, path: string): Promise<void> {
  const plan = checkedPlan(config);
  const pool = new Pool(config, 1);
  const untrained = {
    stopped: false,
    run: (jobs: readonly unknown[]) =>
      jobs.length > 0 ? Promise.reject(new Interrupted()) : Promise.resolve(),
  };
  try {
    const task = await opened(pool, config, 1);
    const folder = new RunFolder(path, config, codeFingerprint(), { look: true });
    folder.previous();
    await armsAndTuning(config, plan.cells, new Work(untrained, folder, {}), task.chance);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    pool.stop();
  }
}

/** What is to be run, if nothing can be said against it before the data are there. */
function checkedPlan(config: Config): ReturnType<typeof cells> {
  const plan = cells(config);
  checkPlan(config, plan.cells);
  millisecondsBetween(process.env["BNP_CHECKPOINT_SECONDS"]); // workers read it, who could not say what is wrong
  return plan;
}

/** The task, loaded by as many processes as `jobs` jobs want. @throws Interrupted if the pool is stopped meanwhile */
async function opened(pool: Pool, config: Config, jobs: number): Promise<TaskSummary> {
  const task = await pool.open(jobs);
  if (task === undefined) throw new Interrupted();
  checkBatchSizes(config, task);
  return task;
}

/** How the result came about; a command that continues another counts its time too, one that only reads adds nothing. */
function recordOf(
  command: string,
  startedAt: Date,
  work: Work,
  previous: Provenance | undefined,
): Provenance {
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  if (previous === undefined || work.reused === 0) return provenance(command, startedAt, seconds);
  if (work.done === 0) return previous;
  return provenance(command, new Date(previous.startedAt), previous.wallSeconds + seconds);
}

/** What steps cost, measured once everything is trained; of a comparison that is only read, as it was measured then. */
async function costsOf(
  { arms, missing }: Pick<Comparison, "arms" | "missing">,
  pool: Pool,
  work: Work,
  previous: Costs | undefined,
): Promise<Costs> {
  if (missing > 0) return { costsLeftOut: "the comparison was interrupted" };
  if (work.done === 0 && previous?.costs !== undefined) return { costs: previous.costs };
  const firsts = arms.filter(
    (arm, i) => arms.findIndex((a) => a.label === arm.label && a.batchSize === arm.batchSize) === i,
  );
  return firsts.length === 0 ? {} : pool.measure(firsts);
}

/** Everything that is trained. Interrupted, it answers with what there is. */
async function armsAndTuning(
  config: Config,
  run: readonly Cell[],
  work: Work,
  chance: Chance | undefined,
): Promise<Pick<Comparison, "arms" | "tuning" | "missing">> {
  let tuning: readonly Tuning[] = [];
  try {
    if (chance !== undefined) tuning = await tuneAll(config, run, work, chance);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return { arms: [], tuning, missing: run.length * repeats(config) };
  }
  const rates = new Map(run.map((cell, i) => [cell, tuning[i]?.best ?? givenRate(config, cell)]));
  const specs = armsOf(run, config.seeds, (cell) => rates.get(cell)!, config.splits);
  const failed = work.failures.length;
  const arms = (await work.do("arm", specs)).filter((arm) => arm !== undefined);
  return { arms, tuning, missing: specs.length - arms.length - (work.failures.length - failed) };
}

/** One search for all cells, on the first split; each trial is trained from every tuning seed. */
function tuneAll(
  config: Config,
  run: readonly Cell[],
  work: Work,
  chance: Chance,
): Promise<readonly Tuning[]> {
  return tune(run, config.grid, chance, async (trials) => {
    const specs = trials.flatMap(({ cell, learningRate }): readonly ArmSpec[] =>
      armsOf([cell], config.tuneSeeds, () => learningRate, config.splits?.slice(0, 1)),
    );
    const arms = await work.do("tuning", specs);
    if (work.interrupted) throw new Interrupted();
    const seeds = config.tuneSeeds.length;
    return trials.map((_, i) => {
      const scoreOf = (values: Final | undefined): Score => ({
        loss: values?.testLoss ?? null,
        accuracy: values?.testAccuracy ?? null,
      });
      return arms.slice(i * seeds, (i + 1) * seeds).map((arm) => ({
        ...{ start: scoreOf(arm?.curve[0]), end: scoreOf(arm?.final) },
      }));
    });
  });
}

/** The arms of cells for which tuning found a rate that trains: nothing is said of the others. */
function thoseThatTrained({ arms, tuning }: Pick<Comparison, "arms" | "tuning">): readonly Arm[] {
  const stuck = tuning.filter(({ trained }) => trained === false);
  return arms.filter(
    (arm) => !stuck.some(({ label, batchSize }) => label === arm.label && batchSize === arm.batchSize),
  );
}
