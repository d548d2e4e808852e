/**
 * Child processes that do jobs: as many at once as asked for, each with one job at a time. If a process dies,
 * its one job fails with the reason and the process is replaced; the others go on.
 *
 * Knows processes and messages; jobs are done by job-runner.ts.
 */
import { type ChildProcess, fork, type ForkOptions } from "node:child_process";
import { join } from "node:path";
import { UserError } from "../../lib/index.ts";
import { packageRoot, RequestError } from "../base/index.ts";
import type { Arm, ArmSpec, Config, TaskSummary } from "../training/index.ts";
import type { Costs } from "./costs.ts";
import type { FromWorker, Job, ToWorker } from "./messages.ts";

export interface PoolEvents {
  readonly onStart?: (job: Job) => void;
  readonly onProgress?: (job: Job, step: number) => void;
  /** What a person should know about a job, in a few words. */
  readonly onNote?: (job: Job, text: string) => void;
  readonly onDone?: (job: Job, arm: Arm) => void;
  readonly onFailed?: (job: Job, error: string) => void;
}

/** Compiled code forks compiled code, sources fork sources. */
export const workerFile = join(__dirname, __filename.endsWith(".ts") ? "worker.ts" : "worker.js");

/** What Node needs to run a file: for sources, ts-node, which translates them without checking types. */
function nodeOptions(file: string): Pick<ForkOptions, "execArgv" | "env"> {
  if (!file.endsWith(".ts")) return { execArgv: [] };
  return {
    execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
    env: { TS_NODE_PROJECT: join(packageRoot, "tsconfig.json"), ...process.env },
  };
}

interface Worker {
  readonly child: ChildProcess;
  ready: boolean;
  job: Job | undefined;
}

export class Pool {
  readonly #config: Config;
  readonly #processes: number;
  readonly #file: string;
  readonly #workers = new Set<Worker>();
  #events: PoolEvents = {};
  #queue: Job[] = [];
  #unfinished = 0;
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #task: TaskSummary | undefined;
  readonly #measured: Costs[] = [];
  #stopped = false;

  /** `file` is what the processes run: another one in tests. */
  constructor(config: Config, processes: number, file: string = workerFile) {
    this.#config = config;
    this.#processes = processes;
    this.#file = file;
  }

  /**
   * Starts processes for the first `jobs` jobs, and answers with the task as soon as one of them has loaded it;
   * undefined if the pool is stopped meanwhile.
   * @throws UserError if the task cannot be loaded
   */
  async open(jobs: number): Promise<TaskSummary | undefined> {
    await this.#until(() => {
      for (let i = 0; i < Math.min(this.#processes, Math.max(1, jobs)); i++) this.#spawn();
    });
    return this.#task;
  }

  /** Does the jobs, first come first served. Ends when each is done or failed, or when the pool is stopped. */
  async run(jobs: readonly Job[], events: PoolEvents): Promise<void> {
    if (jobs.length === 0 || this.#stopped) return;
    this.#events = events;
    this.#queue = [...jobs];
    this.#unfinished = jobs.length;
    await this.#until(() => {
      this.#assign();
    });
  }

  /** What steps of these arms cost, measured by one process while the others have nothing to do. */
  async measure(arms: readonly ArmSpec[]): Promise<Costs> {
    const worker = [...this.#workers].find(({ ready, job }) => ready && job === undefined);
    if (worker !== undefined && !this.#stopped) {
      const asked = this.#until(() => {
        tell(worker.child, { type: "measure", arms });
      });
      await asked.catch(() => undefined); // it died
    }
    if (this.#stopped) return { costsLeftOut: "the comparison was interrupted" };
    return this.#measured.pop() ?? { costsLeftOut: "the process that was to time steps ended" };
  }

  /** Ends every process at once. A `run` that is under way ends too, its last jobs undone. */
  stop(): void {
    this.#stopped = true;
    this.#queue = [];
    for (const { child } of this.#workers) child.kill("SIGKILL");
    this.#settle?.resolve();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  #until(begin: () => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#settle = { resolve, reject };
      begin();
    }).finally(() => {
      this.#settle = undefined;
    });
  }

  /** Gives jobs to idle processes, and spawns processes while jobs wait and fewer than allowed are running. */
  #assign(): void {
    for (const worker of this.#workers) {
      if (worker.ready && worker.job === undefined) this.#give(worker);
    }
    const coming = [...this.#workers].filter((worker) => !worker.ready).length;
    const wanted = Math.min(this.#processes - this.#workers.size, this.#queue.length - coming);
    for (let i = 0; i < wanted; i++) this.#spawn();
  }

  #give(worker: Worker): void {
    const job = this.#queue.shift();
    if (job === undefined) return;
    worker.job = job;
    this.#events.onStart?.(job);
    tell(worker.child, { type: "job", job });
  }

  #spawn(): void {
    const child = fork(this.#file, [], {
      ...nodeOptions(this.#file),
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const worker: Worker = { child, ready: false, job: undefined };
    this.#workers.add(worker);
    child.on("message", (message: FromWorker) => {
      try {
        this.#onMessage(worker, message);
      } catch (error) {
        // A listener could not do its part (a full disk): the run ends with its error.
        this.#settle?.reject(error as Error);
        this.stop();
      }
    });
    child.on("error", (error) => {
      // A process that could not be started never exits. Else it is a channel closing, and "exit" says the rest.
      if (child.pid === undefined) this.#onExit(worker, error.message);
    });
    child.on("exit", (code, signal) => {
      this.#onExit(worker, signal ?? `exit code ${code}`);
    });
    tell(child, { type: "start", config: this.#config });
  }

  #onMessage(worker: Worker, message: FromWorker): void {
    if (this.#stopped) return;
    if (message.type === "refused") {
      this.#settle?.reject(
        message.request ? new RequestError(message.message) : new UserError(message.message),
      );
      this.stop();
      return;
    }
    if (message.type === "ready") {
      worker.ready = true;
      this.#task ??= message.task;
      if (this.#unfinished > 0) this.#assign();
      else this.#settle?.resolve();
      return;
    }
    if (message.type === "measured") {
      this.#measured.push(message.costs);
      this.#settle?.resolve();
      return;
    }
    const { job } = worker;
    if (job?.id !== message.id) return;
    if (message.type === "progress") {
      this.#events.onProgress?.(job, message.step);
      return;
    }
    if (message.type === "note") {
      this.#events.onNote?.(job, message.text);
      return;
    }
    worker.job = undefined;
    if (message.type === "done") this.#events.onDone?.(job, message.arm);
    else this.#events.onFailed?.(job, message.error);
    this.#finishOne();
  }

  #onExit(worker: Worker, how: string): void {
    this.#workers.delete(worker);
    if (this.#stopped) return;
    // A process that dies while it loads the data has no job yet. It takes one all the same, so that this ends.
    const job = worker.job ?? this.#queue.shift();
    if (job === undefined) {
      this.#settle?.reject(new Error(`pool: a worker process ended before it was ready (${how}).`));
      return;
    }
    this.#events.onFailed?.(job, `the worker process ended (${how})`);
    this.#finishOne();
  }

  #finishOne(): void {
    this.#unfinished--;
    if (this.#unfinished === 0) this.#settle?.resolve();
    else this.#assign();
  }
}

function tell(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message, () => undefined);
}
