import { localModel } from "../../../lab/theory/local.ts";
import { quadratic, rayleigh } from "../../../lab/theory/quadratic.ts";
import { findThreshold, grows } from "../../../lab/theory/threshold.ts";
import { smallQuadratic } from "./small.ts";

const minima = {
  "a quadratic": quadratic(3, smallQuadratic),
  // Where a search for divergence would find nothing.
  "a scale-invariant loss": rayleigh(3, { size: 4, kappaStar: 10 }),
};

describe.each(Object.entries(minima))("the threshold of %s", (_, minimum) => {
  const local = localModel(minimum);

  it.each([0, 0.9])("is 2(1 + β)/λmax for β = %d", (momentum) => {
    const threshold = findThreshold(minimum, local, 1e-6, momentum);
    expect(threshold.predicted).toBe((2 * (1 + momentum)) / local.largest.eigenvalue);
    expect(Math.abs(threshold.found / threshold.predicted - 1)).toBeLessThanOrEqual(5e-3);
    expect(threshold.passed).toBe(true);
  });

  it("is seen as growth on one side and decay on the other, near and far", () => {
    const at = (multiple: number): boolean =>
      grows(minimum, local, {
        alpha: (2 * multiple) / local.largest.eigenvalue,
        momentum: 0,
        distance: 1e-6,
      });
    expect([0.6, 0.99, 1.01, 1.9].map(at)).toEqual([false, false, true, true]);
  });
});

it("says so when it is elsewhere than predicted", () => {
  const minimum = quadratic(3, smallQuadratic);
  const local = localModel(minimum);
  const wrong = { ...local, largest: { ...local.largest, eigenvalue: 1.01 * local.largest.eigenvalue } };
  const threshold = findThreshold(minimum, wrong, 1e-6);
  expect(threshold.passed).toBe(false);
  expect(threshold.relativeError).toBeCloseTo(0.01, 2);
});
