/**
 * Every optimizer that optim exports, by its name, so that the tests of what all optimizers have in common need no list.
 */
import * as optim from "../../optim/index.ts";
import type { Parameter } from "../../layers/index.ts";

type OptimizerClass = new (
  parameters: readonly Parameter[],
  options: optim.OptimizerOptions,
) => optim.Optimizer;

export const optimizerClasses: ReadonlyMap<string, OptimizerClass> = new Map(
  Object.values(optim).flatMap((value): [string, OptimizerClass][] =>
    typeof value === "function" && value.prototype instanceof optim.Optimizer
      ? [[value.name, value as OptimizerClass]]
      : [],
  ),
);
