/**
 * The registry of optimizers: one row each, from which configuration, help and training follow. To add an optimizer, add a
 * row. The rules themselves are in optim/.
 */
import type { Parameter } from "../../layers/index.ts";
import {
  Adam,
  AdamW,
  constant,
  type Optimizer,
  type OptimizerSpace,
  RMSprop,
  type Schedule,
  SGD,
  warmup,
} from "../../optim/index.ts";

interface RuleOptions {
  readonly learningRate: number | Schedule;
  /** Coupled (added to the gradient that the rule is given), except with AdamW. */
  readonly weightDecay: number;
  readonly space: OptimizerSpace;
  /** β of SGD, for the rows that have one. */
  readonly momentum: number;
}

interface OptimizerRow {
  /** Whether the rule treats every element by itself, so that the space matters (see docs/results/adaptive.md). */
  readonly adaptive: boolean;
  /** β unless given, for rules with a momentum to choose. */
  readonly momentum?: number;
  readonly build: (parameters: readonly Parameter[], options: RuleOptions) => Optimizer;
}

const sgd: OptimizerRow["build"] = (parameters, options) => new SGD(parameters, options);

const rows = {
  sgd: { adaptive: false, momentum: 0, build: sgd },
  momentum: { adaptive: false, momentum: 0.9, build: sgd },
  rmsprop: { adaptive: true, build: (parameters, options) => new RMSprop(parameters, options) },
  adam: { adaptive: true, build: (parameters, options) => new Adam(parameters, options) },
  adamw: { adaptive: true, build: (parameters, options) => new AdamW(parameters, options) },
} satisfies Readonly<Record<string, OptimizerRow>>;

export type OptimizerName = keyof typeof rows;
export const optimizers: Readonly<Record<OptimizerName, OptimizerRow>> = rows;
export const optimizerNames = Object.keys(optimizers) as OptimizerName[];

export interface OptimizerConfig {
  readonly optimizer: OptimizerName;
  readonly optimizerSpace?: OptimizerSpace;
  readonly momentum?: number;
  readonly weightDecay: number;
  readonly warmup: number;
}

/** The optimizer of one arm. */
export function buildOptimizer(
  {
    optimizer,
    optimizerSpace: space = "parameters",
    momentum = 0,
    weightDecay,
    warmup: steps,
  }: OptimizerConfig,
  parameters: readonly Parameter[],
  rate: number,
): Optimizer {
  const learningRate = steps > 0 ? warmup(steps, constant(rate)) : rate;
  return optimizers[optimizer].build(parameters, { learningRate, weightDecay, space, momentum });
}
