import { Command } from "commander";
import { type CompareFlags, compareOptions, configOf, methodsHelp } from "../../../lab/command/flags.ts";
import { type Config, configSchema, defaults, resolveConfig } from "../../../lab/training/config.ts";
import { methodNames } from "../../../lab/training/methods.ts";

function parse(...args: string[]): CompareFlags {
  const command = new Command("compare").exitOverride();
  for (const option of compareOptions()) command.addOption(option);
  return command.parse(args, { from: "user" }).opts<CompareFlags>();
}

/** A configuration as the flags that say it. */
function asFlags(config: Partial<Config>): string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const flag = `--${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
    if (typeof value === "boolean") return [value ? flag : flag.replace("--", "--no-")];
    if (key === "grid") return [flag, `${config.grid!.from}..${config.grid!.to}/${config.grid!.perDecade}`];
    return [flag, Array.isArray(value) ? value.join(",") : `${value as string | number}`];
  });
}

it("has a flag for every key of the configuration, which reads what the key holds", () => {
  const config: Config = {
    ...{
      task: "csv",
      dataDir: "some where",
      file: "x.csv",
      label: "-1",
      train: 7,
      test: 8,
      noise: 0.5,
      dial: 30,
    },
    ...{
      header: "no",
      encoding: "latin1",
      missing: "drop",
      standardize: true,
      flip: true,
      crop: 4,
      seed: 4,
      methods: ["bn-pre", "ln"],
      statistics: ["total", "paper"],
      model: "resnet",
      hidden: [5, 6],
      widths: [7],
      blocks: 2,
    },
    ...{
      activation: "gelu",
      initializer: "he",
      batchSize: [9, 2],
      steps: [10, 11],
      lr: 0.01,
      optimizer: "momentum",
      optimizerSpace: "preconditioned",
    },
    ...{ momentum: 0.8, weightDecay: 1e-4, warmup: 3, seeds: [1, 5], tuneSeeds: [20], evaluations: 4 },
    splits: [0, 2],
    grid: { from: 0.01, to: 10, perDecade: 3 },
  };
  expect(Object.keys(config).sort()).toEqual(Object.keys(configSchema.shape).sort());
  expect(configOf(parse(...asFlags(config)))).toEqual(config);
  const off = { standardize: false, flip: false, crop: 0 };
  expect(configOf(parse(...asFlags(off)))).toEqual(off);
});

it("sets nothing that was not said, so that presets and files are heard", () => {
  expect(parse()).toEqual({});
  expect(configOf(parse("--json", "--processes", "3", "--out", "x", "--resume"))).toEqual({});
});

it("shows the defaults in the help, as flags would be written", () => {
  const help = compareOptions().map((option) => `${option.long!} ${option.description}`);
  const shown = (flag: string): string =>
    /\(default: (.*)\)$/.exec(help.find((h) => h.startsWith(`${flag} `))!)![1]!;
  for (const [flag, key] of [
    ["--methods", "methods"],
    ["--hidden", "hidden"],
    ["--steps", "steps"],
    ["--lr", "lr"],
    ["--grid", "grid"],
  ] as const) {
    expect(resolveConfig(configOf(parse(flag, shown(flag))))[key]).toEqual(defaults[key]);
  }
  expect(methodsHelp.split("\n").length).toBe(methodNames.length + 1);
});
