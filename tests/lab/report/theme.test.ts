import { tones } from "../../../lab/report/palette.ts";
import { chartStyle, pageTheme, pictureTheme, type Part } from "../../../lab/report/theme.ts";

const parts: readonly Part[] = ["grid", "zero", "power", "dots", "rings", "crosses"];

it("in a page every part has a class, and the style has a rule for it", () => {
  for (const part of parts) {
    expect(pageTheme.part(part).source).toBe(`class="${part}"`);
    expect(chartStyle).toContain(`.chart .${part} {`);
  }
});

it("in a picture every part has attributes and every look its light colour, with nothing to look up elsewhere", () => {
  for (const part of parts) expect(pictureTheme.part(part).source).not.toMatch(/class|var\(|url\(/);
  tones.forEach(({ light }, index) => {
    expect(pictureTheme.colour({ index, dash: [] }).source).toBe(`color="${light}"`);
  });
});
