import { existsSync } from "node:fs";
import { join } from "node:path";
import { resolveConfig } from "../../../lab/experiments/config.ts";
import { dryRun } from "../../../lab/cli/dry-run.ts";
import { here, workplace } from "./program.ts";

const place = workplace();

it("lists what would be run, and runs nothing", async () => {
  const folder = join(place(), "dry");
  const { code, out, err } = await here("compare", "--batch-size", "8,1", "--out", folder, "--dry-run");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(`15 runs, to ${folder}:\n`);
  expect(out).toMatch(/bn: not at batch size 1: /);
  expect(existsSync(folder)).toBe(false);
});

it("counts the tuning runs, one for each cell, rate and tuning seed", () => {
  const config = resolveConfig({ methods: ["none", "bnp"], batchSize: [4, 2], tuneSeeds: [7, 8, 9] });
  expect(dryRun(config, "x")).toMatch(/before that 84 tuning runs: rates 0\.003 .* 3, seeds 7 8 9;/);
  expect(dryRun(resolveConfig({ lr: 0.1 }), "x")).not.toMatch(/tuning|images/);
  expect(dryRun(resolveConfig({ lr: 0.25 }), "x")).toMatch(
    /none: batch size 60, 1000 steps, rate 0\.25, seeds 0 1 2/,
  );
  expect(dryRun(resolveConfig({ lr: 0.1, crop: 4 }), "x")).toMatch(
    /^9 runs, to x, .* frame of 4 pixels .*:\n/,
  );
});
