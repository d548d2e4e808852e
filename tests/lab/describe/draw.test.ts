import fc from "fast-check";
import type { Dataset } from "../../../lab/data/dataset.ts";
import { standardized } from "../../../lab/data/standardize.ts";
import { loadTask } from "../../../lab/data/tasks.ts";
import { drawSamples } from "../../../lab/describe/draw.ts";

const sets = ["glyphs", "spirals", "skewed", "shapes"].map((name) =>
  loadTask(name, { seed: 0, train: 60, test: 1 }),
);
/** The text as it takes up room. */
const visible = (text: string) => text.replace(/\u001b\[[\d;]*m/g, ""); // eslint-disable-line no-control-regex
const one = (shape: readonly number[], inputs: readonly number[]): Dataset => ({
  ...sets[0]!,
  shape,
  features: inputs.length,
  train: { count: 1, inputs: Float64Array.from(inputs), labels: Int32Array.of(3) },
});

describe("drawSamples", () => {
  it("never writes a line longer than the terminal, whatever is drawn", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sets),
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 20, max: 200 }),
        fc.constantFrom("none" as const, "256" as const, "any" as const),
        (d, n, w, colours) => {
          const lines = visible(drawSamples(d, n, w, colours)).split("\n");
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(w);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("draws nothing when asked for nothing, and no more than there is", () => {
    for (const d of sets) {
      expect(drawSamples(d, 0, 80)).toBe("");
      expect(drawSamples(d, 1000, 80)).toBe(drawSamples(d, 60, 80));
    }
  });

  it("draws an image by half blocks where two pixels differ and by shades where they are alike", () => {
    // Columns: black, upper half, lower half, middle grey, white.
    expect(drawSamples(one([1, 2, 5], [0, 1, 0, 0.5, 1, 0, 0, 1, 0.5, 1]), 1, 80)).toBe("3\n ▀▄▒█");
  });

  it("takes the mean of the channels, and stretches values beyond 0 … 1", () => {
    expect(drawSamples(one([2, 2, 1], [0, 1, 0, 1]), 1, 80)).toBe("3\n▄");
    expect(drawSamples(one([1, 2, 1], [-7, 9]), 1, 80)).toBe("3\n▄");
  });

  it("draws colour images in their colours, as they were before they were standardized", () => {
    const escapes = "38;2;255;0;0;48;2;0;51;255";
    // Channel by channel: red 1, 0; green 0, 0.2; blue 0, 1.
    const plain = one([3, 2, 1], [1, 0, 0, 0.2, 0, 1]);
    expect(drawSamples(plain, 1, 80, "any")).toBe(`3\n\u001b[${escapes}m▀\u001b[0m`);
    expect(drawSamples(standardized(plain), 1, 80, "any")).toBe(drawSamples(plain, 1, 80, "any"));
    expect(drawSamples(plain, 1, 80)).toBe(visible(drawSamples(plain, 1, 80)));
  });

  it("draws no colours where there are none", () => {
    for (const d of sets.slice(0, 3)) expect(drawSamples(d, 9, 80, "any")).toBe(drawSamples(d, 9, 80));
  });

  it("stretches the greys of colour images, standardized or not", () => {
    const dim = one([3, 2, 1], [0.4, 0.6, 0.4, 0.6, 0.4, 0.6]);
    expect(drawSamples(dim, 1, 80)).toBe("3\n▄");
    expect(drawSamples(standardized(dim), 1, 80)).toBe("3\n▄");
  });

  it("shrinks an image wider than the terminal", () => {
    const lines = drawSamples(one([1, 8, 100], Array<number>(800).fill(1)), 1, 30).split("\n");
    expect(lines).toEqual(["3", "█".repeat(25)]);
  });

  it("puts the letter of a class where its points are", () => {
    const d = { ...one([2], [0, 0]), classNames: ["up", "down"] };
    const inputs = Float64Array.of(0, 1, 1, 0);
    const lines = drawSamples(
      { ...d, train: { count: 2, inputs, labels: Int32Array.of(0, 1) } },
      2,
      30,
    ).split("\n");
    expect(lines[1]).toMatch(/^│A +│$/);
    expect(lines.at(-4)).toMatch(/^│ +B│$/);
    expect(lines.at(-1)).toBe("A = up, B = down");
  });

  it("draws points that all coincide, and features of a constant image, without dividing by 0", () => {
    expect(drawSamples(one([2], [4, 4]), 1, 40)).toContain("3");
    expect(drawSamples(one([1, 2, 1], [9, 9]), 1, 80)).not.toContain("NaN");
  });

  it("writes tables a row for an example, and says when columns are left out", () => {
    const wide = drawSamples(sets[2]!, 5, 200).split("\n");
    expect(wide).toHaveLength(6);
    expect(wide[0]!.trim().split(/\s+/)).toHaveLength(11);
    expect(drawSamples(sets[2]!, 5, 50)).toContain("…");
  });
});
