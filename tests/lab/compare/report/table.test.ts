/** The terminal's table: never too wide, complete, and free of control codes that were not asked for. */
import { renderTable } from "../../../../lab/compare/report/table.ts";
import type { Comparison } from "../../../../lab/jobs/comparison.ts";
import { sampleComparison } from "../sample.ts";

const labels = ["none", "bn", "bn-pre", "ln", "bnp:ramp", "bnp:total", "bnp:paper"];
const samples: readonly Comparison[] = [
  sampleComparison(),
  sampleComparison({ labels, tuned: true, diverging: ["bnp:paper/1/0", "bnp:paper/1/1", "bnp:paper/1/2"] }),
  sampleComparison({ labels: ["bnp"], batchSizes: [100_000], seeds: [7] }),
  sampleComparison({ seeds: [], change: { missing: 24 } }),
  sampleComparison({ labels: ["none:a-very-long-name-that-no-column-was-made-for"] }),
];
const plain = (comparison: Comparison, width: number) => renderTable(comparison, { width, colour: false });
// eslint-disable-next-line no-control-regex
const codes = /\u001b\[\d+m/g;

describe("the table", () => {
  it("is at most as wide as asked, from 60 to 120 columns", () => {
    for (const comparison of samples) {
      for (let width = 60; width <= 120; width += 4) {
        const lines = plain(comparison, width).split("\n");
        expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(width);
      }
    }
  });

  it("has one line for each batch size and method, columns aligned at their ends", () => {
    const lines = plain(samples[0]!, 100).split("\n");
    const header = lines.find((line) => line.includes("accuracy"))!;
    const rows = lines.filter((line) => /\d\/\d/.test(line));
    expect(rows).toHaveLength(8);
    expect(new Set(rows.map((line) => line.length))).toEqual(new Set([header.length]));
    expect(rows.filter((line) => line.includes("*"))).toHaveLength(3);
  });

  it("keeps every row and every count of divergence at 60 columns", () => {
    const rows = plain(samples[1]!, 60)
      .split("\n")
      .filter((line) => /\d\/3/.test(line));
    expect(rows).toHaveLength(19);
    expect(rows.filter((line) => line.includes("3/3"))).toHaveLength(1);
  });

  it("tells what was skipped, what failed, what is missing", () => {
    const failures = [{ label: "bn", batchSize: 6, learningRate: 0.1, seed: 2, error: "the worker died" }];
    const text = plain(sampleComparison({ change: { failures, missing: 3 } }), 120);
    expect(text).toContain("bn at batch size 1 was not run: the variance");
    expect(text).toContain("bn at batch size 6, seed 2 failed: the worker died");
    expect(text).toContain("3 arms missing, the run was interrupted");
  });

  it("differs with colour only in codes", () => {
    for (const comparison of samples) {
      const coloured = renderTable(comparison, { width: 80, colour: true });
      expect(coloured.replace(codes, "")).toBe(plain(comparison, 80));
    }
    expect(renderTable(samples[0]!, { width: 80, colour: true })).toMatch(codes);
  });

  it("lets no name steer the terminal", () => {
    const task = { ...samples[0]!.task, name: "a\u001b[31mb\u0007\rc\u202e" };
    const text = plain({ ...samples[0]!, task }, 80).replaceAll("\n", "");
    expect(text).not.toMatch(/\p{Cc}|\p{Cf}/u);
    expect(text).toContain("a[31mbc");
  });
});
