/**
 * `bnp compare`: flags to a configuration, the comparison with its progress, then table, report and exit code.
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { writeWhole } from "../base/index.ts";
import {
  canColour,
  type CompareFlags,
  compareOptions,
  configOf,
  exitCodes,
  methodsHelp,
  onInterrupt,
  quote,
  refuseWords,
  requested,
} from "../command/index.ts";
import { type Comparison, defaultFolder, Interrupted, readFolderConfig } from "../jobs/index.ts";
import { cells, checkPlan, type Config, resolveConfig } from "../training/index.ts";
import { checkComparison, compare } from "./compare.ts";
import { dryRun } from "./dry-run.ts";
import { showProgress } from "./progress.ts";
import { renderReport } from "./report/page.ts";
import { renderTable } from "./report/table.ts";

/** The command; `finish` receives the exit code. */
export function compareCommand(finish: (code: number) => void): Command {
  const command = new Command("compare").description(
    "Train the same networks on the same data with several methods, and compare them fairly.",
  );
  for (const option of compareOptions()) command.addOption(option);
  command.addHelpText("after", `\n${methodsHelp}`).usage("[options]").argument("[words...]");
  return command.action(async (words: readonly string[], flags: CompareFlags) => {
    refuseWords(words);
    finish(await run(flags));
  });
}

async function run(flags: CompareFlags): Promise<number> {
  const config = configFor(flags);
  const folder = flags.out ?? defaultFolder(config);
  if (flags.printConfig === true) {
    process.stdout.write(`${JSON.stringify(config, null, 2)}\n`);
    return exitCodes.ok;
  }
  if (flags.resume === true) readFolderConfig(folder);
  checkPlan(config, cells(config).cells);
  if (flags.dryRun === true) {
    await checkComparison(config, folder);
    process.stdout.write(dryRun(config, folder));
    return exitCodes.ok;
  }

  const processes = flags.processes ?? availableParallelism();
  const again = `npm run -s bnp -- compare --out ${quote(folder)} --resume`;
  process.stderr.write(`${announce(config, folder)}\n`);
  const progress = showProgress(process.stderr, process.env, processes);
  const interrupt = onInterrupt(() => {
    progress.stop();
    process.stderr.write("Stopping: what is finished is kept. Once more to stop at once.\n");
  });
  try {
    const command = `npm run -s bnp -- ${process.argv.slice(2).map(quote).join(" ")}`;
    const comparison = await compare(config, {
      folder,
      processes,
      command,
      signal: interrupt.signal,
      events: progress,
    });
    progress.stop();
    return publish(comparison, folder, flags.json === true, again);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write("Interrupted before anything was trained.\n");
    return exitCodes.interrupted;
  } finally {
    progress.stop();
    interrupt.release();
  }
}

/** Defaults, then preset, then file, then flags. */
function configFor(flags: CompareFlags): Config {
  if (
    flags.resume === true &&
    flags.out !== undefined &&
    flags.config === undefined &&
    flags.preset === undefined
  ) {
    return resolveConfig(readFolderConfig(flags.out), configOf(flags));
  }
  return requested(flags, resolveConfig);
}

/** "glyphs: none, bn, bnp at batch size 60, 6, 1; seeds 0, 1, 2; into runs/…". */
function announce({ task, methods, batchSize, seeds, splits }: Config, folder: string): string {
  return (
    `${task}: ${methods.join(", ")} at batch size ${batchSize.join(", ")}, ` +
    (seeds.length === 1 ? "one seed" : `${seeds.length} seeds`) +
    (splits === undefined ? "" : ` on ${splits.length} ${splits.length === 1 ? "split" : "splits"}`) +
    `, into ${folder}`
  );
}

/** Writes the report, prints table or JSON, and says what is missing. */
function publish(comparison: Comparison, folder: string, json: boolean, again: string): number {
  const report = join(folder, "report.html");
  writeWhole(report, renderReport(comparison));
  if (json) {
    const { task, ...rest } = comparison;
    process.stdout.write(`${JSON.stringify({ task: task.name, data: task, ...rest, report })}\n`);
  } else {
    const colour = canColour(process.stdout, process.env);
    process.stdout.write(`${renderTable(comparison, { width: process.stdout.columns || 100, colour })}\n`);
    process.stdout.write(`Report: ${report}\n`);
  }
  const { missing, failures = [] } = comparison;
  if (failures.length > 0) {
    const what = failures.length === 1 ? "One run" : `${failures.length} runs`;
    process.stderr.write(`${what} failed; the report says how. The same command tries again:\n  ${again}\n`);
  }
  if (missing === 0) return failures.length > 0 ? exitCodes.failed : exitCodes.ok;
  const done =
    comparison.config["lr"] === "tune" && comparison.tuning.length === 0
      ? "Interrupted while tuning. What is done is kept."
      : `Interrupted: ${comparison.arms.length} runs are done and kept, ${missing} are missing.`;
  process.stderr.write(`${done} To continue:\n  ${again}\n`);
  return exitCodes.interrupted;
}
