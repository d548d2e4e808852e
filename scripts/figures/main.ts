/**
 * `npm run -s figures -- RUN OUT.svg`: a static figure of a run folder, drawn from its metrics.json.
 */
import "../../lab/command/uncaught-exceptions.ts";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { writeWhole } from "../../lab/base/index.ts";
import { exitCodes } from "../../lab/command/exit-codes.ts";
import { readComparison } from "../../lab/compare/record.ts";
import type { Metric } from "../../lab/compare/series.ts";
import { UserError } from "../../lib/index.ts";
import { axes, figure } from "./figure.ts";

const isMetric = (name: string): name is Metric => name in axes;

function parseMetrics(text: string): readonly Metric[] {
  const names = text.split(",");
  if (!names.every(isMetric)) throw new InvalidArgumentError(`Known are ${Object.keys(axes).join(", ")}.`);
  return names;
}

new Command("figures")
  .description("Draw a finished comparison as a static SVG.")
  .argument("<run>", "a run folder, or a metrics.json")
  .argument("<out>", "the SVG to write")
  .option("--metrics <names>", `of ${Object.keys(axes).join(", ")} (default: testAccuracy)`, parseMetrics)
  .action(
    (run: string, out: string, { metrics = ["testAccuracy"] }: { readonly metrics?: readonly Metric[] }) => {
      const path = existsSync(run) && statSync(run).isDirectory() ? join(run, "metrics.json") : run;
      try {
        writeWhole(out, figure(readComparison(path), metrics));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        console.error(error.message);
        process.exitCode = exitCodes.usage;
      }
    },
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .parse();
