import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderReport } from "../../../lab/compare/index.ts";
import type { Comparison } from "../../../lab/jobs/comparison.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { here, workplace } from "../cli/program.ts";

const place = workplace();

const comparison: Comparison = {
  ...{ schema: 1, arms: [], skipped: [], tuning: [], differences: [], missing: 3 },
  task: { name: "blobs", description: "blobs", features: 2, classes: 3, train: 10, test: 5 },
  config: resolveConfig({ task: "blobs", lr: 0.1 }),
  provenance: {
    ...{ command: "bnp compare", version: "0.1.0", commit: null, node: "v20", cpu: "x", cores: 1 },
    ...{ startedAt: "2026-01-01T00:00:00.000Z", wallSeconds: 1 },
  },
};

it("makes the page of a run folder again, and says where it is", async () => {
  const folder = join(place(), "run");
  mkdirSync(folder);
  writeFileSync(join(folder, "metrics.json"), JSON.stringify(comparison));
  const report = join(folder, "report.html");
  expect(await here("report", folder)).toEqual({ code: 0, out: `Report: ${report}\n`, err: "" });
  expect(readFileSync(report, "utf8")).toBe(renderReport(comparison));
});

it("takes the record itself, another place for the page, and --json", async () => {
  const metrics = join(place(), "mine.json");
  const page = join(place(), "mine.html");
  writeFileSync(metrics, JSON.stringify(comparison));
  const { code, out } = await here("report", metrics, "--out", page, "--json");
  expect({ code, said: JSON.parse(out) as unknown }).toEqual({ code: 0, said: { report: page } });
  expect(existsSync(page)).toBe(true);
});

it.each([
  ["null", "it is null and not an object"],
  ["[]", "it is a list and not an object"],
  ['{"schema": 1}', "task is missing"],
  ['"text"', "it is a string and not an object"],
])("refuses %s, which is no record", async (text, misfit) => {
  const metrics = join(place(), "no.json");
  writeFileSync(metrics, text);
  const { code, out, err } = await here("report", metrics);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toBe(
    `report: ${metrics} is no record of a comparison (${misfit}). Give a run folder or its metrics.json.\n`,
  );
});
