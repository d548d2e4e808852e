/** Title, warnings and verdict; and what a reader needs to repeat the run. */
import { frontSection, repeatSection, titleOf } from "../../../../lab/compare/report/front.ts";
import { verdictOf } from "../../../../lab/compare/report/verdict.ts";
import { escapeText } from "../../../../lab/report/markup.ts";
import { sampleComparison } from "../sample.ts";

describe("the front", () => {
  it("names the methods that were run, and no others", () => {
    expect(titleOf(sampleComparison())).toBe("Plain, BN and BNP on glyphs");
    expect(titleOf(sampleComparison({ labels: ["bnp:ramp", "bnp:paper"] }))).toBe("BNP on glyphs");
    expect(titleOf(sampleComparison({ seeds: [] }))).toBe("Methods on glyphs");
  });

  it("names the optimizer and its space, unless it is plain SGD", () => {
    const of = (config: Readonly<Record<string, unknown>>): ReturnType<typeof sampleComparison> => ({
      ...sampleComparison(),
      config,
    });
    const title = (config: Readonly<Record<string, unknown>>): string => titleOf(of(config));
    expect(title({ optimizer: "sgd", momentum: 0 })).toBe("Plain, BN and BNP on glyphs");
    expect(title({ optimizer: "momentum" })).toBe("Plain, BN and BNP on glyphs, by momentum");
    for (const optimizerSpace of ["parameters", "preconditioned"]) {
      const config = { optimizer: "adam", optimizerSpace };
      expect(title(config)).toBe(`Plain, BN and BNP on glyphs, by adam in the space ${optimizerSpace}`);
    }
    const meaning = (optimizerSpace: string): string => frontSection(of({ optimizerSpace })).source;
    expect(meaning("parameters")).toContain("lose the coupling of weight and bias");
    expect(meaning("preconditioned")).toContain("works in z of ŵ = P z");
  });

  it("holds the whole verdict and the date", () => {
    const comparison = sampleComparison();
    const { source } = frontSection(comparison);
    const verdict = verdictOf(comparison);
    for (const text of [verdict.opening, verdict.closing, ...verdict.findings.map((f) => f.text)]) {
      expect(source).toContain(escapeText(text));
    }
    expect(source).toContain("22 November 2026, 09:11 UTC");
  });

  it("warns of what is missing, failed or diverged, and of nothing else", () => {
    expect(frontSection(sampleComparison()).source).not.toContain("banner");
    const failures = [{ label: "bn", batchSize: 6, learningRate: 0.1, seed: 2, error: "the worker died" }];
    const { source } = frontSection(
      sampleComparison({ diverging: ["bnp/6/1"], change: { missing: 3, failures } }),
    );
    expect(source).toContain("3 arms of 27 are missing");
    expect(source).toContain("the worker died");
    expect(source).toContain("1 arm of 24 diverged");
    expect(source).toMatch(/seed 1: at step \d+ of 1,000/);
  });

  it("tells what is to be known about the data", () => {
    const { task } = sampleComparison();
    const notes = ["3 of 9 rows with a missing value left out", "<b> is read"];
    const { source } = frontSection(sampleComparison({ change: { task: { ...task, dropped: 3, notes } } }));
    for (const note of notes) expect(source).toContain(`<li>${escapeText(note)}</li>`);
  });

  it("folds a long list of divergences", () => {
    const diverging = [0, 1, 2].flatMap((seed) => [60, 6, 1].map((size) => `bnp/${size}/${seed}`));
    expect(frontSection(sampleComparison({ diverging })).source).toContain("<details>");
  });
});

describe("how to repeat it", () => {
  it("has command, versions, machine, configuration and the conventions", () => {
    const comparison = sampleComparison();
    const { source } = repeatSection(comparison);
    const { command, version, commit, node, cpu } = comparison.provenance;
    for (const text of [command, version, commit!, node, cpu, "2 cores", "24.9"])
      expect(source).toContain(text);
    expect(source).toContain(escapeText(JSON.stringify(comparison.config, null, 2)));
    expect(source).toContain("incomplete batch is dropped");
    expect(source).toContain("Diverged:");
  });

  it("says that a commit is not known rather than null", () => {
    const comparison = sampleComparison();
    const provenance = { ...comparison.provenance, commit: null };
    expect(repeatSection({ ...comparison, provenance }).source).toContain("<dd>not known</dd>");
  });
});
