import { heaviside, relu } from "../../../lib/kernels/rectifier.ts";
import { firstDifference } from "../../support/tensors.ts";

const x = Float64Array.of(-Infinity, -1e308, -1.5, -5e-324, -0, 0, 5e-324, 0.3, 1e308, Infinity, NaN);

it.each([
  ["relu", relu, (value: number) => Math.max(value, 0)],
  ["heaviside", heaviside, (value: number) => (Math.sign(value) + 1) / 2],
] as const)("%s is its function, NaN, ±∞ and ±0 included", (_, map, meant) => {
  const to = new Float64Array(x.length);
  map(x, to);
  expect(firstDifference(to, x.map(meant))).toBe(-1);
});
