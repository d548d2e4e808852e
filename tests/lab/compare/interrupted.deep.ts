/**
 * A comparison of several runs, interrupted and continued: `npm run test:deep`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../../lab/jobs/comparison.ts";
import { child, small, untilThereAre, workplace } from "../cli/program.ts";

jest.setTimeout(240_000);
const place = workplace();

const args = [...small, "--methods", "none,bnp", "--batch-size", "10", "--steps", "700", "--lr", "0.05"];
const seeds = ["--seeds", "0..5"];
const results = (folder: string): unknown =>
  (JSON.parse(readFileSync(join(folder, "metrics.json"), "utf8")) as Comparison).arms.map((arm) => ({
    ...arm,
    seconds: 0,
    curve: arm.curve.map((point) => ({ ...point, seconds: 0 })),
  }));

it("an interrupted comparison ends with 75 and a partial result; continued, it ends where an uninterrupted one does", async () => {
  const [stopped, whole] = [join(place(), "stopped"), join(place(), "unstopped")];
  const first = child(...args, ...seeds, "--out", stopped);
  await untilThereAre(3, stopped, first.process);
  first.process.kill("SIGINT");
  const { code, err } = await first.ended;
  expect(code).toBe(75);
  expect(err).toMatch(/Interrupted: \d+ runs are done and kept, \d+ are missing\. To continue:\n.*--resume/);
  const { missing, arms } = JSON.parse(readFileSync(join(stopped, "metrics.json"), "utf8")) as Comparison;
  expect(missing).toBeGreaterThan(0);
  expect(missing + arms.length).toBe(12);
  expect(existsSync(join(stopped, "report.html"))).toBe(true);

  const [resumed, uninterrupted] = await Promise.all([
    child("compare", "--out", stopped, "--resume").ended,
    child(...args, ...seeds, "--out", whole).ended,
  ]);
  expect([resumed.code, uninterrupted.code]).toEqual([0, 0]);
  expect(results(stopped)).toEqual(results(whole));
});
