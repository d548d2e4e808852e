import { alongSection, looksOfRuns, spectraSection } from "../../../../lab/report/probe/figures.ts";
import { sampleProbe } from "./sample.ts";

const { runs } = sampleProbe();
const figures = (text: string | undefined): number =>
  [...(text ?? "").matchAll(/<svg class="chart"/g)].length;

it("draws four figures of the whole and three of each affine layer along training", () => {
  expect(figures(alongSection(runs)?.source)).toBe(4 + 2 * 3);
});

it("draws nothing along training of what was looked at once", () => {
  expect(alongSection(runs.map((run) => ({ ...run, looks: run.looks.slice(0, 1) })))).toBeNull();
});

it("draws two spectra a run, and says where they were too large to write out", () => {
  expect(figures(spectraSection(runs)?.source)).toBe(2 * runs.length);
  const large = sampleProbe(5).runs;
  expect([...runs, ...large].length).toBe(4);
  const section = spectraSection([runs[0]!, large[1]!])!.source;
  expect(figures(section)).toBe(2);
  expect(section).toContain("Too large to write out");
});

it("gives every label a look of its own", () => {
  const labels = ["bnp:ramp", "bnp:paper", "none", "bn"];
  const many = labels.map((label) => ({ ...runs[1]!, label }));
  const looks = looksOfRuns(many);
  expect(new Set([...looks.values()].map(({ index }) => index)).size).toBe(labels.length);
});
