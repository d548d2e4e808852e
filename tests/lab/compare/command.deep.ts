/**
 * Whole comparisons on a table with holes, on augmented images, and with tuning: `npm run test:deep`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../../lab/jobs/comparison.ts";
import { child, here, small, workplace } from "../cli/program.ts";

jest.setTimeout(120_000);
const place = workplace();

it("tells how a table was read, at once and in its record, table and report", async () => {
  const file = join(place(), "holes.csv");
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 7},${i === 4 ? "NA" : i % 2},${i % 2}`);
  writeFileSync(file, ["0,1,label", ...rows].join("\n"));
  const folder = join(place(), "holes");
  const { code, out, err } = await child(
    ...["compare", "--task", "csv", "--file", file, "--missing", "drop", "--methods", "none", "--lr", "0.1"],
    ...[
      "--hidden",
      "3",
      "--batch-size",
      "5",
      "--steps",
      "2",
      "--seeds",
      "0",
      "--processes",
      "1",
      "--out",
      folder,
    ],
  ).ended;
  expect(code).toBe(0);
  const { task, config } = JSON.parse(readFileSync(join(folder, "metrics.json"), "utf8")) as Comparison;
  expect(task).toMatchObject({ dropped: 1, train: 23, test: 6 });
  expect(config).toMatchObject({ missing: "drop" });
  expect(task.notes).toHaveLength(2);
  for (const note of task.notes!) expect(err).toContain(`Data: ${note}.\n`);
  expect(out).toContain("data: 1 of 30 rows with a missing value left out");
  expect(readFileSync(join(folder, "report.html"), "utf8")).toContain(
    "1 of 30 rows with a missing value left out",
  );
});

it("says in configuration and report what was done to the images", async () => {
  const out = join(place(), "augmented");
  const { code } = await here(
    ..."compare --task glyphs --train 30 --test 10 --hidden none --methods none --seeds 0 --lr 0.1".split(
      " ",
    ),
    ..."--batch-size 5 --steps 3 --evaluations 1 --flip --crop 2 --processes 1 --out".split(" "),
    out,
  );
  expect(code).toBe(0);
  expect(JSON.parse(readFileSync(join(out, "config.json"), "utf8"))).toMatchObject({ flip: true, crop: 2 });
  const told =
    "training images mirrored left to right half of the time and cut at random from a frame of 2 pixels";
  expect(readFileSync(join(out, "report.html"), "utf8")).toContain(told);
});

it("tunes on a part of the training set, and reports what it tried", async () => {
  const tuned = join(place(), "tuned");
  const { code } = await here(
    ...[...small, "--methods", "none,bnp", "--batch-size", "10", "--steps", "30", "--seeds", "0"],
    ...["--tune-seeds", "7", "--grid", "0.01..1/1", "--out", tuned],
  );
  expect(code).toBe(0);
  const { tuning, arms } = JSON.parse(readFileSync(join(tuned, "metrics.json"), "utf8")) as Comparison;
  expect(tuning.map((t) => t.label)).toEqual(["none", "bnp"]);
  for (const { best, tried, label } of tuning) {
    const losses = tried.map((t) => t.medianLoss ?? Infinity);
    expect(tried[losses.indexOf(Math.min(...losses))]!.learningRate).toBe(best);
    expect(arms.find((arm) => arm.label === label)!.learningRate).toBe(best);
  }
});
