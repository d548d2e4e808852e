import { localModel, predictedRate } from "../../../lab/theory/local.ts";
import { network } from "../../../lab/theory/networks.ts";
import { quadratic, rayleigh } from "../../../lab/theory/quadratic.ts";
import { measureRate, measureRates, rateBounds, windowOf } from "../../../lab/theory/rate.ts";
import { smallNetwork, smallProblem, smallQuadratic, smallSeed } from "./small.ts";

describe("the measured rate", () => {
  it.each([10, 200])("is the predicted one on a singular quadratic to 1e-9: κ* = %d", (kappaStar) => {
    const minimum = quadratic(2, { ...smallQuadratic, kappaStar });
    const rates = measureRates(smallProblem(), "none", minimum, localModel(minimum));
    expect(rates.map(({ step, passed, bound }) => [step, passed, bound])).toEqual([
      ["1/λmax", true, 1e-9],
      ["best", true, 1e-9],
    ]);
  });

  it("is the predicted one on a scale-invariant loss to 1e-5", () => {
    const minimum = rayleigh(2, { size: 5, kappaStar: 50 });
    const problem = smallProblem({ family: "scale-invariant", distance: 1e-6 });
    for (const rate of measureRates(problem, "none", minimum, localModel(minimum))) {
      expect(rate.relativeError).toBeLessThanOrEqual(1e-5);
    }
  });

  it.each(["none", "bnp"] as const)("is the predicted one on a network, %s", (method) => {
    const minimum = network(smallSeed, method, smallNetwork);
    const problem = smallProblem({ family: "network", distance: 1e-6 });
    const rates = measureRates(problem, method, minimum, localModel(minimum));
    expect(rates.map(({ passed }) => passed)).toEqual([true, true]);
    for (const { relativeError, measuredRate, predictedRate: predicted } of rates) {
      expect(relativeError).toBe(Math.abs((1 - measuredRate) / (1 - predicted) - 1));
    }
  });

  it("is another one with a step that is not the one predicted for", () => {
    const minimum = quadratic(2, smallQuadratic);
    const local = localModel(minimum);
    const alpha = 0.5 / local.largest.eigenvalue;
    const window = windowOf(local.kappaStar);
    const measured = measureRate(minimum, local, { alpha, distance: 1, window });
    expect(measured).toBeCloseTo(predictedRate(local, alpha), 9);
    expect(Math.abs((1 - measured) / (1 - predictedRate(local, 1.01 * alpha)) - 1)).toBeGreaterThan(5e-3);
  });

  it("does not take rounding for a rate: at 1/λmax the part along v_max is gone after one step", () => {
    const minimum = quadratic(5, { ...smallQuadratic, kappaStar: 3 });
    const local = localModel(minimum);
    const options = { alpha: 1 / local.largest.eigenvalue, distance: 1, window: [20, 40] } as const;
    expect(measureRate(minimum, local, options)).toBeCloseTo(2 / 3, 9);
  });
});

it("windows open at κ/2, close at 5κ/2, and have even halves", () => {
  for (const kappaStar of [10, 17.3, 1e3, 1234.5, 1e5]) {
    const [from, to] = windowOf(kappaStar);
    expect((to - from) % 4).toBe(0);
    expect(from).toBeGreaterThanOrEqual(kappaStar / 5);
    expect(to).toBeLessThanOrEqual(2.5 * kappaStar + 5);
  }
  expect(windowOf(1e3)).toEqual([500, 2500]);
});

it("bounds are looser only where an error in λmax is amplified", () => {
  expect(rateBounds.quadratic.best).toBe(1e-9);
  expect(rateBounds.network).toEqual({ "1/λmax": 1e-5, best: 1e-3 });
});
