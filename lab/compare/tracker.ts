/**
 * How far a comparison is: which runs are under way, how much is done and how long the rest may take. Work is
 * counted in the cost of steps, so that ten short runs are not worth ten long ones. Draws nothing.
 */
import type { Job } from "../jobs/index.ts";
import { cost } from "../training/index.ts";

export class Tracker {
  readonly #begun = performance.now();
  readonly #running = new Map<string, { readonly job: Job; step: number }>();
  #kind: Job["kind"] = "arm";
  #runs = 0;
  #finished = 0;
  #planned = 0;
  #spent = 0;

  plan(jobs: readonly Job[]): void {
    if (jobs.length === 0) return;
    // Tuning plans its work in rounds; the arms that follow are counted by themselves.
    if (jobs[0]!.kind !== this.#kind) this.#runs = this.#finished = 0;
    this.#kind = jobs[0]!.kind;
    this.#runs += jobs.length;
    this.#planned += jobs.reduce((sum, job) => sum + cost(job.arm), 0);
  }

  start(job: Job): void {
    this.#running.set(job.id, { job, step: 0 });
  }

  progress(job: Job, step: number): void {
    const run = this.#running.get(job.id);
    if (run !== undefined) run.step = step;
  }

  finish(job: Job): void {
    this.#running.delete(job.id);
    this.#finished++;
    this.#spent += cost(job.arm);
  }

  get running(): readonly { readonly job: Job; readonly step: number }[] {
    return [...this.#running.values()];
  }

  /** "tuning 12/56", "run 3/24". */
  /** Whether there is a plan yet: before that the data are being loaded. */
  get isPlanned(): boolean {
    return this.#runs > 0;
  }

  get count(): string {
    return `${this.#kind === "tuning" ? "tuning" : "run"} ${this.#finished}/${this.#runs}`;
  }

  /** Share of the work known so far that is done, 0 to 1. */
  get share(): number {
    const underway = this.running.reduce(
      (sum, { job, step }) => sum + cost(job.arm) * (step / job.arm.steps),
      0,
    );
    return this.#planned === 0 ? 0 : Math.min(1, (this.#spent + underway) / this.#planned);
  }

  /** Seconds since the start, and about how many are left of the work known so far (undefined while it is too early to say). */
  get seconds(): { readonly elapsed: number; readonly left: number | undefined } {
    const elapsed = (performance.now() - this.#begun) / 1000;
    const left = this.share > 0.02 ? (elapsed * (1 - this.share)) / this.share : undefined;
    return { elapsed, left };
  }
}

/** "bnp b60 s0", and for tuning "bnp b60 lr0.1": a run in a few letters. */
export function shortName({ kind, arm }: Job): string {
  return `${arm.label} b${arm.batchSize} ${kind === "tuning" ? `lr${arm.learningRate}` : `s${arm.seed}${arm.split === undefined ? "" : ` d${arm.split}`}`}`;
}

export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
