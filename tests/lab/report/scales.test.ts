import { renderReport } from "../../../lab/compare/report/page.ts";
import { scaleWarning } from "../../../lab/report/scales.ts";
import { sampleComparison } from "../compare/sample.ts";

const task = sampleComparison().task;
const scales = { least: 0.125, greatest: 310, constant: 0 };

describe("the warning about scales", () => {
  it("says how far they are apart and what --standardize would change", () => {
    const text = scaleWarning({ ...task, scales })!;
    expect(text).toContain("differ by a factor of 2480 over the training set (0.125 to 310),");
    expect(text).toMatch(/--standardize shifts and scales each feature .* for every method alike\.$/);
    expect(scaleWarning({ ...task, scales: { ...scales, constant: 2 } })).toContain(
      "(0.125 to 310; 2 constant features left out)",
    );
  });

  it("is given from a factor of more than 100 on, and where scales are known", () => {
    const at = (greatest: number) => scaleWarning({ ...task, scales: { ...scales, least: 2, greatest } });
    expect([at(200), at(200.1) === null]).toEqual([null, false]);
    expect(scaleWarning(task)).toBeNull();
  });

  it("stands at the top of the report", () => {
    const page = (known: boolean) =>
      renderReport(sampleComparison({ change: { task: known ? { ...task, scales } : task } }));
    expect(page(true)).toContain(
      "<b>The standard deviations of the features differ by a factor of 2480 over",
    );
    expect(page(false)).not.toContain("<b>The standard deviations");
  });
});
