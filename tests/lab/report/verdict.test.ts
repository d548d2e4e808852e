/** "Better" is said exactly where the interval of the paired difference excludes 0. */
import fc from "fast-check";
import type { PairedDifference } from "../../../lab/experiments/results.ts";
import { called, outcome, turned, verdictOf } from "../../../lab/report/verdict.ts";
import { sampleComparison } from "./sample.ts";

const difference = (interval: PairedDifference["interval"]): PairedDifference => ({
  ...{ a: "bnp", b: "bn", batchSize: 60, seeds: 3, interval, verdict: "no difference seen" },
  meanDifference: interval === null ? 0.1 : (interval[0] + interval[1]) / 2,
});

/** The finding at batch 60 if bnp is the best of two and the difference bnp − bn has this interval. */
function findingWith(interval: PairedDifference["interval"], turn = false): string {
  const d = difference(interval);
  const { arms, ...rest } = sampleComparison({ labels: ["bn", "bnp"], batchSizes: [60] });
  const ranked = arms.map((arm) => ({
    ...arm,
    final: { ...arm.final, testAccuracy: arm.label === "bnp" ? 0.9 : 0.8 },
  }));
  return verdictOf({ ...rest, arms: ranked, differences: [turn ? turned(d) : d] }).findings[0]!.text;
}

const bound = fc.double({ min: -1, max: 1, noNaN: true });

describe("the rule", () => {
  it("calls a better if the interval lies above 0, worse below, and otherwise sees no difference", () => {
    fc.assert(
      fc.property(bound, bound, (x, y) => {
        const [low, high] = [Math.min(x, y), Math.max(x, y)];
        const found = outcome(difference([low, high]));
        expect(found === "better").toBe(low > 0);
        expect(found === "worse").toBe(high < 0);
        expect(found === "no difference seen").toBe(low <= 0 && high >= 0);
        const mirrored = { better: "worse", worse: "better" }[found as string] ?? found;
        expect(outcome(turned(difference([low, high])))).toBe(mirrored);
      }),
    );
  });

  it("decides nothing without an interval", () => {
    expect(outcome(difference(null))).toBe("not decided");
    expect(outcome(difference([NaN, NaN]))).toBe("not decided");
  });

  it("is what the sentences say, whichever way round the difference was recorded", () => {
    for (const turn of [false, true]) {
      expect(findingWith([0.01, 0.1], turn)).toContain("bnp is better than bn (+5.5 points");
      expect(findingWith([-0.1, -0.01], turn)).toContain("bnp is worse than bn (−5.5 points");
      const open = findingWith([-0.01, 0.1], turn);
      expect(open).toContain("No difference seen between bnp and bn");
      expect(open).not.toMatch(/is better|is worse/);
      expect(findingWith(null, turn)).toContain("not decided");
    }
  });
});

describe("the verdict", () => {
  it("names methods, batch sizes, seeds and the number of comparisons", () => {
    const comparison = sampleComparison();
    const { opening, findings, closing } = verdictOf(comparison);
    expect(opening).toContain("“none”, bn and bnp on glyphs at batch sizes 60, 6 and 1: 3 seeds");
    expect(findings.map((f) => f.batchSize)).toEqual([60, 6, 1]);
    expect(closing).toContain(`${comparison.differences.length} paired comparisons over 3 seeds`);
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
