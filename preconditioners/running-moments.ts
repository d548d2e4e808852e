/**
 * Running mean and variance of a layer's input, under the three policies that BNP knows.
 *
 * `paper`: μ ← ρμ + (1−ρ)μ_A, σ² ← ρσ² + (1−ρ)σ²_A from μ = 0, σ² = 1 (Algorithm 1 of the paper).
 * `total`: also counts the spread of the batch means, ρ(1−ρ)(μ_A − μ)², so that σ² is the variance of the whole mixture.
 *          At batch size 1 the batch variance is 0 and this term is all there is; without it σ² dies out.
 * `ramp`:  `total` with ρ_t = min(ρ, 1 − 1/t): exact averages over all batches so far at first, exponential later. The
 *          made-up start (0, 1) is forgotten at the first step.
 */
import { columnMoments, DataError } from "../lib/index.ts";
import type { PreconditionerState, Undo } from "./preconditioner.ts";

export const statisticsPolicies = ["ramp", "total", "paper"] as const;
export type StatisticsPolicy = (typeof statisticsPolicies)[number];

export class RunningMoments {
  readonly policy: StatisticsPolicy;
  readonly rho: number;
  mean: Float64Array;
  variance: Float64Array;
  /** Batches seen. */
  steps = 0;
  /** Rows of H in the last step. */
  batch = 0;

  constructor(columns: number, policy: StatisticsPolicy, rho: number) {
    this.policy = policy;
    this.rho = rho;
    this.mean = new Float64Array(columns);
    this.variance = new Float64Array(columns).fill(1);
  }

  /**
   * Takes in a contiguous values × columns batch. Mean and variance become new arrays; old ones stay as they were.
   * @param rows what counts as the batch size N
   */
  observe(data: Float64Array, values: number, rows = values): Undo {
    const before = { mean: this.mean, variance: this.variance, steps: this.steps, batch: this.batch };
    // Of this batch, and then, in the same arrays, with all before it.
    const { mean, variance } = columnMoments(data, values, this.mean.length);
    this.steps++;
    this.batch = rows;
    const rho = this.policy === "ramp" ? Math.min(this.rho, 1 - 1 / this.steps) : this.rho;
    const between = this.policy === "paper" ? 0 : rho * (1 - rho);
    const [olds, oldVariances] = [before.mean, before.variance];
    for (let c = 0; c < mean.length; c++) {
      const old = olds[c]!;
      const d = mean[c]! - old;
      // Of means so far apart that d overflows, the same in another form. A variance that overflows is the largest number.
      mean[c] = Number.isFinite(d) ? old + (1 - rho) * d : rho * old + (1 - rho) * mean[c]!;
      const spread = between > 0 ? between * d * d : 0;
      const total = rho * oldVariances[c]! + (1 - rho) * variance[c]! + spread;
      variance[c] = Math.min(total, Number.MAX_VALUE);
    }
    this.mean = mean;
    this.variance = variance;
    return () => {
      Object.assign(this, before);
    };
  }

  state(): PreconditionerState {
    return { mean: [...this.mean], variance: [...this.variance], steps: this.steps, batch: this.batch };
  }

  load(state: PreconditionerState): void {
    const { mean, variance, steps, batch } = state;
    const columns = this.mean.length;
    if (
      !isList(mean, columns) ||
      !isList(variance, columns) ||
      variance.some((v) => v < 0) ||
      !isCount(steps) ||
      !isCount(batch) ||
      (steps > 0 && batch === 0)
    ) {
      throw new DataError(
        `BNP: expected a state with mean and variance of length ${columns} (finite numbers, no variance below 0), ` +
          `and whole numbers steps and batch; found ${JSON.stringify(state).slice(0, 200)}. ` +
          `Load what state() of a layer of this size gave, before training diverged.`,
      );
    }
    this.mean = Float64Array.from(mean);
    this.variance = Float64Array.from(variance);
    this.steps = steps;
    this.batch = batch;
  }
}

function isList(x: number | readonly number[] | undefined, length: number): x is readonly number[] {
  return Array.isArray(x) && x.length === length && x.every((value) => Number.isFinite(value));
}

function isCount(x: number | readonly number[] | undefined): x is number {
  return Number.isInteger(x) && (x as number) >= 0;
}
