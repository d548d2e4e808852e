import { sigmoid, sigmoidSlope } from "../../lib/index.ts";
import * as loops from "../../tensor/loops.ts";
import { firstDifference } from "../support/tensors.ts";

const meant: Readonly<Record<keyof typeof loops, (x: number) => number>> = {
  negLoop: (x) => -x,
  squareLoop: (x) => x * x,
  reluLoop: (x) => Math.max(x, 0),
  heavisideLoop: (x) => (Math.sign(x) + 1) / 2,
  expLoop: Math.exp,
  tanhLoop: Math.tanh,
  sigmoidLoop: sigmoid,
  sigmoidSlopeLoop: sigmoidSlope,
};

it.each(Object.keys(meant) as (keyof typeof loops)[])(
  "%s is its function, NaN, ±∞ and ±0 included",
  (name) => {
    // Often enough for kernels that take many at a time.
    const numbers = [-Infinity, -40, -1.5, -5e-324, -0, 0, 5e-324, 0.3, 1, 40, Infinity, NaN, -1e308];
    const x = Float64Array.from({ length: 3 * numbers.length }, (_, i) => numbers[i % numbers.length]!);
    const out = new Float64Array(x.length);
    loops[name](out, x);
    expect(firstDifference(out, x.map(meant[name]))).toBe(-1);
  },
);
