/**
 * Running mean and variance of a layer's input, under the three policies that BNP knows.
 *
 * `paper`: μ ← ρμ + (1−ρ)μ_A, σ² ← ρσ² + (1−ρ)σ²_A from μ = 0, σ² = 1 (Algorithm 1 of the paper).
 * `total`: also counts the spread of the batch means, ρ(1−ρ)(μ_A − μ)², so that σ² is the variance of the whole mixture.
 *          At batch size 1 the batch variance is 0 and this term is all of σ²; without it σ² decays to 0.
 * `ramp`:  `total` with ρ_t = min(ρ, 1 − 1/t): at first exact averages over all batches so far, later exponential ones. The
 *          initial values (0, 1) have no weight from the first step on.
 */
import { columnMoments, DataError } from "../lib/index.ts";
import type { PreconditionerState, Undo } from "./preconditioner.ts";

interface Policy {
  /** ρ at step t, counted from 1. */
  readonly memory: (rho: number, t: number) => number;
  /** Whether σ² counts the spread of the batch means. */
  readonly countsSpread: boolean;
}

const policies = {
  ramp: { memory: (rho, t) => Math.min(rho, 1 - 1 / t), countsSpread: true },
  total: { memory: (rho) => rho, countsSpread: true },
  paper: { memory: (rho) => rho, countsSpread: false },
} as const satisfies Readonly<Record<string, Policy>>;

/**
 * How μ and σ² run: "paper" as in Algorithm 1; "total" counts the spread of the batch means too; "ramp" is "total"
 * with exact averages at first.
 */
export type StatisticsPolicy = keyof typeof policies;
/** The names of the policies; "ramp" is what `bnp` takes unless told otherwise. */
export const statisticsPolicies = Object.keys(policies) as readonly StatisticsPolicy[];

/** Running mean and variance of each channel of a layer's input. */
export class RunningMoments {
  /** How they run. */
  readonly policy: StatisticsPolicy;
  /** Memory, 0 ≤ ρ < 1. */
  readonly rho: number;
  /** μ, from 0. */
  mean: Float64Array;
  /** σ², from 1. */
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
   * Absorbs a contiguous values × columns batch. Mean and variance become new arrays; old ones stay as they were.
   * @param rows what counts as the batch size N
   */
  observe(data: Float64Array, values: number, rows = values): Undo {
    const before = { mean: this.mean, variance: this.variance, steps: this.steps, batch: this.batch };
    // Of this batch at first; blended with those of before in the same arrays.
    const { mean, variance } = columnMoments(data, values, this.mean.length);
    this.steps++;
    this.batch = rows;
    const { memory, countsSpread }: Policy = policies[this.policy];
    const rho = memory(this.rho, this.steps);
    const between = countsSpread ? rho * (1 - rho) : 0;
    const [olds, oldVariances] = [before.mean, before.variance];
    for (let c = 0; c < mean.length; c++) {
      const old = olds[c]!;
      const d = mean[c]! - old;
      // The second form is for means so far apart that d overflows. A variance that overflows becomes the largest number.
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
