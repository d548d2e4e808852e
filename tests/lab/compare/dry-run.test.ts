import { oneIn } from "../../support/effort.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { dryRun } from "../../../lab/compare/dry-run.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { compare, type Row } from "../cli/bad-input/row.ts";
import { runRow } from "../cli/bad-input/run.ts";
import { here, workplace } from "../cli/program.ts";

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

/** More of them in dry-run.deep.ts. */
describe("what a run refuses before it trains, a dry run refuses in the same sentence", () => {
  const config = JSON.stringify(resolveConfig({ task: "blobs" }));
  const rows: readonly Row[] = [
    { command: `${compare} --batch-size 61`, says: /^compare: a batch of 61 cannot be drawn from 60/ },
    { command: compare.replace("blobs", "csv").replace("--train 60 --test 30", "--file no.csv"), says: /^csv: no\.csv does not exist/ }, // prettier-ignore
    { command: `${compare} --out old`, files: { old: { folder: true }, "old/config.json": config }, says: /^compare: old holds a run of another configuration/ }, // prettier-ignore
    { command: `${compare} --out new --resume`, says: /^compare: new holds no run/ },
  ];
  it.each(oneIn(2, rows).map((row): [string, Row] => [String(row.says), row]))("%s", async (_, row) => {
    const dry = await runRow({ ...row, command: `${row.command} --dry-run` });
    expect(dry).toMatchObject({ code: 2, out: "", changes: [] });
    expect(dry.sentence).toMatch(row.says);
    const run = await runRow(row);
    expect({ code: run.code, sentence: run.sentence }).toEqual({ code: 2, sentence: dry.sentence });
  });

  it("and changes nothing where nothing is wrong", async () => {
    const dry = await runRow({ command: `${compare} --out a/b/c --dry-run`, says: /^$/ });
    expect(dry).toMatchObject({ code: 0, err: "", changes: [] });
  });
});
