/**
 * Whole comparisons as their users meet them: stdout and stderr, the run folder, interruption and resumption.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../../lab/jobs/comparison.ts";
import type { Arm } from "../../../lab/training/results.ts";
import { child, here, small, untilThereAre, workplace } from "../cli/program.ts";

jest.setTimeout(120_000);
const place = workplace();

it("prints a configuration that is itself a --config", async () => {
  const first = await here("compare", "--preset", "start", "--hidden", "9", "--print-config");
  const file = join(place(), "printed.json");
  writeFileSync(file, first.out);
  expect(await here("compare", "--config", file, "--print-config")).toEqual(first);
  expect(JSON.parse(first.out)).toMatchObject({ hidden: [9], batchSize: [60, 6, 1] });
});

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

describe("a comparison", () => {
  const folder = (): string => join(place(), "whole");
  const args = (): string[] => [
    ...small,
    "--batch-size",
    "10,1",
    "--steps",
    "30",
    "--lr",
    "0.1",
    "--seeds",
    "0,1",
  ];

  it("prints one JSON value, all else on stderr, and leaves a whole run folder", async () => {
    const { code, out, err } = await child(...args(), "--out", folder(), "--json").ended;
    expect({ code, err: /\n\s+at /.test(err) }).toEqual({ code: 0, err: false });
    const result = JSON.parse(out) as { task: string; arms: Arm[]; report: string; skipped: unknown[] };
    expect(result.task).toBe("blobs");
    expect(result.report).toBe(join(folder(), "report.html"));
    expect(result.arms.length).toBe(2 * (3 + 2));
    expect(result.skipped).toEqual([expect.objectContaining({ label: "bn", batchSize: 1 })]);
    for (const arm of result.arms) {
      expect(arm).toMatchObject({ status: "ok", learningRate: 0.1, steps: 30 });
      expect(arm.final.testAccuracy).toBeGreaterThan(0.5);
    }
    expect(readdirSync(folder()).sort()).toEqual([
      "arms",
      "config.json",
      "metrics.json",
      "report.html",
      "tuning",
    ]);
  });

  it("finds everything done the second time, says so, and gives the same result", async () => {
    const before = readFileSync(join(folder(), "metrics.json"), "utf8");
    const { code, out, err } = await here(...args(), "--out", folder());
    expect(code).toBe(0);
    expect(err).toMatch(/10 runs are there already/);
    expect(out).toMatch(/Report: .*report\.html\n$/);
    expect(readFileSync(join(folder(), "metrics.json"), "utf8")).toBe(before);
  });

  it("does not overwrite the run of another configuration", async () => {
    const { code, out, err } = await here(...args(), "--hidden", "9", "--out", folder());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/holds a run of another configuration \("hidden" differs\)\. It is not overwritten/);
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
});

describe("an interrupted comparison", () => {
  const args = [...small, "--methods", "none,bnp", "--batch-size", "10", "--steps", "700", "--lr", "0.05"];
  it("leaves no worker behind when it is killed", async () => {
    const out = join(place(), "killed");
    const killed = child(...args, "--seeds", "0..40", "--out", out);
    await untilThereAre(1, out, killed.process);
    killed.process.kill("SIGKILL");
    // "close" comes when the last holder of its stderr is gone, and the workers hold it too.
    expect((await killed.ended).code).toBeNull();
  });
});
