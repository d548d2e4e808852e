/**
 * What a comparison would run, in words.
 */
import { augmentationText, cells, type Config, givenRate, repeats } from "../training/index.ts";
import { mostDecades, tuningGrid } from "./rates.ts";

export function dryRun(config: Config, folder: string): string {
  const { cells: run, skipped } = cells(config);
  const augmentation = augmentationText(config);
  const lines = [`${run.length * repeats(config)} runs, to ${folder}${augmentation && `, ${augmentation}`}:`];
  for (const cell of run) {
    const rate = config.lr === "tune" ? "rate to be tuned" : `rate ${givenRate(config, cell)}`;
    lines.push(
      `  ${cell.label}: batch size ${cell.batchSize}, ${cell.steps} steps, ${rate}, seeds ${config.seeds.join(" ")}${config.splits === undefined ? "" : `, splits ${config.splits.join(" ")}`}`,
    );
  }
  for (const { label, batchSize, reason } of skipped) {
    lines.push(`  ${label}: not at batch size ${batchSize}: ${reason}`);
  }
  if (config.lr === "tune") {
    const rates = tuningGrid(config.grid);
    lines.push(
      `before that ${run.length * rates.length * config.tuneSeeds.length} tuning runs: rates ${rates.join(" ")}, ` +
        `seeds ${config.tuneSeeds.join(" ")}; the grid grows where a best rate is at its edge ` +
        `or a method does not train, by up to ${mostDecades} decades a side`,
    );
  }
  return `${lines.join("\n")}\n`;
}
