/** Methods are told apart by colour and by dash, and look the same from report to report. */
import { looksOf } from "../../../../lab/compare/report/looks.ts";
import { sampleComparison } from "../sample.ts";

describe("looks", () => {
  it("differ for up to eight names, in colour and in dash", () => {
    const labels = ["none", "bn", "bn-pre", "ln", "bnp:ramp", "bnp:total", "bnp:paper"];
    const looks = [...looksOf(sampleComparison({ labels })).values()];
    expect(new Set(looks.map((look) => look.index)).size).toBe(labels.length);
    expect(new Set(looks.map((look) => look.dash.join())).size).toBe(labels.length);
  });

  it("do not depend on which other methods there are", () => {
    const all = looksOf(sampleComparison({ labels: ["none", "bn", "ln", "bnp"] }));
    for (const label of ["none", "bn", "ln", "bnp"]) {
      expect(looksOf(sampleComparison({ labels: [label], batchSizes: [6] })).get(label)).toEqual(
        all.get(label),
      );
    }
  });

  it("are there for everything that a figure names, tuned or run", () => {
    const comparison = sampleComparison({ tuned: true });
    const { arms, ...rest } = comparison;
    expect([...looksOf({ ...rest, arms: arms.filter((arm) => arm.label === "bn") }).keys()].sort()).toEqual(
      [...new Set(arms.map((arm) => arm.label))].sort(),
    );
  });
});
