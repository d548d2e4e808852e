/** The colours of methods can be seen. */
import { toneOf, tones } from "../../../lab/report/palette.ts";

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

it("colours stand out from the page: contrast of 3 or more in light and in dark", () => {
  for (const tone of tones) {
    expect(contrast(tone.light, "#fefefd")).toBeGreaterThanOrEqual(3);
    expect(contrast(tone.dark, "#15171a")).toBeGreaterThanOrEqual(3);
  }
});

it("a method has its tone, and nothing else has one", () => {
  expect(toneOf("none")).toBe(0);
  expect(toneOf("toString")).toBeUndefined();
});
