/**
 * Schedules: closed forms, composition, and what is refused.
 */
import fc from "fast-check";
import { UserError } from "../../lib/index.ts";
import { constant, cosine, stepDecay, warmup, type Schedule } from "../../optim/index.ts";

const rates = fc.double({ min: 1e-6, max: 10, noNaN: true });
/** fc.double would draw its exponent evenly, and hardly ever a share that makes a difference. */
const shares = fc.integer({ min: 0, max: 1000 }).map((k) => k / 1000);
const counts = fc.integer({ min: 1, max: 200 });
const values = (schedule: Schedule, steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => schedule(step));
const isNonIncreasing = (xs: readonly number[]): boolean => xs.every((x, i) => i === 0 || x <= xs[i - 1]!);

describe("constant", () => {
  it("says the same at every step", () => {
    fc.assert(fc.property(rates, fc.nat(), (rate, step) => constant(rate)(step) === rate));
    expect(constant(0)(3)).toBe(0);
  });
});

describe("stepDecay", () => {
  it("multiplies by the factor once every so many steps, and never rises for factors up to 1", () => {
    fc.assert(
      fc.property(rates, counts, shares, (rate, every, factor) => {
        const schedule = stepDecay(rate, { every, factor });
        const seen = values(schedule, 3 * every);
        for (let k = 0, expected = rate; k < 3; k++, expected *= factor) {
          for (const x of seen.slice(k * every, (k + 1) * every)) expect(x).toBeCloseTo(expected, 12);
        }
        return isNonIncreasing(seen);
      }),
      { numRuns: 30 },
    );
  });

  it("divides by 10 unless told otherwise", () => {
    expect(stepDecay(1, { every: 2 })(2)).toBeCloseTo(0.1, 15);
  });
});

describe("cosine", () => {
  it("starts at the rate, is half way in the middle, ends at the floor, stays there and never rises", () => {
    fc.assert(
      fc.property(rates, counts, shares, (rate, half, share) => {
        const floor = share * rate;
        const schedule = cosine(rate, { steps: 2 * half, floor });
        expect(schedule(0)).toBeCloseTo(rate, 12);
        expect(schedule(half)).toBeCloseTo((rate + floor) / 2, 12);
        expect(schedule(2 * half)).toBe(floor);
        expect(schedule(5 * half)).toBe(floor);
        // Symmetric about the middle.
        for (let d = 0; d <= half; d++)
          expect(schedule(half - d) + schedule(half + d)).toBeCloseTo(rate + floor, 12);
        return isNonIncreasing(values(schedule, 3 * half).map((x) => Math.round(x * 1e12)));
      }),
      { numRuns: 30 },
    );
  });

  it("follows the cosine: equal to rate·cos²(π·step/2·steps) at floor 0", () => {
    values(cosine(3, { steps: 50 }), 51).forEach((x, step) => {
      expect(x).toBeCloseTo(3 * Math.cos((Math.PI * step) / 100) ** 2, 12);
    });
  });
});

describe("warmup", () => {
  it("rises in equal steps to the rate, and is out of the way after", () => {
    expect(values(warmup(4, 1), 7)).toEqual(
      [0.2, 0.4, 0.6, 0.8, 1, 1, 1].map((x) => expect.closeTo(x, 15) as number),
    );
    expect(values(warmup(0, 2), 3)).toEqual([2, 2, 2]);
  });

  it("composes: it is a share of what any other schedule says at the same step", () => {
    fc.assert(
      fc.property(rates, counts, counts, (rate, steps, every) => {
        const after = stepDecay(rate, { every });
        values(warmup(steps, after), steps + every).forEach((x, step) => {
          expect(x / after(step)).toBeCloseTo(Math.min(1, (step + 1) / (steps + 1)), 12);
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe("schedules refuse", () => {
  const bad = [-1, NaN, Infinity];
  it.each(bad)("the rate %d", (rate) => {
    for (const make of [
      () => constant(rate),
      () => stepDecay(rate, { every: 1 }),
      () => cosine(rate, { steps: 1 }),
      () => cosine(1, { steps: 1, floor: rate }),
      () => warmup(1, rate),
    ]) {
      expect(make).toThrow(UserError);
      expect(make).toThrow(new RegExp(`is ${rate}: a finite number from 0`));
    }
  });

  it.each(bad)("the factor %d", (factor) => {
    expect(() => stepDecay(1, { every: 1, factor })).toThrow(UserError);
  });

  it.each([0, 1.5, -3, NaN])("%d steps", (steps) => {
    expect(() => stepDecay(1, { every: steps })).toThrow(/every is .* whole number from 1/);
    expect(() => cosine(1, { steps })).toThrow(/steps is .* whole number from 1/);
    if (steps !== 0) expect(() => warmup(steps, 1)).toThrow(/warmup: steps is/);
  });
});
