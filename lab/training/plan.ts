/**
 * Checks of what is to be run, before and after the data are loaded. Knows configurations and sizes; starts nothing.
 */
import { RequestError } from "../base/index.ts";
import { type Cell, givenRate } from "./arms.ts";
import type { Config } from "./config.ts";
import { holdOutOneIn } from "./holdout.ts";
import type { TaskSummary } from "./results.ts";

/** What can be said against a plan before any data is read. */
export function checkPlan(config: Config, run: readonly Cell[]): void {
  if (run.length === 0) {
    throw new RequestError(
      `nothing to run: ${config.methods.join(" and ")} cannot train at batch size ` +
        `${config.batchSize.join(", ")}. Use a larger --batch-size or another method.`,
    );
  }
  if (config.lr !== "tune") for (const cell of run) givenRate(config, cell);
}

/** What can be said against a plan once the data are there. */
export function checkBatchSizes(config: Config, task: TaskSummary): void {
  const tuned = config.lr === "tune";
  const there = tuned ? task.train - Math.max(1, Math.round(task.train / holdOutOneIn)) : task.train;
  const size = config.batchSize.find((batchSize) => batchSize > there);
  if (size === undefined) return;
  throw new RequestError(
    `a batch of ${size} cannot be drawn from ${there} training examples` +
      `${tuned ? " (tuning holds one in six out)" : ""}. Use a smaller --batch-size.`,
  );
}
