/** The tables of the page: a row for everything that was measured, with its verdict and its drawing. */
import { differencesSection, resultsSection } from "../../../../lab/compare/report/results.ts";
import { sampleComparison } from "../sample.ts";

const rowsIn = (source: string) => source.split("<tbody>").slice(1).join("").match(/<tr/g)?.length ?? 0;

describe("the table of results", () => {
  it("has a row for each method and batch size, as many cells as headings in each", () => {
    for (const labels of [
      ["none", "bn", "bnp"],
      ["none", "bnp"],
    ]) {
      const { source } = resultsSection(sampleComparison({ labels, diverging: ["bnp/6/1"] }));
      const headings = source.match(/<th scope="col"/g)!.length;
      const rows = source.match(/<tr[^>]*>\s*(?:<th scope="rowgroup"|<th scope="row")[^]*?<\/tr>/g)!;
      expect(rows).toHaveLength(labels.length === 3 ? 8 : 6);
      // The cell of the batch size stands in the first row of its group alone.
      for (const row of rows) {
        const cells = row.match(/<t[dh][ >]/g)!.length + (row.includes("rowgroup") ? 0 : 1);
        expect(cells).toBe(headings);
      }
      expect(source.includes("full-batch")).toBe(labels.includes("bn"));
    }
  });

  it("counts divergence, and lists what was not run with its reason", () => {
    const { source } = resultsSection(sampleComparison({ diverging: ["bnp/6/1"] }));
    expect(source).toContain('<td class="n warn">1 of 3</td>');
    expect(source).toContain("at batch size 1: the variance of a batch of one example is 0");
  });

  it("shows the cost of a step with its interval, or nothing of it and why", () => {
    const { costs, ...without } = sampleComparison();
    const { source } = resultsSection({ ...without, costs: costs! });
    expect(source).toContain("ms per step");
    expect(source).toMatch(/× 1\.15<\/span> <span class="range">1\.12–1\.20<\/span>/);
    const bare = resultsSection(without).source;
    expect(bare).not.toMatch(/ms per step|ost of a step|>Time</);
    const left = resultsSection({ ...without, costsLeftOut: "the comparison was interrupted" }).source;
    expect(left).toContain("The cost of a step was not measured: the comparison was interrupted.");
    expect(left).not.toContain("ms per step");
  });

  it("says so when nothing was finished", () => {
    expect(resultsSection(sampleComparison({ seeds: [] })).source).toContain("No arm was finished");
  });
});

describe("the paired differences", () => {
  it("are all there, the plain network always as what is taken away", () => {
    const comparison = sampleComparison();
    const { source } = differencesSection(comparison)!;
    expect(rowsIn(source)).toBe(comparison.differences.length);
    expect(source).toContain("bnp − none");
    expect(source).not.toContain("none − ");
    const cells = [...source.matchAll(/<td>(bnp is better|no difference seen|bn is better)<\/td>/g)];
    expect(cells.length).toBe(2 * comparison.differences.length);
  });

  it("claim nothing without an interval, and are left out where there are none", () => {
    const single = differencesSection(sampleComparison({ seeds: [3] }))!.source;
    expect(single).toContain("too few seeds");
    expect(single).not.toMatch(/is better|is worse/);
    expect(differencesSection(sampleComparison({ labels: ["bnp"] }))).toBeNull();
  });
});
