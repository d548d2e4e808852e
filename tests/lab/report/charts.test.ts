/** Static figures: every value has its place inside the frame, at the ends of the numbers too. */
import { type Axis, chart, decades, type Layer } from "../../../lab/report/index.ts";

const look = { index: 0, dash: [] };
const times = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
const numbers = (text: string, pattern: RegExp): readonly number[] =>
  [...text.matchAll(pattern)].map((match) => Number(match[1]));
const steps: Axis = { label: "steps", log: false, range: [0, 10] };
const dots = (...values: readonly number[]): Layer => ({
  ...{ as: "dots", look, points: values.map((y, x) => ({ x, y })) },
});

it("draws each point once, higher for larger values, by logarithms where asked", () => {
  const heights = (log: boolean): readonly number[] => {
    const range = log ? ([0, 2] as const) : ([1, 100] as const);
    const { source } = chart({
      label: "λ",
      x: steps,
      y: { label: "", log, range },
      layers: [dots(1, 10, 100)],
    });
    return numbers(source, /cy="([\d.]+)"/g);
  };
  for (const log of [true, false]) {
    const [low, middle, high] = heights(log) as [number, number, number];
    expect([low, high]).toEqual([196, 10]);
    expect(middle).toBeCloseTo(log ? 103 : 179.1, 1);
  }
});

it("draws lines with the dash of their look, rings, crosses, titles and a strip", () => {
  const points = [
    { x: 1, y: 1, title: "first & <only>" },
    { x: 5, y: 2 },
  ];
  const { source } = chart({
    label: "all",
    x: { ...steps, ticks: [0, 10] },
    y: { label: "", log: false, range: [0, 3] },
    layers: [
      { as: "line", look: { index: 3, dash: [8, 3] }, points },
      { as: "rings", look, points },
      { as: "crosses", look, points },
    ],
    strip: { label: "zero", x: [2, 3, 4] },
  });
  expect(source).toContain('stroke-dasharray="8 3"');
  expect(source).toContain("color:var(--look-3)");
  expect([/<circle/g, /l5 5m0 -5l-5 5/g, /class="zero"/g].map((pattern) => times(source, pattern))).toEqual([
    2, 2, 3,
  ]);
  expect(source).toContain("<title>first &amp; &lt;only&gt;</title>");
});

it("writes powers of ten over several decades, and round numbers over fewer", () => {
  const written = (low: number, high: number): string =>
    chart({ label: "", x: steps, y: { label: "", log: true, range: [low, high] }, layers: [] }).source;
  expect(written(-3, 3)).toContain('10<tspan class="power" dy="-5">−3</tspan>');
  expect(times(written(-300, 300), /class="power"/g)).toBeLessThanOrEqual(9);
  expect(written(0, 1)).not.toContain("tspan");
  expect(written(0, 1)).toContain(">5</text>");
});

it.each([[[5e-324, 7e-312]], [[7e-312]], [[1e300, 1.7e308]], [[5e-324, 1.7e308]], [[0.3, 0.3]]])(
  "%j: every place is a finite number inside the picture",
  (values) => {
    const y: Axis = { label: "", log: true, range: decades(values)! };
    const { source } = chart({ label: "λ", x: steps, y, layers: [dots(...values)] });
    expect(source).not.toMatch(/NaN|Infinity/);
    const heights = numbers(source, /cy="(-?[\d.]+)"/g);
    expect(heights).toHaveLength(values.length);
    expect(heights.every((height) => height >= 10 && height <= 196)).toBe(true);
  },
);
