/**
 * The command that draws static figures, as a process of its own.
 * What it writes depends on the record and on nothing else, and everything that the record has is in it.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { looksOf } from "../../../lab/compare/report/looks.ts";
import { tones } from "../../../lab/report/palette.ts";
import type { Comparison } from "../../../lab/jobs/index.ts";
import { root } from "../../house/sources.ts";
import { sampleComparison } from "../../lab/compare/sample.ts";

interface Outcome {
  readonly code: number | null;
  readonly err: string;
  readonly svg: string;
}

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "bnp-figures-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;

/** Draws what stands in a run folder's metrics.json. */
async function draw(record: unknown, ...options: readonly string[]): Promise<Outcome> {
  const run = join(folder, `run-${++runs}`);
  const out = join(folder, `figure-${runs}.svg`);
  mkdirSync(run);
  writeFileSync(join(run, "metrics.json"), JSON.stringify(record));
  const program = ["-r", "ts-node/register/transpile-only", "scripts/figures/main.ts", run, out, ...options];
  const child = spawn(process.execPath, program, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, err, svg: code === 0 ? readFileSync(out, "utf8") : "" };
}

const labels = ["none", "bn", "bnp:ramp", "bnp:paper"];
const comparison: Comparison = sampleComparison({ labels, evaluations: 600, diverging: ["bnp:paper/1/0"] });
const everything = ["--metrics", "testAccuracy,trainLoss,testLoss"];

const elements = (svg: string, selector: string): readonly Element[] => [
  ...parseHTML(svg).document.querySelectorAll(selector),
];
const texts = (svg: string): readonly string[] => elements(svg, "text").map((e) => e.textContent);

describe("npm run figures", () => {
  let outcome: Outcome;
  beforeAll(async () => (outcome = await draw(comparison, ...everything)));

  it("draws the same record to the same bytes", async () => {
    expect({ ...outcome, svg: "" }).toEqual({ code: 0, err: "", svg: "" });
    const later = {
      ...comparison,
      provenance: { ...comparison.provenance, startedAt: "2030-01-01T00:00:00.000Z" },
    };
    const others = await Promise.all([comparison, later].map((record) => draw(record, ...everything)));
    // Compared first, so that a failure does not print whole figures.
    expect(others.map(({ err, svg }) => [err, svg === outcome.svg])).toEqual([
      ["", true],
      ["", true],
    ]);
  });

  it("is small, and complete in itself", () => {
    expect(outcome.svg.length).toBeLessThan(150_000);
    expect(outcome.svg).not.toMatch(/<script|<style|<image|@import|url\(| id=|NaN|undefined|Infinity/);
    expect(outcome.svg.match(/https?:[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
  });

  it("has a panel for each batch size and metric, and in it a name for each method that ran there", () => {
    const sizes = [...new Set(comparison.arms.map((arm) => arm.batchSize))];
    const panels = elements(outcome.svg, "svg svg");
    expect(panels).toHaveLength(3 * sizes.length);
    const written = texts(outcome.svg);
    for (const size of sizes) {
      expect(written.filter((text) => text === `batch size ${size}`)).toHaveLength(1);
    }
    for (const axis of ["test accuracy, %", "training loss (log scale)", "test loss (log scale)"]) {
      expect(written.filter((text) => text === axis)).toHaveLength(1);
    }
    for (const label of labels) {
      const at = new Set(comparison.arms.filter((arm) => arm.label === label).map((arm) => arm.batchSize));
      expect(written.filter((text) => text === label)).toHaveLength(3 * at.size);
    }
  });

  it("tells methods apart by the report's colours and dashes, and marks a diverged seed", () => {
    const medians = elements(outcome.svg, "[stroke-width='2']");
    const looks = [...looksOf(comparison).values()];
    expect(new Set(medians.map((e) => e.getAttribute("color")))).toEqual(
      new Set(looks.map((look) => tones[look.index]!.light)),
    );
    expect(new Set(medians.map((e) => e.getAttribute("stroke-dasharray")))).toEqual(
      new Set(looks.map((look) => look.dash.join(" ") || "none")),
    );
    expect(texts(outcome.svg).at(-1)).toMatch(/median of 3 seeds.*A cross ends a diverged seed/);
  });

  it("says what is wrong with a metric, a folder, or a record without a value", async () => {
    const [metric, folderless, empty] = await Promise.all([
      draw(comparison, "--metrics", "speed"),
      draw({ schema: 1 }),
      draw({ ...comparison, arms: comparison.arms.map((arm) => ({ ...arm, curve: [] })) }),
    ]);
    expect(metric).toMatchObject({
      code: 2,
      err: expect.stringContaining("Known are testAccuracy") as string,
    });
    expect(folderless).toMatchObject({ code: 2, err: expect.stringContaining("no record") as string });
    expect(empty).toMatchObject({
      code: 2,
      err: expect.stringContaining("no finite testAccuracy") as string,
    });
  });
});
