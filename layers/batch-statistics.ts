/**
 * The statistics of a whole data set for batch normalisation in evaluation: `Pass.evaluation({ statistics })`.
 */
import { untracked } from "../autograd/index.ts";
import { checkArgument } from "../lib/index.ts";
import { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import type { BatchStatistics } from "./moments.ts";
import { Pass } from "./pass.ts";

/**
 * The moments that every batch normalisation of a model sees when x [N, …] goes through it as one batch.
 * @example
 * const model = new BatchNorm1d(1, { eps: 0 });
 * const statistics = batchStatistics(model, tensor([[1], [3]]));
 * model.forward(tensor([[5]]), Pass.evaluation({ statistics })); // → Tensor [1,1] [[3]]
 */
export function batchStatistics(model: Module, x: Tensor): BatchStatistics {
  checkArgument("batchStatistics", "model", model, Module);
  checkArgument("batchStatistics", "x", x, Tensor);
  const pass = Pass.evaluation({ statistics: "batch" });
  untracked(() => model.forward(x, pass));
  return pass.moments;
}
