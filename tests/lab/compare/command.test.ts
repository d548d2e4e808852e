/**
 * Whole comparisons as their users meet them: stdout and stderr, the run folder, interruption and resumption.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
