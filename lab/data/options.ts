/**
 * Checks of what was asked for: sizes, noise, and the flag each option has on the command line.
 *
 * This file knows limits and wording, and nothing of any one task.
 */
import { UserError } from "../../lib/index.ts";
import type { TaskOption, TaskOptions } from "./dataset.ts";

/** The command-line flag of each option but `seed` and `standardize`. */
export const flags: Readonly<Record<TaskOption | "train" | "test", string>> = {
  dataDir: "--data-dir",
  noise: "--noise",
  dial: "--dial",
  label: "--label",
  file: "--file",
  header: "--header",
  encoding: "--encoding",
  missing: "--missing",
  train: "--train",
  test: "--test",
};

/**
 * No split may hold more numbers than this (2 GiB of them; all of CIFAR-10 takes 1.2): a slip of the finger should
 * not end in a crash.
 */
export const maxNumbers = 2 ** 28;

/** The sizes of the two splits of a generated task. */
export function splitSizes(
  who: string,
  options: TaskOptions,
  defaults: { readonly train: number; readonly test: number },
  features: number,
): { readonly train: number; readonly test: number } {
  const size = (which: "train" | "test"): number => {
    const count = options[which] ?? defaults[which];
    const most = Math.floor(maxNumbers / features);
    checkNumber(who, flags[which], count, { from: 1, to: most, whole: true });
    return count;
  };
  return { train: size("train"), test: size("test") };
}

/** `value` as it is, if it lies in the range; else one sentence that names the flag. */
export function checkNumber(
  who: string,
  flag: string,
  value: number,
  range: { readonly from: number; readonly to: number; readonly whole?: boolean },
): number {
  const { from, to, whole = false } = range;
  // The negated form catches NaN too.
  if (!(value >= from && value <= to) || (whole && !Number.isInteger(value))) {
    const kind = whole ? "a whole number" : "a number";
    throw new UserError(`${who}: ${flag} ${value} is out of range. Give ${kind} from ${from} to ${to}.`);
  }
  return value;
}

/** The limit asked for on a split read from files, or all there is. */
export function limit(
  who: string,
  which: "train" | "test",
  asked: number | undefined,
  there: number,
): number {
  if (asked === undefined) return there;
  if (Number.isInteger(asked) && asked >= 1 && asked <= there) return asked;
  throw new UserError(
    `${who}: ${flags[which]} ${asked}, but the ${which} files hold ${there} examples. ` +
      `Give a whole number from 1 to ${there}, or leave the flag out to take all.`,
  );
}

/** The options of a task among the keys of something larger; those that are not there stay out. */
export function taskOptions(from: TaskOptions): TaskOptions {
  const keys = ["standardize", ...Object.keys(flags)] as (keyof TaskOptions)[];
  const given = keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]);
  return { seed: from.seed, ...(Object.fromEntries(given) as Partial<TaskOptions>) };
}
