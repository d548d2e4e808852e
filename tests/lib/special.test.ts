import * as exact from "../support/exact.ts";
import * as special from "../../lib/special.ts";
import { Random } from "../../lib/random.ts";

/** Points between two bounds, evenly spread but for a seeded jitter, so that they are no round numbers. */
function points(from: number, to: number, count: number): number[] {
  const random = Random.stream(0, `points ${from} ${to}`);
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + random.uniform())) / count);
}

const near = [1e-300, 1e-17, 1e-9, 1e-4].flatMap((x) => [x, -x]);
const wide = [...points(-745, -36, 25), ...points(-36, 36, 200), ...points(36, 745, 25), ...near];
/** Where one formula takes over from another, and the numbers next to it. */
const seams = [0.5, 1, 2].flatMap((x) => [x - exact.spacing(x), x, x + exact.spacing(x)]);
/** Around the zero of silu′, and where one of its formulas takes over from another. */
const valley = [-0.2784645427610738, -1.2784645427610737, -2, -1.2784645427610737 - 1, -700].flatMap((x) => [
  x - exact.spacing(x),
  x,
  x + exact.spacing(x),
]);
const narrow = [...points(-8, 8, 80), ...points(-1.2, 1.2, 60), ...near, ...seams];

// Largest error in units in the last place. The exponential itself is right to about one, and the others add roundings.
// prettier-ignore
const functions: readonly (readonly [keyof typeof special & keyof typeof exact, readonly number[], number])[] = [
  ["sigmoid",            wide,                              2],
  ["sigmoidSlope",       wide,                              4],
  ["sechSquared",        wide.map((x) => x / 2),            4],
  ["softplus",           wide,                              2],
  ["silu",               wide,                              4],
  ["siluSlope",          [...wide, ...valley],              4],
  ["expMinusSquare",     [...narrow, ...points(8, 27, 40)], 3],
  ["erf",                narrow,                            4],
  ["erfc",               [...narrow, ...points(8, 26, 12)], 5],
];

describe("special functions", () => {
  it.each(functions)("%s is right to a few units in the last place, tails included", (name, at, bound) => {
    const errors = at.map((x) => ({ x, ulps: exact.ulps(special[name](x), exact[name](exact.exactly(x))) }));
    expect(errors.filter(({ ulps }) => ulps > bound)).toEqual([]);
  });

  it("pass NaN on", () => {
    for (const [name] of functions) expect([name, special[name](NaN)]).toEqual([name, NaN]);
  });

  // prettier-ignore
  it.each([
    ["sigmoid", 0, 1], ["sigmoidSlope", 0, 0], ["sechSquared", 0, 0], ["softplus", 0, Infinity], ["silu", 0, Infinity], ["siluSlope", 0, 1], ["expMinusSquare", 0, 0],
    ["erf", -1, 1], ["erfc", 2, 0],
  ] as const)("%s tends to %d on the left and %d on the right", (name, left, right) => {
    for (const far of [1e3, 1e300, Infinity]) {
      expect(special[name](-far) + 0).toBe(left); // −0 is as good
      expect(special[name](far)).toBe(right === Infinity ? far : right);
    }
  });

  it("have the symmetries of the functions they compute", () => {
    for (const x of narrow) {
      for (const even of ["sigmoidSlope", "sechSquared", "expMinusSquare"] as const) {
        expect(special[even](-x)).toBe(special[even](x));
      }
      expect(special.erf(-x)).toBe(-special.erf(x));
      expect(special.sigmoid(x) + special.sigmoid(-x)).toBeCloseTo(1, 14);
      expect(special.erf(x) + special.erfc(x)).toBeCloseTo(1, 14);
    }
    expect(Object.is(special.erf(-0), -0)).toBe(true);
  });
});

describe("the ruler: exact.ts", () => {
  it("agrees with constants and identities that it is not built on", () => {
    const { exactly, exp, log, sqrt, times, toNumber, one, pi } = exact;
    const tiny = 1n << 100n; // 2^−1180
    const apart = (a: bigint, b: bigint): boolean => (a > b ? a - b : b - a) > tiny;
    expect(toNumber(pi)).toBe(Math.PI);
    expect(toNumber(exp(one))).toBe(Math.E);
    expect(apart(log(exp(exactly(1.7))), exactly(1.7))).toBe(false);
    expect(apart(times(exp(exactly(9.25)), exp(exactly(-9.25))), one)).toBe(false);
    expect(apart(times(sqrt(exactly(7)), sqrt(exactly(7))), exactly(7))).toBe(false);
    // Φ(x) = (1 + erf(x/√2))/2, by two different series.
    const x = exactly(1.375);
    expect(apart(2n * exact.normalDistribution(x), one + exact.erf(exact.over(x, sqrt(2n * one))))).toBe(
      false,
    );
  });

  it("measures units in the last place", () => {
    expect(exact.spacing(1)).toBe(Number.EPSILON);
    expect(exact.spacing(1 - Number.EPSILON / 2)).toBe(Number.EPSILON / 2);
    expect(exact.spacing(5e-324)).toBe(5e-324);
    expect(exact.ulps(1 + Number.EPSILON, exact.one)).toBe(1);
    expect(exact.ulps(3e-320, exact.exactly(3e-320) - exact.exactly(5e-324))).toBe(1);
    expect(exact.toNumber(exact.exactly(-(2 ** -1074)))).toBe(-(2 ** -1074));
  });
});
