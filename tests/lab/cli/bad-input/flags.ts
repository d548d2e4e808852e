/**
 * Bad input on the command line: flags, types, ranges, and what does not belong together.
 */
import { compare, probe, type Row } from "./row.ts";

/** Values that a flag refuses, and what it then asks for. */
const values: readonly (readonly [flags: string, given: readonly string[], wanted: string])[] = [
  ["compare --train|--test|--blocks|--evaluations|--processes", ["0", "-1", "1.5", "1e3", "many", "''", "9007199254740993"], "Give a whole number of at least 1."], // prettier-ignore
  ["compare --seed|--warmup|--crop", ["-1", "0.5", "x", "''"], "Give a whole number of at least 0."],
  ["compare --batch-size|--steps|--widths|--hidden", ["0", "60,", "60;6", "60,x", "NaN"], "Give a whole number of at least 1."], // prettier-ignore
  ["compare --seeds|--tune-seeds", ["-1", "0..", "a"], "Give a whole number of at least 0."],
  ["compare --seeds", ["2..0", "0..99999"], "The range .* does not rise, or holds more than 10000 seeds."],
  [
    "compare --noise|--weight-decay",
    ["-1", "NaN", "Infinity", "1e400", "0,1"],
    "Give a number of at least 0.",
  ],
  ["compare --dial", ["0", "-3", "NaN", "1e999"], "Give a number above 0."],
  ["compare --momentum", ["-0.1", "1", "NaN"], "Give a number of at least 0 below 1."],
  ["compare --lr", ["0", "-0.1", "NaN", "Infinity", "auto"], "Give a number above 0, or tune."],
  ["compare --grid", ["1", "0..1", "..", "1..2/0"], "Give a (range like|number above|whole number)"],
  ["compare --methods|--statistics|--model|--activation|--initializer|--optimizer", ["nosuch", "''"], "is not known. Did you mean"], // prettier-ignore
  ["compare --out|--config|--data-dir|--file", ["''"], "Give the path of a file or folder."],
  ["probe --every|--examples|--dense", ["0", "-1", "all"], "Give a whole number of at least 1."],
  ["probe --out|--model-file", ["''"], "Give the path of a file or folder."],
  ["theory --seed", ["-1", "x"], "Give a whole number of at least 0."],
  ["theory --out", ["''"], "Give the path of a file or folder."],
  ["data csv --data-dir|--file", ["''"], "Give the path of a file or folder."],
];

const refusedValues = values.flatMap(([words, given, wanted]) => {
  const [, command, flags] = /^(.*) (\S+)$/.exec(words)!;
  return flags!.split("|").flatMap((flag) =>
    given.map((value): Row => {
      const text = value === "''" ? "" : value;
      return {
        command: `${command!} ${flag} ${value}`,
        says: new RegExp(
          `^error: option '${flag} <\\w+>' argument '${text.replaceAll(".", "\\.")}' is invalid\\. .*${wanted}`,
        ),
      };
    }),
  );
});

const alone: readonly Row[] = [
  { command: "comprae", says: /^error: unknown command 'comprae'\n\(Did you mean compare\?\)$/ },
  { command: "help comprae", says: /^help: there is no command "comprae"\. Did you mean "compare"\? There is: .*theory.*\.$/ }, // prettier-ignore
  { command: "--batch-size 3", says: /^error: unknown option '--batch-size'$/ },
  ...["compare", "probe", "theory", "data", "report x", "golden x"].map((command): Row => ({
    command: `${command} --nosuch`,
    says: /^error: unknown option '--nosuch'$/,
  })),
  ...[
    "compare --task",
    "compare --out",
    "probe --every",
    "theory --only",
    "data --seed",
    "report x --out",
  ].map((command): Row => ({ command, says: /^error: option '--\w+ <\w+>' argument missing$/ })),
  ...["theory", "data moons", "report x", "golden x"].map((command): Row => ({
    command: `${command} extra`,
    says: /^error: too many arguments(?: for '\w+')?\. Expected \d arguments? but got \d\.$/,
  })),
  ...["report", "golden"].map((command): Row => ({
    command,
    says: /^error: missing required argument '\w+'$/,
  })),
  ...["report", "golden"].map((command): Row => ({
    command: `${command} ''`,
    says: /^error: command-argument value '' is invalid for argument '\w+'\. Give the path of a file or folder\.$/,
  })),
  ...["compare", "probe"].flatMap((command): Row[] => [
    {
      command: `${command} mnist`,
      says: new RegExp(`^${command}: "mnist" belongs to no flag\\. Name the task by --task mnist\\.$`),
    },
    {
      command: `${command} --preset strat`,
      says: new RegExp(`^${command}: no preset is called "strat"\\. Did you mean "start"\\?`),
    },
    {
      command: `${command} --task glyhps`,
      says: new RegExp(`^${command}: there is no task "glyhps"\\. Did you mean "glyphs"\\?`),
    },
    { command: `${command} --seeds 0,0`, says: new RegExp(`^${command}: seeds names 0 twice\\.`) },
    {
      command: `${command} --model cnn --hidden 9`,
      says: new RegExp(`^${command}: --hidden has no meaning for cnn\\. Use --widths`),
    },
    {
      command: `${command} --methods bn --batch-size 1 --lr 1`,
      says: new RegExp(
        `^${command}: nothing to run: bn cannot train at batch size 1\\. Use a larger --batch-size`,
      ),
    },
    {
      command: `${command} --preset start --batch-size 30 --steps 5`,
      says: new RegExp(`^${command}: no learning rate is given for none at batch size 30`),
    },
  ]),
  {
    command: "compare --batch-size 60 ,6",
    says: /^compare: ",6" belongs to no flag\. Write lists without blanks/,
  },
  { command: "compare --methods bn,bn", says: /^compare: methods names bn twice\. Leave one out\.$/ },
  {
    command: "compare --seeds 1000",
    says: /^compare: seed 1000 is in both seeds and tuneSeeds\. Tune on other seeds/,
  },
  { command: "compare --grid 3..0.1", says: /^compare: the grid runs from 3 to 0\.1\. Let it rise\.$/ },
  { command: "compare --grid 1..2/99", says: /^compare: grid\.perDecade: must be at most 10\.$/ },
  { command: "compare --batch-size 60,6 --steps 1,2,3", says: /^compare: 3 numbers of steps for batch size 60, 6\. Give one for each, or one for all\.$/ }, // prettier-ignore
  { command: "compare --blocks 2", says: /^compare: blocks has no meaning for mlp\. Leave it out, or/ },
  { command: "compare --widths 8", says: /^compare: widths has no meaning for mlp\. Use hidden, or/ },
  { command: "compare --model cnn --widths 8", says: /^compare: cnn has 4 widths, not 1\. Give 4\.$/ },
  { command: "compare --optimizer adam --momentum 0.5", says: /^compare: momentum has no meaning for adam\. Leave it out/ }, // prettier-ignore
  {
    command: "compare --resume",
    says: /holds no run \(no config\.json\)\. Leave out --resume to start one there\.$/,
  },
  { command: "probe --lr tune", says: /^probe: it does not tune\. Give --lr a number, or a table of rates by --config\.$/ }, // prettier-ignore
  { command: `${probe} --batch-size 100`, says: /^probe: a batch of 100 cannot be drawn from 60 training examples\. Use a smaller --batch-size\.$/ }, // prettier-ignore
  { command: `${probe} --hidden 999999999`, says: /^probe: the network would have \d+ weights or more, beyond the \d+ that are allowed\. Make --hidden smaller\.$/ }, // prettier-ignore
  {
    command: `${probe} --flip`,
    says: /^probe: --flip and --crop are for images.*Leave them out, or use a task of images\.$/,
  },
  { command: `${probe} --model resnet`.replace("--hidden 3 ", ""), says: /^probe: a resnet needs images of at least 4×4.*Use the model mlp/ }, // prettier-ignore
  { command: "theory --only nosuch", says: /^theory: "nosuch" is not a problem\. Did you mean ".*"\? There is: .*mlp-white.*\.$/ }, // prettier-ignore
  { command: "theory --only ''", says: /^theory: "" is not a problem\. Did you mean/ },
  {
    command: "data nosuch",
    says: /there is no task "nosuch"\. Did you mean \w+\? The tasks are glyphs, .*csv\.$/,
  },
  { command: "data --train 3", says: /^data: --train given, but no task\. Name one: glyphs, .*csv\.$/ },
  { command: "data moons --train 1e9", says: /^data: --train "1e9" is not a whole number from 1 on\. Give one in digits\.$/ }, // prettier-ignore
  { command: "data moons --train 999999999999", says: /^moons: --train 999999999999 is out of range\. Give a whole number from 1 to \d+\.$/ }, // prettier-ignore
  {
    command: "data moons --noise NaN",
    says: /^data: --noise "NaN" is not a number\. Give one such as 0\.1 or 100\.$/,
  },
  { command: "data skewed --dial 1e9", says: /^skewed: --dial 1000000000 is out of range\. Give a number from 1 to 1000\.$/ }, // prettier-ignore
  {
    command: "data glyphs --dial 3",
    says: /^glyphs: has no use for --dial, an option of skewed\. Leave it out\.$/,
  },
  { command: "data moons --data-dir .", says: /^moons: has no use for --data-dir, an option of mnist.*\. Leave it out\.$/ }, // prettier-ignore
  { command: `${compare} --batch-size 100`, says: /^compare: a batch of 100 cannot be drawn from 60 training examples\. Use a smaller --batch-size\.$/ }, // prettier-ignore
  { command: compare, env: { BNP_CHECKPOINT_SECONDS: "soon" }, says: /^BNP_CHECKPOINT_SECONDS: 'soon' is not a number of seconds from 0\. Leave it out for 2\.$/ }, // prettier-ignore
];

export const flagRows: readonly Row[] = [...refusedValues, ...alone];
