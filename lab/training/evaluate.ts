/**
 * Loss and accuracy of a network over a whole split, without a graph and in pieces, so that memory stays small.
 * Changes nothing in the network.
 */
import { untracked } from "../../autograd/index.ts";
import {
  batchStatistics,
  type BatchStatistics,
  crossEntropy,
  Pass,
  type Sequential,
  Unflatten,
} from "../../layers/index.ts";
import { tensor } from "../../tensor/index.ts";
import type { Split } from "../data/index.ts";

/** Examples evaluated at a time, and examples at most that full-batch statistics are taken over. */
const rows = { piece: 1000, statistics: 10_000 };
/** The same for images, whose unfolded activations are a hundred times as large as they are. */
const images = { piece: 100, statistics: 1000 };

function limits(model: Sequential): typeof rows {
  return model.layers[0] instanceof Unflatten ? images : rows;
}

export interface Evaluation {
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Share of the examples whose largest logit is their class; the first of equal logits counts. */
  readonly accuracy: number;
}

/** Evaluates with running statistics, or with the given ones. */
export function evaluate(
  model: Sequential,
  split: Split,
  features: number,
  statistics?: BatchStatistics,
): Evaluation {
  return untracked(() => {
    let [loss, right] = [0, 0];
    const { piece } = limits(model);
    for (let from = 0; from < split.count; from += piece) {
      const count = Math.min(piece, split.count - from);
      const inputs = tensor(split.inputs.slice(from * features, (from + count) * features), [
        count,
        features,
      ]);
      const labels = split.labels.slice(from, from + count);
      const logits = model.forward(inputs, statistics && Pass.evaluation({ statistics }));
      loss += crossEntropy(logits, labels).item() * count;
      right += countRight(logits.toArray(), labels);
    }
    return { loss: loss / split.count, accuracy: right / split.count };
  });
}

/** What every batch normalisation sees when the training set passes through as one batch. */
export function fullBatchStatistics(model: Sequential, split: Split, features: number): BatchStatistics {
  const count = Math.min(split.count, limits(model).statistics);
  return untracked(() =>
    batchStatistics(model, tensor(split.inputs.slice(0, count * features), [count, features])),
  );
}

function countRight(logits: Float64Array, labels: Int32Array): number {
  const classes = logits.length / labels.length;
  let right = 0;
  for (let i = 0; i < labels.length; i++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (logits[i * classes + c]! > logits[i * classes + best]!) best = c;
    if (best === labels[i]) right++;
  }
  return right;
}
