/**
 * The tasks by name: the one list that `bnp data`, `bnp compare` and the tests go through.
 *
 * This file knows what each task is called and which options it understands; what it is made of is its own file's.
 */
import { UserError } from "../../lib/index.ts";
import { cifar10Task } from "./cifar10.ts";
import { checkedClasses } from "./classes.ts";
import { csvTask } from "./csv.ts";
import type { Dataset, Task, TaskInfo, TaskOption, TaskOptions } from "./dataset.ts";
import { glyphsTask } from "./glyphs.ts";
import { mnistTasks } from "./mnist.ts";
import { flags } from "./options.ts";
import { resplit } from "./resplit.ts";
import { shapesTask } from "./shapes.ts";
import { skewedTask } from "./skewed.ts";
import { isColour, standardized } from "./standardize.ts";
import { nearest, quote } from "./text.ts";
import { toyTasks } from "./toys.ts";

const all: readonly Task[] = [
  glyphsTask,
  shapesTask,
  ...toyTasks,
  skewedTask,
  ...mnistTasks,
  cifar10Task,
  csvTask,
];

/** Every task: its name, one line about it, and whether it reads files that the user must have. */
export const tasks: readonly TaskInfo[] = all.map(({ name, summary, needsData }) => ({
  name,
  summary,
  needsData,
}));

/** Every task takes the others. */
const special = Object.keys(flags).filter(
  (option) => option !== "train" && option !== "test",
) as TaskOption[];

/**
 * The data set called `name`. Same options, same bytes.
 *
 * Throws `UserError` for an unknown name, an option the task has no use for, or a value out of range, and
 * `DataError` for a file that is missing or not what it should be.
 */
export function loadTask(name: string, options: TaskOptions): Dataset {
  const task = all.find((candidate) => candidate.name === name);
  if (task === undefined) {
    const names = tasks.map((info) => info.name);
    throw new UserError(
      `loadTask: there is no task ${quote(name)}. Did you mean ${nearest(name, names)}? ` +
        `The tasks are ${names.join(", ")}.`,
    );
  }
  for (const option of special) {
    if (options[option] === undefined || task.takes.includes(option)) continue;
    const users = all
      .filter((candidate) => candidate.takes.includes(option))
      .map((candidate) => candidate.name);
    throw new UserError(
      `${name}: has no use for ${flags[option]}, an option of ${users.join(", ")}. Leave it out.`,
    );
  }
  const loaded = checkedClasses(task.load(options));
  const dataset = options.resplit === true && task.needsData ? resplit(loaded, options.seed) : loaded;
  return (options.standardize ?? isColour(dataset)) ? standardized(dataset) : dataset;
}
