/**
 * The optimizer of one arm, from its name in the configuration. One table; the rules themselves are in optim/.
 */
import type { Parameter } from "../../layers/index.ts";
import { Adam, AdamW, constant, RMSprop, SGD, warmup } from "../../optim/index.ts";
import type { Config } from "./config.ts";

export type OptimizerConfig = Pick<
  Config,
  "optimizer" | "optimizerSpace" | "momentum" | "weightDecay" | "warmup"
>;

/** Weight decay is coupled (added to the gradient that the rule is given) except with AdamW. */
export function buildOptimizer(
  config: OptimizerConfig,
  parameters: readonly Parameter[],
  learningRate: number,
): SGD | RMSprop | Adam | AdamW {
  const schedule = config.warmup > 0 ? warmup(config.warmup, constant(learningRate)) : learningRate;
  const { weightDecay, optimizerSpace: space = "parameters" } = config;
  const options = { learningRate: schedule, weightDecay, space };
  switch (config.optimizer) {
    case "sgd":
    case "momentum":
      return new SGD(parameters, { ...options, momentum: config.momentum ?? 0 });
    case "rmsprop":
      return new RMSprop(parameters, options);
    case "adam":
      return new Adam(parameters, options);
    case "adamw":
      return new AdamW(parameters, options);
  }
}
