/** Methods are told apart by colour and by dash, and look the same from report to report. */
import { looksOf, tones } from "../../../lab/report/palette.ts";
import { sampleComparison } from "./sample.ts";

/** Relative luminance, as the Web Content Accessibility Guidelines define it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

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

  it("stand out from the page: contrast of 3 or more in light and in dark", () => {
    for (const tone of tones) {
      expect(contrast(tone.light, "#fefefd")).toBeGreaterThanOrEqual(3);
      expect(contrast(tone.dark, "#15171a")).toBeGreaterThanOrEqual(3);
    }
  });
});
