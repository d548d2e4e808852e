import { renderTheoryTable } from "../../../../lab/theory/report/table.ts";
import { sampleProblem, sampleTheory } from "./sample.ts";

it("has the rates, the local facts, the survey, and the verdict", () => {
  const text = renderTheoryTable(sampleTheory());
  const parts = text.split("\n\n");
  expect(parts).toHaveLength(4);
  expect(parts[0]!.split("\n")).toHaveLength(7);
  expect(parts[2]).toContain("median κ* of 20 tanh networks");
  expect(parts[3]).toBe("  Every row is within its bound.");
});

it("names what missed, and leaves out a survey that was not made", () => {
  const text = renderTheoryTable(sampleTheory({ problems: [sampleProblem("bad", ["none"], 1)], survey: [] }));
  expect(text).not.toContain("median");
  expect(text).toContain("bad, plain: the rate at α 1/λmax is off by 1e+0, 1e-5 is allowed.");
});

it.each([80, 60, 40])("is no wider than a terminal of %d columns", (width) => {
  const theory = sampleTheory();
  const survey = theory.survey.map((row) => ({
    ...row,
    inputs: "over two decades, shifted by two deviations",
  }));
  const bad = sampleTheory({ survey, problems: [sampleProblem("bad", ["none"], 1)] });
  const lines = [theory, bad].flatMap((one) => renderTheoryTable(one, width).split("\n"));
  expect(
    Math.max(...lines.map((line) => Array.from(line.replace(/\p{Mn}/gu, "")).length)),
  ).toBeLessThanOrEqual(width);
});
