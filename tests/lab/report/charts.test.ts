import { decades, lineChart, spectrumChart } from "../../../lab/report/charts.ts";

const look = { index: 0, dash: [] };
const times = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

it("takes whole decades around what is positive", () => {
  expect(decades([0.02, 300, -5, 0, NaN])).toEqual([-2, 3]);
  expect(decades([1])).toEqual([0, 1]);
  expect(decades([-1, 0])).toBeUndefined();
});

it("draws a dot for every value that a logarithm has, higher for larger ones", () => {
  const points = [
    [0, 1],
    [5, 100],
    [10, -1],
  ] as const;
  const { source } = lineChart("λ", [{ name: "a", look, points }], [0, 2]);
  expect(times(source, /<circle/g)).toBe(2);
  const heights = [...source.matchAll(/cy="([\d.]+)"/g)].map((match) => Number(match[1]));
  expect(heights[1]!).toBeLessThan(heights[0]!);
});

it("draws each eigenvalue once: positive, negative or zero", () => {
  const values = [-3, -0.1, 1e-18, 0, 2, 30, 400];
  const { source } = spectrumChart("spectrum", { values, threshold: 1e-12, look }, [-1, 3]);
  expect(times(source, /<circle/g)).toBe(3);
  expect(times(source, /class="negative"/g)).toBe(2);
  expect(times(source, /class="zero"/g)).toBe(2);
});

it.each([[[5e-324, 7e-312]], [[7e-312]], [[1e300, 1.7e308]], [[5e-324, 1.7e308]], [[0.3, 0.3]]])(
  "%j: every place is a finite number inside the picture",
  (values) => {
    const range = decades(values)!;
    const points = values.map((value, i) => [i, value] as const);
    for (const { source } of [
      lineChart("λ", [{ name: "a", look, points }], range),
      spectrumChart("λ", { values, threshold: 0, look }, range),
    ]) {
      expect(source).not.toMatch(/NaN|Infinity/);
      expect(times(source, /<circle/g)).toBe(values.length);
      const heights = [...source.matchAll(/cy="(-?[\d.]+)"/g)].map((match) => Number(match[1]));
      expect(heights.every((height) => height >= 10 && height <= 196)).toBe(true);
    }
  },
);
