/**
 * The network of one arm: sizes, activation, initialiser and the stream of initial weights are those of the configuration,
 * the same for all methods, so that the same seed gives the same weights in every affine layer. What a method adds is its
 * row in methods.ts. Knows nothing of training.
 */
import { cnn, mlp, resnet, Sequential, Unflatten } from "../../layers/index.ts";
import type { Random } from "../../lib/index.ts";
import type { PreconditionerChoice } from "../../preconditioners/index.ts";
import { RequestError } from "../base/index.ts";
import type { Dataset } from "../data/index.ts";
import type { Config } from "./config.ts";
import { methods } from "./methods.ts";
import type { Method, StatisticsPolicy } from "./results.ts";

/** Sizes and shape of the network, which all methods share. */
export type ModelConfig = Pick<
  Config,
  "model" | "hidden" | "widths" | "blocks" | "activation" | "initializer"
>;

type Images = readonly [channels: number, height: number, width: number];

/**
 * The shape of one example, where the model takes images.
 * @throws RequestError if it takes images and a data set has none, or too small ones
 */
export function imagesFor(
  { model }: Pick<Config, "model">,
  { name, shape }: Pick<Dataset, "name" | "shape">,
): Images | undefined {
  if (model === "mlp") return undefined;
  const [channels, height, width] = shape;
  if (channels !== undefined && height !== undefined && width !== undefined && height >= 4 && width >= 4) {
    return [channels, height, width];
  }
  throw new RequestError(
    `a ${model} needs images of at least 4×4, and an example of ${name} has shape ` +
      `[${shape.join(",")}]. Use the model mlp, or a task of images.`,
  );
}

/** 1 GiB of them, and training needs several times that. */
const mostWeights = 2 ** 27;

/**
 * That the weights of the network fit in memory, counted without the small ones.
 * @throws RequestError if they do not: a slip of the finger should not end in a crash
 */
export function checkSize(
  config: ModelConfig,
  data: Pick<Dataset, "shape" | "features" | "classNames">,
): void {
  const { model, hidden, widths = [], blocks = 1 } = config;
  const chain: readonly number[] = {
    mlp: [data.features, ...hidden, data.classNames.length],
    cnn: [data.shape[0]!, ...widths],
    resnet: new Array<number>(2).fill(4 * widths[0]! * Math.sqrt(2 * blocks)), // the last stage
  }[model];
  const pairs = chain.slice(1).reduce((sum, size, i) => sum + chain[i]! * size, 0);
  const weights = Math.round(model === "mlp" ? pairs : 9 * pairs);
  if (weights <= mostWeights) return;
  throw new RequestError(
    `the network would have ${weights} weights or more, beyond the ${mostWeights} that are allowed. ` +
      `Make ${model === "mlp" ? "--hidden" : "--widths"} smaller.`,
  );
}

/**
 * The network of one arm. Every model takes rows of features: a convolutional one makes images of them.
 * @param choice the preconditioner of every affine map, in place of the method's own
 */
export function buildModel(
  contender: { readonly method: Method; readonly statistics: StatisticsPolicy | null },
  config: ModelConfig,
  dataset: Pick<Dataset, "name" | "shape" | "features" | "classNames">,
  random: Random,
  choice?: PreconditionerChoice,
): Sequential {
  const { activation, initializer } = config;
  const classes = dataset.classNames.length;
  const common = {
    activation,
    initializer,
    random,
    ...methods[contender.method].network(contender.statistics),
    ...(choice && { preconditioner: choice }),
  };
  const shape = imagesFor(config, dataset);
  if (shape === undefined) return mlp({ sizes: [dataset.features, ...config.hidden, classes], ...common });
  const widths = config.widths ?? [];
  const network =
    config.model === "cnn"
      ? cnn({
          shape,
          classes,
          widths: widths as [number, number, number, number],
          ...common,
        })
      : resnet({ channels: shape[0], classes, width: widths[0]!, blocks: config.blocks ?? 1, ...common });
  return new Sequential([new Unflatten(dataset.shape), ...network.layers]);
}
