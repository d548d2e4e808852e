/** A place, a caption and a description in words for every figure; every button with a name. */
import { curvesSection, ratesSection } from "../../../../lab/compare/report/figures.ts";
import { sampleComparison } from "../sample.ts";

const count = (source: string, pattern: RegExp) => source.match(pattern)?.length ?? 0;

describe("the places of figures", () => {
  it("are three for each batch size that ran", () => {
    const { source } = curvesSection(sampleComparison())!;
    expect(count(source, /class="plot"/g)).toBe(9);
    expect(count(source, /role="img" aria-label="[^"]*batch size \d+/g)).toBe(9);
    expect(count(source, /Median at the end: none [^"]*, bn [^"]* and bnp /g)).toBe(4);
  });

  it("are two for each tuned batch size, and none where rates were given", () => {
    const { source } = ratesSection(sampleComparison({ tuned: true }))!;
    expect(count(source, /class="plot"/g)).toBe(6);
    expect(source).toContain("at an edge of the grid for “none” at batch size 1");
    expect(ratesSection(sampleComparison())).toBeNull();
  });

  it("are left out where nothing was finished", () => {
    expect(curvesSection(sampleComparison({ seeds: [] }))).toBeNull();
  });

  it("have buttons with names and states, a switch for every method, and a note for pages without scripts", () => {
    const { source } = curvesSection(sampleComparison())!;
    const buttons = source.match(/<button[^>]*>/g)!;
    expect(buttons).toHaveLength(7 + 3);
    for (const button of buttons) expect(button).toMatch(/type="button".*aria-pressed=.*aria-label="[^"]+"/);
    expect(source).toContain("<noscript>");
  });

  it("can be drawn against seconds where the cost of a step was measured, and only there", () => {
    const { costs, ...without } = sampleComparison();
    const timed = curvesSection({ ...without, costs: costs! })!.source;
    expect(timed).toContain('data-value="seconds"');
    expect(timed).toContain("Seconds are steps times the measured cost of a step.");
    const untimed = curvesSection({ ...without, costsLeftOut: "the comparison was interrupted" })!.source;
    expect(count(untimed, /<button/g)).toBe(count(timed, /<button/g) - 1);
    expect(untimed).not.toMatch(/seconds/i);
  });

  it("mention a band only where there are several seeds", () => {
    expect(curvesSection(sampleComparison())!.source).toContain("band: least to greatest");
    expect(curvesSection(sampleComparison({ seeds: [0] }))!.source).toContain("One seed: no band");
  });

  it("have every rate tried in a table", () => {
    const comparison = sampleComparison({ tuned: true });
    const tried = comparison.tuning.reduce((sum, t) => sum + t.tried.length, 0);
    expect(count(ratesSection(comparison)!.source, /<th scope="row">/g)).toBe(tried);
  });
});
