/** The sentences say what the record's verdicts are, before and after the correction, and what they rest on. */
import { pairedDifferences } from "../../../../lab/compare/differences.ts";
import { called, turned, verdictOf } from "../../../../lab/compare/report/verdict.ts";
import type { PairedDifference, Verdict } from "../../../../lab/jobs/comparison.ts";
import { sampleComparison } from "../sample.ts";

const difference = (verdict: Verdict, rawVerdict: Verdict = verdict): PairedDifference => ({
  ...{ a: "bnp", b: "bn", batchSize: 60, seeds: 3, splits: 1, rawVerdict, verdict },
  meanDifference: rawVerdict === "worse" ? -0.055 : 0.055,
  ...(verdict.startsWith("too few")
    ? { interval: null, resolution: null, p: null, adjustedP: null }
    : { interval: [-0.1, 0.1], resolution: 0.01, p: 0.02, adjustedP: verdict === rawVerdict ? 0.04 : 0.06 }),
});

/** The finding at batch 60 if bnp is the best of two and this is the difference bnp − bn. */
function findingWith(d: PairedDifference, turn = false): string {
  const { arms, ...rest } = sampleComparison({ labels: ["bn", "bnp"], batchSizes: [60] });
  const ranked = arms.map((arm) => ({
    ...arm,
    final: { ...arm.final, testAccuracy: arm.label === "bnp" ? 0.9 : 0.8 },
  }));
  return verdictOf({ ...rest, arms: ranked, differences: [turn ? turned(d) : d] }).findings[0]!.text;
}

describe("the sentences", () => {
  const open = "no difference seen";

  it("say what the corrected verdict is, whichever way round the difference was recorded", () => {
    for (const turn of [false, true]) {
      expect(findingWith(difference("better"), turn)).toContain("bnp is better than bn (+5.5 points");
      expect(findingWith(difference("worse"), turn)).toContain("bnp is worse than bn (−5.5 points");
      expect(findingWith(difference(open), turn)).toContain("No difference seen between bnp and bn");
      expect(findingWith(difference(open), turn)).not.toMatch(/is better|is worse|correction/);
      expect(findingWith(difference("too few seeds"), turn)).toContain(
        "Whether bnp differs from bn (+5.5 points) is not said: too few seeds",
      );
      expect(findingWith(difference("too few splits"), turn)).toContain("too few splits");
    }
  });

  it("say what holds without the correction alone, with both p-values", () => {
    for (const turn of [false, true]) {
      const better = findingWith(difference(open, "better"), turn);
      expect(better).toContain("Only without the correction, bnp is above bn (+5.5 points");
      expect(better).toContain("p 0.020, corrected 0.060");
      expect(better).not.toMatch(/is better|is worse|No difference seen/);
      expect(findingWith(difference(open, "worse"), turn)).toContain("bnp is below bn (−5.5 points");
    }
  });

  it("name a rate at the edge of its grid beside the method, whichever side it is on", () => {
    const tuned = sampleComparison({ labels: ["bn", "bnp"], batchSizes: [60], tuned: true });
    for (const edge of ["bn", "bnp"]) {
      const tuning = tuned.tuning.map((t) => ({ ...t, best: 0.1, atEdge: t.label === edge }));
      const { text } = verdictOf({ ...tuned, tuning }).findings[0]!;
      expect(text).toContain(`${edge} (rate 0.1, at the edge of its grid`);
      expect(text.match(/at the edge/g)).toHaveLength(1);
    }
  });
});

describe("the verdict", () => {
  it("names methods, batch sizes, seeds and the number of comparisons", () => {
    const comparison = sampleComparison();
    const { opening, findings, closing } = verdictOf(comparison);
    expect(opening).toContain("“none”, bn and bnp on glyphs at batch sizes 60, 6 and 1: 3 seeds");
    expect(findings.map((f) => f.batchSize)).toEqual([60, 6, 1]);
    const { differences } = comparison;
    const decided = (key: "verdict" | "rawVerdict"): number =>
      differences.filter((d) => d[key] === "better" || d[key] === "worse").length;
    expect(closing).toContain(
      `${differences.length} paired comparisons over 3 seeds on one train/test split`,
    );
    expect(closing).toContain(
      `${decided("rawVerdict")} without the correction, ${decided("verdict")} with it`,
    );
    expect(opening).toContain("all on one train/test split");
  });

  it("names the splits, and that they are the replicates", () => {
    const { arms, task, ...rest } = sampleComparison({ batchSizes: [60], seeds: [0, 1] });
    const split = [0, 1, 2].flatMap((k) => arms.map((arm) => ({ ...arm, split: k })));
    const differences = pairedDifferences(split, task);
    const { opening, closing } = verdictOf({ ...rest, task, arms: split, differences });
    expect(opening).toContain("2 seeds");
    expect(opening).toContain("3 train/test splits");
    expect(closing).toContain("over 2 seeds on each of 3 train/test splits");
    expect(closing).toContain("The splits are the replicates");
    expect(verdictOf({ ...rest, task, arms, differences: pairedDifferences(arms, task) }).closing).toContain(
      "too few to say anything, at least three are needed",
    );
  });

  it("names all that share the highest median", () => {
    const { arms, ...rest } = sampleComparison({ batchSizes: [60] });
    const level = arms.map((arm) => ({ ...arm, final: { ...arm.final, testAccuracy: 0.9 } }));
    expect(verdictOf({ ...rest, arms: level }).findings[0]!.text).toContain("“none”, bn and bnp shared");
  });

  it("says when half of the seeds or all of them are lost", () => {
    const two = ["none/60/0", "none/60/1"];
    const some = verdictOf(sampleComparison({ batchSizes: [60], diverging: two }));
    expect(some.findings[0]!.text).toContain("“none” lost half of its seeds or more");
    const lost = verdictOf(sampleComparison({ labels: ["none"], batchSizes: [60], diverging: two }));
    expect(lost.findings[0]!.text).toContain("no method has a median");
  });

  it("claims nothing for one method, or for none", () => {
    const one = verdictOf(sampleComparison({ labels: ["bnp"], batchSizes: [60], seeds: [4] }));
    expect(one.opening).toContain("1 seed, rates as given");
    expect([one.opening, one.findings[0]!.text, one.closing].join(" ")).not.toMatch(/highest|is better/);
    const none = verdictOf(sampleComparison({ seeds: [] }));
    expect(none.opening).toContain("No arm");
    expect(none.findings).toEqual([]);
  });

  it("never says that something is better than none", () => {
    expect([called("none"), called("bn")]).toEqual(["“none”", "bn"]);
    expect(JSON.stringify(verdictOf(sampleComparison()))).not.toContain("than none");
  });
});
