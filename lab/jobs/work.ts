/**
 * Training runs done once: what the run folder has is read, the rest goes to the pool, and each result is on disk
 * before it is reported. Knows nothing of what the runs are for.
 */
import { type Arm, armId, type ArmSpec, longestFirst, type TaskSummary } from "../training/index.ts";
import type { Failure } from "./comparison.ts";
import type { Job } from "./messages.ts";
import type { Pool, PoolEvents } from "./pool.ts";
import type { RunFolder } from "./store.ts";

export interface WorkEvents extends PoolEvents {
  /** The data is loaded. */
  readonly onData?: (task: TaskSummary) => void;
  /**
   * More work is known: `jobs` are about to be done. Of the runs that the folder holds, `reused` need not be done
   * again, and `outdated` must be, since other code made them.
   */
  readonly onPlan?: (jobs: readonly Job[], reused: number, outdated: number) => void;
}

/** The work was stopped before its end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export class Work {
  readonly #pool: Pick<Pool, "run" | "stopped">;
  readonly #folder: RunFolder;
  readonly #events: WorkEvents;
  readonly #failures: Failure[] = [];
  #done = 0;
  #reused = 0;

  constructor(pool: Pick<Pool, "run" | "stopped">, folder: RunFolder, events: WorkEvents) {
    this.#pool = pool;
    this.#folder = folder;
    this.#events = events;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** How many runs were trained here, not read. */
  get done(): number {
    return this.#done;
  }

  /** How many runs were read. */
  get reused(): number {
    return this.#reused;
  }

  get interrupted(): boolean {
    return this.#pool.stopped;
  }

  /** The results in the order of the specifications; undefined where a run failed or was not reached. */
  async do(kind: Job["kind"], specs: readonly ArmSpec[]): Promise<readonly (Arm | undefined)[]> {
    const results = new Map<string, Arm>();
    let outdated = 0;
    for (const id of specs.map(armId)) {
      const arm = this.#folder.load(kind, id);
      if (arm === "outdated") outdated++;
      else if (arm !== undefined) results.set(id, arm);
    }
    this.#reused += results.size;
    const jobs = longestFirst(specs)
      .map((arm): Job => {
        const id = armId(arm);
        return { id, kind, arm, checkpoints: this.#folder.checkpoints(kind, id) };
      })
      .filter((job) => !results.has(job.id));
    this.#events.onPlan?.(jobs, results.size, outdated);
    await this.#pool.run(jobs, {
      ...this.#events,
      onDone: (job, arm) => {
        this.#folder.save(kind, job.id, arm);
        this.#folder.forgetCheckpoints(kind, job.id);
        results.set(job.id, arm);
        this.#done++;
        this.#events.onDone?.(job, arm);
      },
      onFailed: (job, error) => {
        const { label, batchSize, learningRate, seed, split } = job.arm;
        const drawn = split === undefined ? {} : { split };
        this.#failures.push({ label, batchSize, learningRate, seed, ...drawn, error });
        this.#events.onFailed?.(job, error);
      },
    });
    return specs.map((arm) => results.get(armId(arm)));
  }
}
