import { localModel } from "../../../lab/theory/local.ts";
import { network } from "../../../lab/theory/networks.ts";
import { quadratic } from "../../../lab/theory/quadratic.ts";
import { splitErrors } from "../../../lab/theory/split.ts";
import { smallNetwork, smallSeed } from "./small.ts";

describe("the split error", () => {
  const minimum = quadratic(1, { size: 20, rank: 15, kappaStar: 40 });
  const local = localModel(minimum);
  const splits = splitErrors(minimum, local);

  it("follows a few of the parts, both ends of the spectrum among them", () => {
    for (const { modes } of splits) {
      expect(modes).toHaveLength(7);
      expect(modes[0]!.eigenvalue).toBe(local.smallest.eigenvalue);
      expect(modes.at(-1)!.eigenvalue).toBe(local.largest.eigenvalue);
    }
    expect(splits.map(({ step }) => step)).toEqual(["1/λmax", "best"]);
  });

  it("starts with equal parts, each of which shrinks by its own factor", () => {
    for (const { steps, modes, alpha } of splits) {
      expect(steps[0]).toBe(0);
      for (const { eigenvalue, predictedFactor, measured } of modes) {
        expect(predictedFactor).toBe(Math.abs(1 - alpha * eigenvalue));
        expect(measured).toHaveLength(steps.length);
        steps.forEach((step, i) => {
          expect(Math.abs(measured[i]! - predictedFactor ** step)).toBeLessThan(1e-6);
        });
      }
    }
  });
});

it("holds on a network, preconditioned, down to second order", () => {
  const minimum = network(smallSeed, "bnp", smallNetwork);
  for (const { steps, modes } of splitErrors(minimum, localModel(minimum))) {
    for (const { predictedFactor, measured } of modes) {
      steps.forEach((step, i) => expect(Math.abs(measured[i]! - predictedFactor ** step)).toBeLessThan(1e-3));
    }
  }
});
