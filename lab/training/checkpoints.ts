/**
 * The checkpoints of one run on disk: a folder with a file for each of the last two, named by their steps. The newest
 * that can be read is taken up; that another could not be read is said, never passed over.
 *
 * A run does not depend on them: where none can be written it goes on, and where none can be read it begins again.
 */
import * as fs from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/index.ts";
import { type Files, readWhole, writeWhole } from "../base/index.ts";
import { readCheckpoint, type RunState, writeCheckpoint } from "./checkpoint.ts";

export interface CheckpointOptions {
  /** The folder; made when the first is written. */
  readonly folder: string;
  /** Which run it is, as one text: checkpoints of others are not read. */
  readonly run: string;
  /** Told what a person should know, in a few words. */
  readonly note?: (text: string) => void;
  /** Milliseconds from one to the next; 2,000 unless given. */
  readonly every?: number;
  /** Largest share of the time that writing them may take, which makes them rarer where it takes long; 0.02 unless given. */
  readonly share?: number;
  readonly files?: Files;
}

const kept = 2;

/** What the environment variable BNP_CHECKPOINT_SECONDS says, in milliseconds; 2,000 where it says nothing. */
export function millisecondsBetween(seconds: string | undefined): number {
  if (seconds === undefined || seconds === "") return 2000;
  if (!(Number(seconds) >= 0)) {
    throw new UserError(
      `BNP_CHECKPOINT_SECONDS: '${seconds}' is not a number of seconds from 0. Leave it out for 2.`,
    );
  }
  return 1000 * Number(seconds);
}

export class Checkpoints {
  readonly #folder: string;
  readonly #run: string;
  readonly #note: (text: string) => void;
  readonly #every: number;
  readonly #share: number;
  readonly #files: Files;
  #next: number;
  #warned = false;

  constructor(options: CheckpointOptions) {
    const { folder, run, note = () => undefined, every = 2000, share = 0.02, files = fs } = options;
    this.#folder = folder;
    this.#run = run;
    this.#note = note;
    this.#every = every;
    this.#share = share;
    this.#files = files;
    this.#next = performance.now() + every;
  }

  /** Whether it is time for one, by a clock in milliseconds. */
  isDue(now: number): boolean {
    return now >= this.#next;
  }

  /** Writes one, and then removes all but the last two. Where that fails, it is said once. */
  save(state: RunState): void {
    const before = performance.now();
    try {
      const bytes = writeCheckpoint(this.#run, state);
      this.#files.mkdirSync(this.#folder, { recursive: true });
      writeWhole(this.#path(state.step), bytes, this.#files);
      this.#removeOthers(state.step);
    } catch (error) {
      // What the file system says has a code; anything else is a fault of ours.
      if (!(error instanceof UserError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      if (!this.#warned) this.#note(`no checkpoint: ${(error as Error).message}`);
      this.#warned = true;
    }
    const after = performance.now();
    this.#next = after + Math.max(this.#every, (after - before) / this.#share);
  }

  /**
   * What `take` makes of the newest checkpoint that can be read; undefined if there is none.
   * @param take may throw a UserError for a state it cannot go on from; then an older one is tried
   */
  resume<T>(take: (state: RunState, path: string) => T): T | undefined {
    const steps = this.#steps();
    for (const path of steps.map((step) => this.#path(step))) {
      try {
        const state = readCheckpoint(this.#run, readWhole(path, this.#files), path);
        const taken = take(state, path);
        this.#note(`goes on at step ${state.step}`);
        return taken;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        this.#note(`not read: ${error.message}`);
      }
    }
    if (steps.length > 0) this.#note("begins again");
    return undefined;
  }

  /** The steps there are checkpoints of, the newest first. */
  #steps(): number[] {
    try {
      return stepsOf(this.#files.readdirSync(this.#folder));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT") this.#note(`not read: ${this.#folder}: ${code ?? String(error)}`);
      return [];
    }
  }

  /** All but this and the one before: older ones, what could not be read, and what a killed process left half-written. */
  #removeOthers(step: number): void {
    const names = this.#files.readdirSync(this.#folder);
    const keep = stepsOf(names).filter((other) => other <= step).slice(0, kept).map(nameOf); // prettier-ignore
    for (const name of names) {
      if (!keep.includes(name)) this.#files.rmSync(join(this.#folder, name), { force: true });
    }
  }

  #path(step: number): string {
    return join(this.#folder, nameOf(step));
  }
}

function nameOf(step: number): string {
  return `${String(step).padStart(9, "0")}.safetensors`;
}

/** The steps among the names of a folder, the largest first. */
function stepsOf(names: readonly string[]): number[] {
  return names
    .map((name) => Number.parseInt(name, 10))
    .filter((step, i) => nameOf(step) === names[i])
    .sort((a, b) => b - a);
}
