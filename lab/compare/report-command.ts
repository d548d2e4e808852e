/**
 * `bnp report`: the page of a run, made again from its metrics.json.
 */
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { writeWhole } from "../base/index.ts";
import { path } from "../command/index.ts";
import { readComparison } from "./record.ts";
import { renderReport } from "./report/page.ts";

export function reportCommand(): Command {
  return new Command("report")
    .description("Make report.html again from a run folder or its metrics.json.")
    .argument("<run>", "a run folder, or a metrics.json", path)
    .option("--out <file>", "where to write (default: report.html beside the metrics)", path)
    .option("--json", 'print {"report": path} on stdout')
    .action((run: string, flags: { readonly out?: string; readonly json?: boolean }) => {
      const metrics = isFolder(run) ? join(run, "metrics.json") : run;
      const report = flags.out ?? join(dirname(metrics), "report.html");
      writeWhole(report, renderReport(readComparison(metrics)));
      process.stdout.write(flags.json === true ? `${JSON.stringify({ report })}\n` : `Report: ${report}\n`);
    });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // reading it will say why
  }
}
