/**
 * `bnp data`: lists the tasks, or describes one and draws a few of its samples.
 *
 * This file knows flags and wording only. What is wrong with a flag or a file is thrown (`UserError`,
 * `DataError`); the main program prints it and chooses the exit code. With --json nothing but one JSON value is
 * written.
 */
import { Command } from "commander";
import { UserError } from "../../lib/index.ts";
import { canColour, csvHelp, oneOf, path } from "../command/index.ts";
import {
  type Dataset,
  headerChoices,
  loadTask,
  missingChoices,
  type TaskOptions,
  tasks,
  toNumber,
  toWholeNumber,
} from "../data/index.ts";
import { alignedText } from "../report/index.ts";
import { describeDataset, summarize } from "./describe.ts";
import { drawSamples } from "./draw.ts";
import type { ColourDepth } from "./half-blocks.ts";

type Flags = TaskOptions & { readonly samples?: number; readonly json?: boolean };

/** The subcommand `data`; `write` receives what belongs on stdout. */
export function dataCommand(
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Command {
  return new Command("data")
    .description("Describe a data set and draw a few of its samples; without a task, list the tasks.")
    .argument("[task]", `one of ${tasks.map((task) => task.name).join(", ")}`)
    .option("--seed <n>", "seed of generated data and of the csv split", wholeFrom("--seed", 0), 0)
    .option(
      "--data-dir <dir>",
      "folder of the data files (mnist, fashion-mnist, cifar10, csv; default: none)",
      path,
    )
    .option("--file <file>", "CSV file, relative to --data-dir if that is given (csv; default: none)", path)
    .option(
      "--label <column>",
      "label column by name or 0-based place, negative from the end (csv; default: -1)",
    )
    .option("--header <choice>", csvHelp("header"), oneOf(headerChoices))
    .option("--encoding <name>", csvHelp("encoding"))
    .option("--missing <choice>", csvHelp("missing"), oneOf(missingChoices))
    .option(
      "--train <n>",
      "training examples (default: the task's own number, or all)",
      wholeFrom("--train", 1),
    )
    .option("--test <n>", "test examples (default: the task's own number, or all)", wholeFrom("--test", 1))
    .option("--noise <x>", "noise of a generated task (default: the task's own)", finite("--noise"))
    .option(
      "--dial <x>",
      "largest / smallest feature scale, 1 to 1000 (skewed; default: 100)",
      finite("--dial"),
    )
    .option(
      "--standardize",
      "shift and scale each feature, or each channel of colour images, by the training split " +
        "(default: for colour images only)",
    )
    .option("--no-standardize", "take the values as they are (default: for anything but colour images)")
    .option(
      "--samples <n>",
      "samples to draw, 0 for none (default: 8 images, 400 points or 8 rows)",
      wholeFrom("--samples", 0),
    )
    .option("--json", "print one JSON value on stdout and no drawing (default: off)")
    .action((task: string | undefined, flags: Flags) => {
      const { samples, json, ...options } = flags;
      if (task === undefined) {
        refuseWithoutTask(flags);
        write(json ? `${JSON.stringify(tasks)}\n` : listOfTasks());
        return;
      }
      const dataset = loadTask(task, options);
      write(json ? `${JSON.stringify(summarize(dataset))}\n` : page(dataset, samples));
    });
}

function page(dataset: Dataset, samples = dataset.features === 2 ? 400 : 8): string {
  const drawing = drawSamples(dataset, samples, terminalWidth(), colourDepth(process.stdout, process.env));
  return `${describeDataset(dataset)}\n${drawing === "" ? "" : `\n${drawing}\n`}`;
}

/** Columns of the terminal; 80 where stdout is a pipe or a file (the types say that it never is). */
function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : 80;
}

/** Terminals that take any colour say so in COLORTERM; where they do not, 256 are taken for granted. */
export function colourDepth(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): ColourDepth {
  if (!canColour(stream, env)) return "none";
  return ["truecolor", "24bit"].includes(env["COLORTERM"] ?? "") ? "any" : "256";
}

function listOfTasks(): string {
  const lines = alignedText(
    tasks.map((task) => [`  ${task.name}`, task.summary]),
    [true, true],
    2,
  ).map((line) => line.trimEnd());
  return `The tasks; see one with "bnp data TASK":\n${lines.join("\n")}\n`;
}

/** Flags that ask something of a task make no sense without one. */
function refuseWithoutTask(flags: Flags): void {
  const { seed: _, json: __, ...rest } = flags;
  const asked = Object.entries(rest).map(([key, value]) => {
    if (key === "standardize" && value === false) return "--no-standardize";
    return key === "dataDir" ? "--data-dir" : `--${key}`;
  });
  if (asked.length === 0) return;
  throw new UserError(
    `data: ${asked.join(", ")} given, but no task. Name one: ${tasks.map((task) => task.name).join(", ")}.`,
  );
}

/** A parser of whole numbers, written in digits alone, from `least` on. */
function wholeFrom(flag: string, least: number): (text: string) => number {
  return (text) => {
    const value = toWholeNumber(text);
    if (value !== undefined && value >= least) return value;
    throw new UserError(`data: ${flag} ${JSON.stringify(text)} is not a whole number from ${least} on. Give one in digits.`); // prettier-ignore
  };
}

/** A parser of finite decimal numbers; the task knows its own range. */
function finite(flag: string): (text: string) => number {
  return (text) => {
    const value = toNumber(text);
    if (value !== undefined) return value;
    throw new UserError(
      `data: ${flag} ${JSON.stringify(text)} is not a number. Give one such as 0.1 or 100.`,
    );
  };
}
