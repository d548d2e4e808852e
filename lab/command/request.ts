/**
 * What a command line of `compare` or `probe` asks for: the layers of a configuration, and what can be said against the
 * words and flags by themselves.
 */
import { readJson, RequestError } from "../base/index.ts";
import { tasks } from "../data/index.ts";
import { type Config, parsePartialConfig, type PartialConfig, preset } from "../training/index.ts";
import { type CompareFlags, configOf } from "./flags.ts";

/** A word that belongs to no flag is a task without its flag, or the rest of a list that was written with blanks. */
export function refuseWords([word]: readonly string[]): void {
  if (word === undefined) return;
  const advice = tasks.some(({ name }) => name === word)
    ? `Name the task by --task ${word}.`
    : "Write lists without blanks, as in --batch-size 60,6,1.";
  throw new RequestError(`"${word}" belongs to no flag. ${advice}`);
}

/** Preset, file, flags, merged by `resolve`. */
export function requested(
  flags: Pick<CompareFlags, "config" | "preset"> & Partial<Config>,
  resolve: (...layers: readonly PartialConfig[]) => Config,
): Config {
  const given = configOf(flags);
  const config = resolve(
    flags.preset === undefined ? {} : preset(flags.preset),
    flags.config === undefined ? {} : parsePartialConfig(readJson(flags.config), flags.config),
    given,
  );
  // Every configuration has hidden sizes, read or not; only here is it seen that they were asked for.
  if (given.hidden !== undefined && config.model !== "mlp") {
    throw new RequestError(`--hidden has no meaning for ${config.model}. Use --widths, or --model mlp.`);
  }
  return config;
}
