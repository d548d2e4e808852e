import * as exact from "../support/exact.ts";
import * as normal from "../../lib/normal.ts";
import { Random } from "../../lib/random.ts";

/** Points between two bounds, and the numbers next to the places where one formula takes over from another. */
function points(from: number, to: number, count: number): number[] {
  const random = Random.stream(0, `points ${from} ${to}`);
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + random.uniform())) / count);
}
const zero = -0.7517915246935645; // of gelu′
const seams = [-37, -1.75, zero - 1, zero, -0.5, zero + 1, 1].flatMap((x) => [
  x - exact.spacing(x),
  x,
  x + exact.spacing(x),
]);
const at = [1e-300, -1e-300, 1e-17, 1e-4, -1e-4, ...points(-38.5, -8, 30), ...points(-8, 8, 120), ...seams];

const { exactly, times } = exact;
// prettier-ignore
const functions: readonly (readonly [keyof typeof normal, (x: bigint) => bigint])[] = [
  ["normalDensity",      exact.normalDensity],
  ["normalDistribution", exact.normalDistribution],
  ["gelu",               (x) => times(x, exact.normalDistribution(x))],
  ["geluSlope",          (x) => exact.normalDistribution(x) + times(x, exact.normalDensity(x))],
];

describe("the normal distribution", () => {
  it.each(functions)(
    "%s is right to 4 units in the last place, tails and seams included",
    (name, function_) => {
      const errors = at.map((x) => ({ x, ulps: exact.ulps(normal[name](x), function_(exactly(x))) }));
      expect(errors.filter(({ ulps }) => ulps > 4)).toEqual([]);
    },
  );

  // prettier-ignore
  it.each([
    ["normalDensity", 0, 0], ["normalDistribution", 0, 1], ["gelu", 0, Infinity], ["geluSlope", 0, 1],
  ] as const)("%s tends to %d on the left and %d on the right", (name, left, right) => {
    for (const far of [1e3, 1e300, Infinity]) {
      expect(normal[name](-far) + 0).toBe(left); // −0 is as good
      expect(normal[name](far)).toBe(name === "gelu" ? far : right);
    }
    expect(normal[name](NaN)).toBe(NaN);
  });

  it("has the symmetries of its functions", () => {
    for (const x of at) {
      expect(normal.normalDensity(-x)).toBe(normal.normalDensity(x));
      expect(normal.normalDistribution(x) + normal.normalDistribution(-x)).toBeCloseTo(1, 14);
      expect(normal.geluSlope(x) + normal.geluSlope(-x)).toBeCloseTo(1, 14);
    }
  });
});
