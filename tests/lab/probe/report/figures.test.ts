import { alongSection, looksOfRuns, spectraSection } from "../../../../lab/probe/report/figures.ts";
import { sampleProbe } from "./sample.ts";

const { runs } = sampleProbe();
const figures = (text: string | undefined): number =>
  [...(text ?? "").matchAll(/<svg class="chart"/g)].length;

it("draws four figures of the whole and three of each affine layer along training", () => {
  expect(figures(alongSection(runs)?.source)).toBe(4 + 2 * 3);
});

it("draws nothing along training of a run with one snapshot", () => {
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

it("says so where no value of a figure can stand on a logarithmic axis", () => {
  const zero = runs.map((run) => ({
    ...run,
    looks: run.looks.map((look) => ({
      ...look,
      whole: {
        before: { ...look.whole.before, largest: 0, largestOverMedian: null },
        after: { ...look.whole.after, largest: 0, largestOverMedian: null },
      },
    })),
  }));
  const section = alongSection(zero)!.source;
  expect(figures(section)).toBe(2 * 3);
  expect([...section.matchAll(/No finite values above 0 to draw\./g)].length).toBe(2);
});

it("draws spectra that are zero throughout", () => {
  const empty = runs.map((run) => ({
    ...run,
    looks: run.looks.map((look) => ({
      ...look,
      whole: {
        before: { ...look.whole.before, spectrum: [0, 0, 0], threshold: 0 },
        after: { ...look.whole.after, spectrum: [0, 0, 0], threshold: 0 },
      },
    })),
  }));
  const section = spectraSection(empty)!.source;
  expect(figures(section)).toBe(2 * runs.length);
  expect([...section.matchAll(/class="zero"/g)].length).toBe(3 * 2 * runs.length);
});
