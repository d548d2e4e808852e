/**
 * The flags of `compare`: those that are a key of the configuration, one row each, and those that say how to run it.
 */
import { Option } from "commander";
import { optimizerSpaces } from "../../optim/index.ts";
import { statisticsPolicies } from "../../preconditioners/index.ts";
import { headerChoices, missingChoices } from "../data/index.ts";
import {
  activationNames,
  adaptiveSpace,
  type Config,
  defaults,
  initializerNames,
  methodNames,
  methods,
  modelNames,
  optimizerNames,
  optimizers,
  presets,
} from "../training/index.ts";
import { csvHelp } from "./csv-help.ts";
import {
  decimal,
  grid,
  hiddenSizes,
  listOf,
  oneOf,
  path,
  rateOrTune,
  type Read,
  seeds,
  splits,
  wholeNumber,
} from "./values.ts";

/** Flags that set a key of the configuration. The flag is the key in kebab case. */
type ConfigFlags = {
  readonly [K in Exclude<keyof Config, Switch>]-?: readonly [
    value: string,
    read: Read<Config[K]>,
    help: string,
  ];
};
/** Keys that are on or off, with two flags each: --key and --no-key. */
type Switch = "standardize" | "flip";

const text: Read<string> = (value) => value;
const names = (list: readonly string[]): string => list.join(", ");
/** "sgd and momentum": the optimizers that are adaptive, or those that are not. */
const optimizersThat = (adaptive: boolean): string =>
  names(optimizerNames.filter((name) => optimizers[name].adaptive === adaptive)).replace(
    /, (\w+)$/,
    " and $1",
  );

const configFlags: ConfigFlags = {
  task: [
    "<name>",
    text,
    "the data: glyphs, shapes, moons, skewed, mnist, cifar10, csv … (`bnp data` lists them)",
  ],
  dataDir: ["<dir>", path, "where the files of mnist, fashion-mnist, cifar10 or csv are"],
  file: ["<file>", path, "csv: the file"],
  label: ["<column>", text, "csv: the label column, by name or 0-based place (default: the last)"],
  header: ["<choice>", oneOf(headerChoices), csvHelp("header")],
  encoding: ["<name>", text, csvHelp("encoding")],
  missing: ["<choice>", oneOf(missingChoices), csvHelp("missing")],
  train: ["<n>", wholeNumber(1), "how many training examples (default: the task's own number, or all)"],
  test: ["<n>", wholeNumber(1), "how many test examples (default: the task's own number, or all)"],
  noise: ["<x>", decimal({ least: 0 }), "noise of a generated task (default: the task's own)"],
  dial: [
    "<x>",
    decimal({ above: 0 }),
    "skewed: ratio of the largest to the smallest feature scale (default: 100)",
  ],
  seed: ["<n>", wholeNumber(0), "seed of the data and of the tuning split"],
  methods: ["<list>", listOf(oneOf(methodNames)), `what is compared: ${names(methodNames)}`],
  statistics: [
    "<list>",
    listOf(oneOf(statisticsPolicies)),
    `statistics of bnp: ${names(statisticsPolicies)}; each is an arm`,
  ],
  model: ["<name>", oneOf(modelNames), "the network: mlp, cnn (images), resnet (images)"],
  hidden: ["<sizes>", hiddenSizes, "mlp: sizes of the hidden layers, or none"],
  widths: [
    "<list>",
    listOf(wholeNumber(1)),
    "channels: four of a cnn (default: 8,8,16,16), one of a resnet's first stage (default: 8)",
  ],
  blocks: ["<n>", wholeNumber(1), "resnet: blocks in each of its three stages (default: 1)"],
  activation: ["<name>", oneOf(activationNames), names(activationNames)],
  initializer: ["<name>", oneOf(initializerNames), `initial weights: ${names(initializerNames)}`],
  batchSize: ["<list>", listOf(wholeNumber(1)), "batch sizes, each compared by itself"],
  steps: ["<list>", listOf(wholeNumber(1)), "training steps: one number, or one for each batch size"],
  lr: ["<rate>", rateOrTune, "learning rate, or tune: the best of a grid, for each method and batch size"],
  optimizer: ["<name>", oneOf(optimizerNames), names(optimizerNames)],
  optimizerSpace: [
    "<name>",
    oneOf(optimizerSpaces),
    "variables of the optimizer's rule with bnp: parameters (the rule is given P·Pᵀ·gradient, as the paper has it; adam " +
      "and rmsprop then lose the coupling of weight and bias that centring makes, which can ruin training on inputs with large " +
      `means) or preconditioned (it works in z of ŵ = P z); the same for sgd (default: ${adaptiveSpace} for ` +
      `${optimizersThat(true)}, parameters for ${optimizersThat(false)})`,
  ],
  momentum: [
    "<x>",
    decimal({ least: 0, below: 1 }),
    "momentum of sgd (default: 0, and 0.9 with --optimizer momentum)",
  ],
  weightDecay: ["<x>", decimal({ least: 0 }), "weight decay"],
  warmup: ["<steps>", wholeNumber(0), "steps over which the learning rate rises to its value"],
  seeds: ["<list>", seeds, "seeds of weights and batches, shared by all methods: 0,1,2 or 0..9"],
  splits: [
    "<n>",
    splits,
    "train/test splits, each trained on from every seed: how many (5), or which (0,1,4 or 3..7). Generated tasks " +
      "draw new data, those of files divide theirs anew (default: the task's own split alone)",
  ],
  tuneSeeds: ["<list>", seeds, "seeds that tuning trains from, apart from --seeds"],
  grid: ["<range>", grid, "learning rates that tuning tries: 0.003..3, or 0.003..3/4 for four a decade"],
  evaluations: ["<n>", wholeNumber(1), "about how many points a curve has"],
  crop: [
    "<pixels>",
    wholeNumber(0),
    "cut training images at random from a frame of so many pixels of zeros; 4 is usual for 32×32 (default: 0)",
  ],
};

const switches: Readonly<Record<Switch, readonly [on: string, off: string]>> = {
  flip: [
    "mirror training images left to right, half of the time",
    "leave them as they are, whatever a preset or file says (default)",
  ],
  standardize: [
    "shift and scale each feature, or each channel of colour images, to mean 0 and deviation 1 over the " +
      "training set (default: for colour images only)",
    "take the values as they are (default: for anything but colour images)",
  ],
};

/** The flags as parsed: keys of the configuration, and how to run. Unset ones are not there. */
export interface CompareFlags extends Partial<Config> {
  readonly config?: string;
  readonly preset?: string;
  readonly out?: string;
  readonly resume?: boolean;
  readonly processes?: number;
  readonly json?: boolean;
  readonly printConfig?: boolean;
  readonly dryRun?: boolean;
}

export function compareOptions(): readonly Option[] {
  const rows = Object.entries(configFlags) as [string, readonly [string, Read<unknown>, string]][];
  return [
    ...rows.map(([key, [value, read, help]]) =>
      new Option(`--${kebab(key)} ${value}`, help + defaultOf(key)).argParser((given: string) => read(given)),
    ),
    ...Object.entries(switches).flatMap(([key, [on, off]]) => [
      new Option(`--${kebab(key)}`, on),
      new Option(`--no-${kebab(key)}`, off),
    ]),
    new Option("--preset <name>", `start from a named configuration: ${names(Object.keys(presets))}`),
    new Option(
      "--config <file>",
      "start from a configuration file; flags win over it, it wins over a preset",
    ).argParser(path),
    new Option("--out <dir>", "the run folder (default: runs/<task>-<hash of the configuration>)").argParser(
      path,
    ),
    new Option("--resume", "continue the run in --out; without other flags, by the configuration it holds"),
    new Option("--processes <n>", "how many runs at a time (default: one for each core)").argParser(
      wholeNumber(1),
    ),
    new Option("--json", "print one JSON value on stdout, all else on stderr"),
    new Option("--print-config", "print the resolved configuration and stop"),
    new Option("--dry-run", "print what would be run and stop"),
  ];
}

/** The default as the flag would be written. It is help only: set on the flag itself, it would win over presets and files. */
function defaultOf(key: string): string {
  const { from, to } = defaults.grid;
  const shown: Readonly<Record<string, unknown>> = { ...defaults, grid: `${from}..${to}` };
  const value = shown[key];
  return value === undefined
    ? ""
    : ` (default: ${Array.isArray(value) ? value.join(",") : JSON.stringify(value).replaceAll('"', "")})`;
}

/** The keys of the configuration among the flags. */
export function configOf(flags: CompareFlags): Partial<Config> {
  const keys = new Set([...Object.keys(configFlags), ...Object.keys(switches)]);
  return Object.fromEntries(Object.entries(flags).filter(([key]) => keys.has(key)));
}

const widestName = Math.max(...methodNames.map((name) => name.length));
/** The methods, a line each, for the end of the help. */
export const methodsHelp = [
  "Methods:",
  ...methodNames.map((name) => `  ${name.padEnd(widestName)}  ${methods[name].help}`),
].join("\n");

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
