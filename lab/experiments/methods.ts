/**
 * The methods that are compared, one row each: what it is, where it comes from, and how it builds the network.
 * All rows share sizes, activation, initialiser and the stream of initial weights, so that the same seed gives the
 * same weights in every linear layer. Knows nothing of training.
 */
import type { Random } from "../../lib/index.ts";
import { bnp, identity } from "../../preconditioners/index.ts";
import { mlp, type Sequential } from "../../layers/index.ts";
import type { Config } from "./config.ts";
import type { Method, StatisticsPolicy } from "./results.ts";

interface MethodRow {
  /** One sentence, and the source. */
  readonly help: string;
  readonly smallestBatch: 1 | 2;
  /** Why smaller batches are not run. */
  readonly smallestBatchReason: string;
  /** Whether the network normalises by batch statistics, so that evaluation can use running or full-batch ones. */
  readonly batchStatistics: boolean;
  readonly network: (statistics: StatisticsPolicy | null) => Partial<Parameters<typeof mlp>[0]>;
}

const anyBatch = { smallestBatch: 1, smallestBatchReason: "", batchStatistics: false } as const;
const batchNormalised = {
  smallestBatch: 2,
  smallestBatchReason: "the variance of a batch of one example is 0: batch normalisation sees only its bias",
  batchStatistics: true,
} as const;

export const methods: Readonly<Record<Method, MethodRow>> = {
  none: {
    ...anyBatch,
    help: "the plain network and its plain gradient",
    network: () => ({ preconditioner: identity() }),
  },
  bn: {
    ...batchNormalised,
    help: "batch normalisation after each activation, eps 1e-5, none at the input (Ioffe and Szegedy 2015)",
    network: () => ({ normalization: "bn" }),
  },
  "bn-pre": {
    ...batchNormalised,
    help: "batch normalisation before each activation, where its authors put it (Ioffe and Szegedy 2015)",
    network: () => ({ normalization: "bn-pre" }),
  },
  bnp: {
    ...anyBatch,
    help: "the plain network, its gradient preconditioned by batch statistics (Lange, Helfrich and Ye 2022)",
    network: (statistics) => ({ preconditioner: bnp({ statistics: statistics ?? "ramp" }) }),
  },
  ln: {
    ...anyBatch,
    help: "layer normalisation after each activation (Ba, Kiros and Hinton 2016)",
    network: () => ({ normalization: "ln" }),
  },
};

/** The network of one arm: `features` inputs, the hidden layers of the configuration, one output for each class. */
export function buildModel(
  contender: { readonly method: Method; readonly statistics: StatisticsPolicy | null },
  config: Pick<Config, "hidden" | "activation" | "initializer">,
  features: number,
  classes: number,
  random: Random,
): Sequential {
  return mlp({
    sizes: [features, ...config.hidden, classes],
    activation: config.activation,
    initializer: config.initializer,
    random,
    ...methods[contender.method].network(contender.statistics),
  });
}
