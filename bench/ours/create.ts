/**
 * Our engine's workloads, written as its users write programs: through the package's own table of contents.
 */
import type { Method } from "../network.ts";
import type { Step, Task } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { chain } from "./chain.ts";
import { denseHessian, wholeProbe, type WholeProbe } from "./dense-hessian.ts";
import { derivative } from "./derivatives.ts";
import { endurance, type Endurance } from "./endurance.ts";
import { limit, product, tripleLoop, type Limit, type TripleLoop } from "./product.ts";
import { training } from "./training.ts";

/** What our engine is timed on: what its peers are, by all methods, and a few things without peers. */
export type OurTask =
  Exclude<Task, Step> | (Step & { readonly method?: Method }) | TripleLoop | Limit | Endurance | WholeProbe;

export function create(task: OurTask): Workload {
  switch (task.kind) {
    case "product":
      return product(task);
    case "triple-loop":
      return tripleLoop(task);
    case "limit":
      return limit(task);
    case "step":
      return training(task);
    case "gradient":
    case "hvp":
      return derivative(task);
    case "dense-hessian":
      return denseHessian(task);
    case "whole-probe":
      return wholeProbe(task);
    case "chain":
      return chain(task);
    case "endurance":
      return endurance(task);
  }
}
