/**
 * The published figures: the page is what its numbers make, no part is missing, and every figure keeps its bound.
 */
import { textOf } from "../../house/sources.ts";
import { refusedAtMost } from "../../probes/certified-layers.ts";
import { bounds } from "../elementary.ts";
import { page } from "./page.ts";
import type { Evidence } from "./parts.ts";

const evidence = JSON.parse(textOf("docs/results/numerics.json")) as Evidence;

/** Without the padding of tables, which is the formatter's. */
const bare = (text: string): string => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

describe("docs/results/numerics.md", () => {
  it("is what docs/results/numerics.json makes; if not, run: npm run evidence", () => {
    expect(bare(textOf("docs/results/numerics.md"))).toBe(bare(page(evidence)));
  });

  it("has every part, with the commit it was measured at", () => {
    expect(Object.keys(evidence).sort()).toEqual([
      "agreement",
      "certificates",
      "functions",
      "fuzz",
      "golden",
      "intervals",
      "mutants",
      "sweep",
    ]);
    for (const { commit, node, seconds } of Object.values(evidence)) {
      expect(commit).toMatch(/^[0-9a-f]{12}\+?$/);
      expect(node).toMatch(/^v\d+\./);
      expect(seconds).toBeGreaterThan(0);
    }
  });

  it("keeps the bounds it names", () => {
    const { agreement, certificates, functions, fuzz, golden, mutants, sweep } = evidence;
    for (const { orders } of functions.result)
      orders.forEach(({ worst }, k) => expect(worst).toBeLessThanOrEqual(bounds[k]!));
    for (const row of golden.result)
      for (const k of [0, 1, 2, 3, 4]) expect(row[`order${k}`]).toBeLessThanOrEqual(1e-12);
    expect([
      sweep.result.failures,
      fuzz.result.failures,
      certificates.result.missed,
      certificates.result.wrong,
    ]).toEqual([0, 0, 0, 0]);
    for (const { intervals, outside, refused, worst, widest } of evidence.intervals.result) {
      const isRare = refused <= refusedAtMost * intervals;
      expect([outside, isRare, worst <= 1, widest <= 100]).toEqual([0, true, true, true]);
    }
    for (const { worst, median, residue } of sweep.result.orders) {
      expect([worst <= 1e-9, median <= 1e-12, residue <= 1e-12]).toEqual([true, true, true]);
    }
    for (const { worst } of agreement.result.nestings) expect(worst).toBeLessThanOrEqual(1e-13);
    expect(agreement.result.adjoints.worst).toBeLessThanOrEqual(1e-14);
    for (const { worst } of agreement.result.compositions.orders) expect(worst).toBeLessThanOrEqual(1e-12);
    expect(mutants.result.score).toBeGreaterThanOrEqual(0.98);
    for (const { reason } of mutants.result.survivors) expect(reason).not.toBe("");
  });
});
