/**
 * `bnp report`: the page of a run, made again from its metrics.json.
 */
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { DataError } from "../../lib/index.ts";
import { type Comparison, readJson, writeWhole } from "../experiments/index.ts";
import { renderReport } from "../report/index.ts";

export function reportCommand(): Command {
  return new Command("report")
    .description("Make report.html again from a run folder or its metrics.json.")
    .argument("<run>", "a run folder, or a metrics.json")
    .option("--out <file>", "where to write (default: report.html beside the metrics)")
    .option("--json", 'print {"report": path} on stdout')
    .action((run: string, flags: { readonly out?: string; readonly json?: boolean }) => {
      const metrics = existsSync(run) && statSync(run).isDirectory() ? join(run, "metrics.json") : run;
      const report = flags.out ?? join(dirname(metrics), "report.html");
      writeWhole(report, renderReport(readComparison(metrics)));
      process.stdout.write(flags.json === true ? `${JSON.stringify({ report })}\n` : `Report: ${report}\n`);
    });
}

/** Reads a metrics.json. @throws DataError if it is something else */
export function readComparison(path: string): Comparison {
  const value = readJson(path) as Partial<Comparison> | null;
  if (value?.schema !== 1 || !Array.isArray(value.arms)) {
    throw new DataError(
      `report: ${path} is no record of a comparison. Give a run folder or its metrics.json.`,
    );
  }
  return value as Comparison;
}
