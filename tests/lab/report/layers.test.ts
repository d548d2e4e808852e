import { layerMarkup, type Layer } from "../../../lab/report/layers.ts";
import { pageTheme, pictureTheme } from "../../../lab/report/theme.ts";

const look = { index: 1, dash: [4, 2] };
const points = [
  { x: 0, y: 1 },
  { x: 2, y: 3, title: "κ = 3" },
];
const drawn = (layer: Partial<Layer>, theme = pageTheme): string =>
  layerMarkup(
    { as: "line", look, points, ...layer },
    (x) => 10 * x,
    (y) => 100 - y,
    theme,
  ).source;

describe("a layer", () => {
  it("is one path through its points, dashed as its look is; a thin one is not", () => {
    expect(drawn({})).toContain('d="M0 99L20 97"');
    expect(drawn({})).toContain('stroke-dasharray="4 2"');
    expect(drawn({ as: "thin" })).not.toContain("dasharray");
    expect(drawn({ look: { index: 1, dash: [] } })).toContain('stroke-dasharray="none"');
  });

  it.each(["dots", "rings", "crosses"] as const)("of %s has a mark a point, with its title", (as) => {
    const text = drawn({ as });
    expect(text.match(as === "crosses" ? /<path/g : /<circle/g)).toHaveLength(2);
    expect(text.match(/<title>κ = 3<\/title>/g)).toHaveLength(1);
    expect(text).toContain(`class="${as}"`);
  });

  it("has the theme's colour", () => {
    expect(drawn({})).toContain("var(--look-1)");
    expect(drawn({}, pictureTheme)).toMatch(/color="#[0-9a-f]{6}"/);
  });
});
