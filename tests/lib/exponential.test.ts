import { expMinus, exponentialConstants } from "../../lib/exponential.ts";
import { Random } from "../../lib/random.ts";

/** How many numbers lie between two. */
const bits = new BigInt64Array(1);
const number = new Float64Array(bits.buffer);
function place(x: number): bigint {
  number[0] = x;
  return bits[0]!;
}

describe("expMinus", () => {
  it("is 1 at 0, 0 at infinity and from 745.2 on, and NaN for NaN", () => {
    expect([0, -0, 745.2, 1e300, Infinity, NaN].map(expMinus)).toEqual([1, 1, 0, 0, 0, NaN]);
  });

  it("is within a unit in the last place of Math.exp, to the last subnormal", () => {
    const random = Random.stream(0, "expMinus");
    let worst = 0n;
    for (let i = 0; i < 100_000; i++) {
      const t = i % 2 === 0 ? random.between(0, 745.1) : Math.exp(random.between(-40, 1));
      const difference = place(expMinus(t)) - place(Math.exp(-t));
      if (difference > worst) worst = difference;
      if (-difference > worst) worst = -difference;
    }
    expect(Number(worst)).toBeLessThanOrEqual(1);
    expect(expMinus(745.13)).toBe(Number.MIN_VALUE);
  });

  it("never rises", () => {
    let before = 1;
    for (let t = 0; t < 746; t += 0.0373) {
      const value = expMinus(t);
      expect(value <= before).toBe(true);
      before = value;
    }
  });

  it("gives the kernels all its constants, each a finite number", () => {
    expect(exponentialConstants.length).toBe(17);
    expect(exponentialConstants.every((constant) => Number.isFinite(constant) && constant > 0)).toBe(true);
  });
});
