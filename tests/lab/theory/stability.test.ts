import { placeOf } from "../../../lab/theory/place.ts";
import { rayleigh } from "../../../lab/theory/quadratic.ts";
import { beyondThreshold, growBeyond } from "../../../lab/theory/stability.ts";
import { smallProblem } from "./small.ts";

const options = { size: 5, kappaStar: 10 };

describe.each([1.05, 2, 10])("a scale-invariant loss at %d times its threshold", (multiple) => {
  const minimum = rayleigh(2, options);
  const home = placeOf(minimum.parameters);
  const { norms, sharpness, gap } = growBeyond(minimum, 0, multiple, 1200);

  it("lengthens w with every step, since its gradient is orthogonal to w", () => {
    norms.slice(1).forEach((norm, k) => expect(norm).toBeGreaterThanOrEqual(norms[k]! * (1 - 1e-15)));
    expect(norms.at(-1)!).toBeGreaterThan(norms[0]! * (multiple > 1.5 ? 1.3 : 1.005));
  });

  it("does not diverge: it ends at a minimum that is stable", () => {
    expect(sharpness[0]).toBeCloseTo(2 * multiple, 12);
    expect(sharpness[1]).toBeLessThan(2);
    expect(Math.abs(gap)).toBeLessThan(1e-9);
  });

  it("leaves the parameters where they were", () => {
    expect(placeOf(minimum.parameters)).toEqual(home);
  });
});

it("below its threshold w keeps its length but for the distance of the start", () => {
  const { norms } = growBeyond(rayleigh(2, options), 0, 0.5, 200);
  expect(norms.at(-1)! / norms[0]! - 1).toBeLessThan(1e-5);
});

it("is told as a picture with a curve for each multiple", () => {
  const problem = smallProblem({ family: "scale-invariant", draw: (seed) => rayleigh(seed, options) });
  const { curves, findings } = beyondThreshold({ problem, seed: 0, rejected: [] });
  expect(curves.map(({ label }) => label)).toEqual(["1.05 × threshold", "2 × threshold", "10 × threshold"]);
  expect(findings).toHaveLength(4);
  for (const { x } of curves) expect(x).toEqual([...new Set(x)].sort((a, b) => a - b));
});
