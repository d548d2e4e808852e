/** A method that trained at no rate: said everywhere, and compared with nothing. */
import { renderReport } from "../../../../lab/compare/report/page.ts";
import { summarise } from "../../../../lab/compare/report/summary.ts";
import { renderTable } from "../../../../lab/compare/report/table.ts";
import { untrainedNote } from "../../../../lab/compare/report/untrained.ts";
import { verdictOf } from "../../../../lab/compare/report/verdict.ts";
import type { Comparison } from "../../../../lab/jobs/comparison.ts";
import { sampleComparison } from "../sample.ts";

/** A comparison in which the named methods did not train; as compare() leaves it, without their differences. */
function without(...labels: readonly string[]): Comparison {
  const { tuning, differences, task, ...rest } = sampleComparison({ batchSizes: [60], tuned: true });
  return {
    ...rest,
    task: { ...task, chance: { examples: 667, loss: Math.log(10), accuracy: 0.12 } },
    tuning: tuning.map((t) => ({ ...t, trained: !labels.includes(t.label) })),
    differences: differences.filter(({ a, b }) => !labels.includes(a) && !labels.includes(b)),
  };
}
const table = (comparison: Comparison) => renderTable(comparison, { width: 110, colour: false });

describe("a method that did not train", () => {
  it("is not the best, however high its accuracy", () => {
    const rows = summarise(without("bnp"))[0]!.rows;
    expect(rows.map(({ label, trained }) => [label, trained])).toEqual([
      ["none", true],
      ["bn", true],
      ["bnp", false],
    ]);
    expect(rows.filter(({ best }) => best).map(({ label }) => label)).toEqual(["bn"]);
  });

  it("has these words in place of an accuracy, and a note on what they mean", () => {
    const text = table(without("none"));
    expect(text).toMatch(/ none +\S+ +did not train /);
    expect(text.replace(/\s+/g, " ")).toContain(untrainedNote(without("none"))!.replaceAll("\u00a0", " "));
    expect(untrainedNote(without("none"))).toContain(
      "at no rate from 0.001 to 3 was the held-out part predicted better, by more than noise, " +
        "than by a constant answer (loss 2.30, accuracy 12.0\u00a0% on 667 examples)",
    );
    expect(table(without())).not.toContain("did not train");
  });

  it("gets no verdict", () => {
    const [finding] = verdictOf(without("none")).findings;
    expect(finding!.text).toContain("“none” did not train and is not compared");
    expect(finding!.text).not.toMatch(/(better|worse) than [^.]*“none”|between [^.]*“none”/);
    const [nothing] = verdictOf(without("none", "bn", "bnp")).findings;
    expect(nothing!.text).toBe("no method trained at any rate that was tried, so there is no verdict.");
  });

  it("is named in the report: warning, table, rates", () => {
    const page = renderReport(without("none"));
    expect(page).toContain("<b>did not train</b>: at no rate");
    expect(page).toContain('<span class="main">did not train</span>');
    expect(page).toContain("At no rate “none” at batch size 60 trained");
  });
});
