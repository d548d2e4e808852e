/**
 * Every declared operation with its samples, found by looking: whatever the engine exports that carries the record of an
 * operation. Nothing is listed by hand, so an operation cannot be declared and forgotten here.
 */
import * as autograd from "../../autograd/index.ts";
import * as layers from "../../layers/index.ts";
import type { Operation } from "../../autograd/index.ts";
import { samplesOf, type Sample } from "./samples/index.ts";

/** An operation, and what it is tried on. */
export interface Entry extends Operation {
  readonly samples: readonly Sample[];
}

export const entryOf = (operation: Operation, samples = samplesOf(operation)): Entry => ({
  ...operation,
  samples,
});

export const catalogue: readonly Entry[] = [...Object.values(autograd), ...Object.values(layers)]
  .flatMap((exported) =>
    typeof exported === "function" && "operation" in exported ? [entryOf(exported.operation)] : [],
  )
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Pairs of a sample and one of its tensors: what each order of the sweep has a derivative for. */
export const pairsOf = (samples: readonly Sample[]): number =>
  samples.reduce((count, { shapes }) => count + shapes.length, 0);
