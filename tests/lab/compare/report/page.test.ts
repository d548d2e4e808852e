/** The page as a whole: self-contained, safe whatever the data holds, complete in every odd case, and not too big. */
import { renderReport } from "../../../../lab/compare/report/page.ts";
import type { Comparison } from "../../../../lab/jobs/comparison.ts";
import { sampleComparison } from "../sample.ts";

const labels = ["none", "bn", "bnp:ramp", "bnp:paper"];
const lost = [0, 1, 2].flatMap((seed) => [`bnp/60/${seed}`, `none/60/${seed}`, `bn/60/${seed}`]);

/** Losses that cannot be drawn on a log axis, and the non-finite numbers of a record that was never written down. */
function withOddNumbers(): Comparison {
  const comparison = sampleComparison();
  const odd = [NaN, Infinity, 0, -1, null];
  const arms = comparison.arms.map((arm) => ({
    ...arm,
    curve: arm.curve.map((p, i) => ({ ...p, trainLoss: odd[i % 5]!, testAccuracy: odd[(i + 1) % 5]! })),
    final: { trainLoss: NaN, testLoss: Infinity, testAccuracy: NaN },
  }));
  return { ...comparison, arms };
}

const cases: Readonly<Record<string, Comparison>> = {
  "the main job": sampleComparison(),
  "tuned rates and several policies": sampleComparison({ labels, tuned: true, diverging: ["bnp:ramp/60/1"] }),
  "one seed": sampleComparison({ seeds: [0] }),
  "one batch size": sampleComparison({ batchSizes: [32] }),
  "one method, one seed, one point": sampleComparison({
    ...{ labels: ["bnp"], batchSizes: [1], seeds: [5], evaluations: 1 },
  }),
  "no arm at all": sampleComparison({ seeds: [], change: { missing: 24 } }),
  "nothing but divergence": sampleComparison({ batchSizes: [60], diverging: lost }),
  "nulls, zeros and non-finite numbers": withOddNumbers(),
  "an interrupted run": sampleComparison({ change: { missing: 7 } }),
};

const island = /<script type="application\/json" id="record">([^]*?)<\/script>/;

describe.each(Object.entries(cases))("the page of %s", (_, comparison) => {
  const page = renderReport(comparison);

  it("makes no reference to anything outside itself", () => {
    expect(page.replace(island, "")).not.toMatch(
      /https?:|\/\/[a-z]+\.|<link(?! rel="icon" href="data:,")|\ssrc=/i,
    );
    expect(page.replace(island, "")).not.toMatch(/@import|url\(|fetch\(|XMLHttpRequest|import\(/);
    expect(page).toContain("default-src &#39;none&#39;");
  });

  it("holds the whole record, which comes back as it went in", () => {
    expect(JSON.parse(island.exec(page)![1]!)).toEqual(JSON.parse(JSON.stringify(comparison)));
  });

  it("has no number that was not made, and closes what it opens", () => {
    const visible = page.replace(/<(script|style)[^]*?<\/\1>/g, "");
    expect(visible).not.toMatch(/\b(NaN|Infinity|undefined|null)\b/);
    for (const tag of [
      "section",
      "table",
      "tbody",
      "tr",
      "td",
      "div",
      "figure",
      "svg",
      "button",
      "ul",
      "li",
      "p",
    ]) {
      const opened = visible.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0;
      expect(`${tag} ${visible.split(`</${tag}>`).length - 1}`).toBe(`${tag} ${opened}`);
    }
  });
});

describe("the page", () => {
  it("shows a hostile name as text, wherever a name can stand", () => {
    const hostile = `</script><img src=x onerror="alert(1)">'&`;
    const { arms, ...rest } = sampleComparison({ tuned: true });
    const page = renderReport({
      ...rest,
      task: { ...rest.task, name: hostile, description: hostile },
      arms: arms.map((arm) => (arm.label === "bnp" ? { ...arm, label: hostile } : arm)),
      tuning: rest.tuning.map((t) => (t.label === "bnp" ? { ...t, label: hostile } : t)),
      differences: rest.differences.map((d) => ({ ...d, b: d.b === "bnp" ? hostile : d.b })),
      skipped: [{ label: hostile, batchSize: 1, reason: hostile }],
      failures: [{ label: hostile, batchSize: 1, learningRate: 1, seed: 0, error: hostile }],
      config: { [hostile]: hostile },
      provenance: { ...rest.provenance, command: hostile, cpu: hostile, commit: hostile, startedAt: hostile },
    });
    expect(page).not.toContain("<img");
    expect(page.match(/<script/g)).toHaveLength(4);
    expect(page).toContain("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;");
  });

  it("stays below 250 kB for 24 arms of 20 points", () => {
    const comparison = sampleComparison();
    expect(comparison.arms).toHaveLength(24);
    expect(Buffer.byteLength(renderReport(comparison))).toBeLessThan(250_000);
  });

  it("carries the licence of the plotting library", () => {
    expect(renderReport(sampleComparison())).toContain("Permission is hereby granted");
  });
});
