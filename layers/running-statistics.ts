/**
 * Running mean and variance of a batch normalisation: running ← (1 − momentum)·running + momentum·batch, from 0 and 1. Knows
 * arrays; not when a step is taken.
 */
import { DataError } from "../lib/index.ts";
import type { PreconditionerState } from "../preconditioners/index.ts";

export class RunningStatistics {
  #mean: Float64Array;
  #variance: Float64Array;
  #steps = 0;

  constructor(features: number) {
    this.#mean = new Float64Array(features);
    this.#variance = new Float64Array(features).fill(1);
  }

  /** Not to be written into. Later steps make new arrays. */
  get mean(): Float64Array {
    return this.#mean;
  }

  /** Unbiased. Not to be written into. */
  get variance(): Float64Array {
    return this.#variance;
  }

  /** Batches absorbed. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Absorbs the mean and biased variance of a batch of so many values. A variance that overflows becomes the largest number.
   */
  absorb(mean: Float64Array, variance: Float64Array, values: number, momentum: number): void {
    const blend = (old: Float64Array, now: Float64Array, factor: number): Float64Array =>
      old.map((value, i) => Math.min((1 - momentum) * value + momentum * factor * now[i]!, Number.MAX_VALUE));
    this.#mean = blend(this.#mean, mean, 1);
    this.#variance = blend(this.#variance, variance, values / (values - 1));
    this.#steps++;
  }

  state(): PreconditionerState {
    return {
      "running.mean": [...this.#mean],
      "running.variance": [...this.#variance],
      steps: this.#steps,
    };
  }

  /** @throws DataError for what state() cannot have returned. NaN is let pass: a model that has diverged has it. */
  load(state: PreconditionerState, who: string): void {
    const [mean, variance] = [state["running.mean"], state["running.variance"]].map((list) =>
      Float64Array.from(list as readonly number[]),
    ) as [Float64Array, Float64Array];
    const steps = state["steps"] as number;
    if (variance.some((v) => v < 0) || !Number.isInteger(steps) || steps < 0) {
      throw new DataError(
        `${who}: a variance below 0, or ${steps} steps, cannot be. Load what was saved from such a layer.`,
      );
    }
    [this.#mean, this.#variance, this.#steps] = [mean, variance, steps];
  }
}
