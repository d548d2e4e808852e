/**
 * What a comparison is asked to do, as one plain object: its schema, its defaults, and how preset, file and flags
 * override one another. A resolved configuration says everything that changes a number in the result (and
 * nothing else: not the number of processes, not the folder), so its hash names the run and it is itself a valid
 * `--config`.
 *
 * This file knows names and ranges; it opens no data and builds no network.
 */
import * as z from "zod";
import { type ActivationName, activations, type InitializerName, initializers } from "../../layers/index.ts";
import { UserError } from "../../lib/index.ts";
import { type OptimizerSpace, optimizerSpaces } from "../../optim/index.ts";
import { statisticsPolicies } from "../../preconditioners/index.ts";
import { misfit, RequestError, suggestion } from "../base/index.ts";
import { headerChoices, missingChoices, tasks } from "../data/index.ts";
import { methodNames } from "./methods.ts";
import { optimizerNames, optimizers } from "./optimizers.ts";

export const modelNames = ["mlp", "cnn", "resnet"] as const;
export const activationNames = Object.keys(activations) as ActivationName[];
export const initializerNames = Object.keys(initializers) as InitializerName[];
/** The space of adaptive rules unless another is given: docs/results/adaptive.md says why. */
export const adaptiveSpace: OptimizerSpace = "preconditioned";

const count = z.int("must be a whole number").min(1, "must be at least 1");
const seed = z.int("must be a whole number").min(0, "must not be negative");
const rate = z.number("must be a number").positive("must be above 0");
const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).min(1, "must not be empty");

/** Learning rates per label and batch size: `{ "bnp": { "60": 0.1 } }`. */
const rateTable = z.record(z.string(), z.record(z.string(), rate));

export const configSchema = z.strictObject({
  /** The task, and where and how it is loaded. */
  task: z.string().min(1, "must name a task"),
  dataDir: z.string().exactOptional(),
  file: z.string().exactOptional(),
  label: z.string().exactOptional(),
  /** csv: whether the first line is a header; found out if it is not there. */
  header: z.enum(headerChoices).exactOptional(),
  /** csv: the encoding of the file; UTF-8, or as a byte order mark says, if it is not there. */
  encoding: z.string().min(1, "must name an encoding").exactOptional(),
  /** csv: what is done about rows with missing values; they are refused if it is not there. */
  missing: z.enum(missingChoices).exactOptional(),
  train: count.exactOptional(),
  test: count.exactOptional(),
  noise: z.number().min(0, "must not be negative").exactOptional(),
  dial: rate.exactOptional(),
  standardize: z.boolean("must be true or false").exactOptional(),
  /** Whether training images are mirrored left to right, half of the time. */
  flip: z.boolean("must be true or false").exactOptional(),
  /** Training images are cut at random from a frame of so many pixels of zeros around them. */
  crop: z.int("must be a whole number").min(0, "must not be negative").exactOptional(),
  /** The seed of the data, of the tuning split and of nothing else; every arm sees the same data. */
  seed,
  methods: list(z.enum(methodNames)),
  /** Statistics policies of BNP; each is an arm of its own. */
  statistics: list(z.enum(statisticsPolicies)),
  /** mlp: fully connected; cnn: four convolutions and an affine map; resnet: 6·blocks + 2 layers. */
  model: z.enum(modelNames),
  /** mlp: sizes of the hidden layers. */
  hidden: z.array(count),
  /** Channels: of the four convolutions of a cnn, of the first stage of a resnet. */
  widths: list(count).exactOptional(),
  /** resnet: blocks in each of the three stages. */
  blocks: count.exactOptional(),
  activation: z.enum(activationNames),
  initializer: z.enum(initializerNames),
  batchSize: list(count),
  /** One number of steps, or one per batch size. */
  steps: list(count),
  lr: z.union([rate, z.literal("tune"), rateTable], {
    error: 'must be a number above 0, "tune", or a table { label: { batch size: rate } }',
  }),
  optimizer: z.enum(optimizerNames),
  /** In which variables the optimizer's rule works where there is a preconditioner. Plain SGD is the same in both. */
  optimizerSpace: z.enum(optimizerSpaces).exactOptional(),
  momentum: z.number().min(0, "must be from 0 to 1").lt(1, "must be below 1").exactOptional(),
  weightDecay: z.number().min(0, "must not be negative"),
  /** Steps over which the learning rate rises linearly to its value. */
  warmup: z.int().min(0, "must not be negative"),
  seeds: list(seed),
  /**
   * Train/test splits: each arm is trained on every one of them, from every seed. Split k is drawn by seed + k. Left
   * out, all arms share the task's own split.
   */
  splits: list(seed).exactOptional(),
  /** Seeds that tuning trains from, apart from `seeds`. Read only if lr is "tune", like the grid. */
  tuneSeeds: list(seed),
  grid: z.strictObject({ from: rate, to: rate, perDecade: count.max(10, "must be at most 10") }),
  /** About how many points of each curve are evaluated, besides step 0. */
  evaluations: count,
});

export type Config = z.infer<typeof configSchema>;
/** Some of a configuration: what a preset, a file or the flags say. */
export type PartialConfig = { readonly [K in keyof Config]?: Config[K] };

export const defaults: Config = {
  task: "glyphs",
  seed: 0,
  methods: ["none", "bn", "bnp"],
  statistics: ["ramp"],
  model: "mlp",
  hidden: [64, 64],
  activation: "relu",
  initializer: "xavier",
  batchSize: [60],
  steps: [1000],
  lr: "tune",
  optimizer: "sgd",
  weightDecay: 0,
  warmup: 0,
  seeds: [0, 1, 2],
  tuneSeeds: [1000, 1001],
  grid: { from: 0.003, to: 3, perDecade: 2 },
  evaluations: 20,
};

/** Merges partial configurations into the defaults, later ones overriding earlier ones, and checks the result. */
export function resolveConfig(...layers: readonly PartialConfig[]): Config {
  let merged: Config = defaults;
  for (const layer of layers) merged = overlay(merged, layer);
  // Read once more, so that the keys come in the order of the schema.
  return parseConfig(checked(parseConfig(merged)));
}

/**
 * One layer over another. A layer that changes the batch sizes and not the steps keeps, for each batch size that was
 * there before, the number of steps it had; one that changes the optimizer forgets the momentum and the space of the one before.
 */
function overlay(under: Config, over: PartialConfig): Config {
  const merged = { ...under, ...over };
  if (over.optimizer !== undefined && over.momentum === undefined) delete merged.momentum;
  if (over.optimizer !== undefined && over.optimizerSpace === undefined) delete merged.optimizerSpace;
  if (over.model !== undefined && over.widths === undefined) delete merged.widths;
  if (over.model !== undefined && over.blocks === undefined) delete merged.blocks;
  if (over.batchSize !== undefined && over.steps === undefined && under.steps.length > 1) {
    const kept = over.batchSize.map((size) => under.steps[under.batchSize.indexOf(size)]);
    if (kept.every((steps) => steps !== undefined)) merged.steps = kept;
  }
  return merged;
}

/** Reads a whole configuration; `file` is where it stands, if it stands in one. */
export function parseConfig(value: unknown, file?: string): Config {
  return read(configSchema, value, file);
}

/** Reads a preset or a config file, in which any key may be missing. */
export function parsePartialConfig(value: unknown, file?: string): PartialConfig {
  const given = read(configSchema.partial(), value, file);
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
}

function read<T>(schema: z.ZodType<T>, value: unknown, file?: string): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  // A misspelt key is often a missing one as well: the spelling is what there is to say.
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0]!;
  const sentence = describeIssue(issue);
  throw file === undefined ? new RequestError(sentence) : new UserError(`${file}: ${sentence}`);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const known = place === "grid" ? ["from", "to", "perDecade"] : Object.keys(configSchema.shape);
    return `unknown key "${issue.keys[0]!}"${place === "" ? "" : ` in ${place}`}.${suggestion(issue.keys[0]!, known)}`;
  }
  if (issue.code === "invalid_value" && typeof issue.input === "string") {
    return `${place}: "${issue.input}" is not known.${suggestion(issue.input, issue.values.map(String))}`;
  }
  return issue.code === "invalid_type" && !issue.message.startsWith("must")
    ? `${misfit(issue)}. Mend it.`
    : `${place}: ${issue.message}.`;
}

/** What no single key can say: lists that belong together, seeds that must be apart. Steps come out one per batch size. */
function checked(config: Config): Config {
  const names = tasks.map((task) => task.name);
  if (!names.includes(config.task)) {
    throw new RequestError(`there is no task "${config.task}".${suggestion(config.task, names)}`);
  }
  for (const key of ["methods", "statistics", "batchSize", "seeds", "splits", "tuneSeeds"] as const) {
    const values: readonly (string | number)[] = config[key] ?? [];
    const twice = values.find((value, i) => values.indexOf(value) !== i);
    if (twice !== undefined) throw new RequestError(`${key} names ${twice} twice. Leave one out.`);
  }
  if (config.steps.length !== 1 && config.steps.length !== config.batchSize.length) {
    throw new RequestError(
      `${config.steps.length} numbers of steps for batch size ${config.batchSize.join(", ")}. ` +
        `Give one for each, or one for all.`,
    );
  }
  const shared = config.seeds.find((s) => config.tuneSeeds.includes(s));
  if (shared !== undefined && config.lr === "tune") {
    throw new RequestError(
      `seed ${shared} is in both seeds and tuneSeeds. Tune on other seeds than the ones that are compared.`,
    );
  }
  if (config.grid.from >= config.grid.to) {
    throw new RequestError(`the grid runs from ${config.grid.from} to ${config.grid.to}. Let it rise.`);
  }
  const steps = config.batchSize.map((_, i) => config.steps[i] ?? config.steps[0]!);
  return {
    ...withoutIdle(config),
    ...resolvedMomentum(config),
    ...resolvedSpace(config),
    ...resolvedSizes(config),
    steps,
  };
}

/** What is switched off, or is as it would be without being said, is not there: what is the same has the same name. */
function withoutIdle({
  flip = false,
  crop = 0,
  header = "auto",
  missing = "refuse",
  ...rest
}: Config): Config {
  return {
    ...rest,
    ...(flip ? { flip } : {}),
    ...(crop > 0 ? { crop } : {}),
    ...(header === "auto" ? {} : { header }),
    ...(missing === "refuse" ? {} : { missing }),
  };
}

/** Widths and blocks as the model has them: defaults filled in, and refused where they have no meaning. */
function resolvedSizes({ model, widths, blocks }: Config): { widths?: number[]; blocks?: number } {
  const wanted = { mlp: 0, cnn: 4, resnet: 1 }[model];
  if (widths !== undefined && widths.length !== wanted) {
    throw new RequestError(
      wanted === 0
        ? "widths has no meaning for mlp. Use hidden, or the model cnn or resnet."
        : `${model} has ${wanted} width${wanted === 1 ? "" : "s"}, not ${widths.length}. Give ${wanted}.`,
    );
  }
  if (blocks !== undefined && model !== "resnet") {
    throw new RequestError(`blocks has no meaning for ${model}. Leave it out, or use the model resnet.`);
  }
  if (model === "mlp") return {};
  return model === "cnn"
    ? { widths: widths ?? [8, 8, 16, 16] }
    : { widths: widths ?? [8], blocks: blocks ?? 1 };
}

/** Adaptive rules always name their space, since it decides what they do with BNP. */
function resolvedSpace({ optimizer, optimizerSpace }: Config): { optimizerSpace?: OptimizerSpace } {
  if (optimizerSpace !== undefined) return { optimizerSpace };
  return optimizers[optimizer].adaptive ? { optimizerSpace: adaptiveSpace } : {};
}

/** Momentum is β of SGD; the other optimizers have averages of their own. */
function resolvedMomentum({ optimizer, momentum }: Config): { momentum?: number } {
  const own = optimizers[optimizer].momentum;
  if (own !== undefined) return { momentum: momentum ?? own };
  if (momentum === undefined) return {};
  const users = optimizerNames.filter((name) => optimizers[name].momentum !== undefined);
  throw new RequestError(
    `momentum has no meaning for ${optimizer}. Leave it out, or use the optimizer ${users.join(" or ")}.`,
  );
}
