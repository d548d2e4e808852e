/**
 * Logistic regression with redundant features.
 *
 * The labels are drawn from the model itself, so the classes overlap and there is a minimiser. On separable data there
 * is none: the loss falls for ever while the weights grow, and its gradient passes any test of smallness.
 */
import { reshape } from "../../autograd/index.ts";
import { binaryCrossEntropyWithLogits, Linear } from "../../layers/index.ts";
import { Random, sigmoid } from "../../lib/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { tensor } from "../../tensor/index.ts";
import { freeze, frozen } from "./frozen.ts";
import type { Minimum } from "./minimum.ts";
import { minimise } from "./newton.ts";
import type { TheoryMethod } from "./record.ts";

export interface LogisticOptions {
  readonly features: number;
  /** Of the features, as a matrix: they are mixtures of so many. */
  readonly rank: number;
  readonly examples: number;
  /** Decades over which the deviations of what they are mixed from are spread. */
  readonly decades: number;
}

export function logistic(seed: number, method: TheoryMethod, options: LogisticOptions): Minimum {
  const { features, rank, examples, decades } = options;
  const random = Random.stream(seed, "theory logistic");
  const mixing = Array.from({ length: features * rank }, () => random.normal());
  const truth = Array.from({ length: rank }, () => random.normal());
  const rows = new Float64Array(examples * features);
  const labels = new Float64Array(examples);
  for (let j = 0; j < examples; j++) {
    const z = Array.from({ length: rank }, () => random.normal());
    const logit = z.reduce((sum, value, k) => sum + truth[k]! * value, 0.3);
    labels[j] = random.uniform() < sigmoid(logit) ? 1 : 0;
    for (let f = 0; f < features; f++) {
      for (let k = 0; k < rank; k++) {
        const scale = 10 ** ((-decades * k) / (rank - 1));
        rows[j * features + f]! += mixing[f * rank + k]! * scale * z[k]!;
      }
    }
  }
  const x = tensor(rows, [examples, features]);
  const layer = new Linear(features, 1, {
    random,
    ...(method === "bnp" && { preconditioner: frozen(bnp()) }),
  });
  const minimum: Minimum = {
    parameters: layer.parameters(),
    loss: (pass) => binaryCrossEntropyWithLogits(reshape(layer.forward(x, pass), [examples]), labels),
    nullity: {
      count: features - rank,
      why: [`${features} features are mixtures of ${rank}: ${features - rank} combinations are not seen`],
    },
  };
  minimise(minimum);
  freeze((pass) => layer.forward(x, pass));
  return minimum;
}
