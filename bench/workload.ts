/**
 * What is timed: a thing that can be done over and over, and the proof that it did what it should.
 */
export interface Workload {
  /** Does it once, to the end: a lazy library waits here for the result. */
  run(): void;
  /**
   * Numbers that come out of doing it, taken before any timing: losses, elements. All contenders of one row must agree
   * on them, or they are not doing the same work.
   */
  witness(): readonly number[];
  /** Name and version of the engine, its precision, and what else its speed depends on. */
  readonly engine: string;
}

/** A module that makes workloads: its `create` gets the task as it was written down by the row. */
export interface WorkloadModule {
  create(task: unknown): Workload | Promise<Workload>;
}
