import { localModel } from "../../../lab/theory/local.ts";
import { network } from "../../../lab/theory/networks.ts";
import { quadratic } from "../../../lab/theory/quadratic.ts";
import { chooseSeed, misfit } from "../../../lab/theory/scan.ts";
import { UserError } from "../../../lib/index.ts";
import type { ConditionNumber } from "../../../probes/index.ts";
import { smallNetwork, smallProblem, smallQuadratic } from "./small.ts";

const options = { ...smallNetwork, decades: 0, shift: 0 };
const star = (seed: number): number => localModel(network(seed, "none", options)).kappaStar;
const among = (limits: readonly [number, number]) =>
  smallProblem({ kappaStar: limits, draw: (seed, method) => network(seed, method, options) });

it("takes the first seed whose κ* lies between the limits, and keeps the others with the reason", () => {
  const stars = [0, 1, 2, 3, 4, 5, 6, 7].map(star);
  const limit = [...stars].sort((a, b) => a - b)[1]!;
  const first = stars.findIndex((value) => value <= limit);
  const { seed, rejected } = chooseSeed(among([0, limit]), 0);
  expect(seed).toBe(first);
  expect(rejected.map((r) => r.seed)).toEqual(Array.from({ length: first }, (_, i) => i));
  for (const { why } of rejected) expect(why).toMatch(/^κ\* is /);
  expect(chooseSeed(among([0, Infinity]), 5)).toMatchObject({ seed: 5, rejected: [] });
});

it("says so in one sentence where no seed will do", () => {
  const impossible = smallProblem({ kappaStar: [20, 30] });
  expect(() => chooseSeed(impossible, 7)).toThrow(UserError);
  expect(() => chooseSeed(impossible, 7)).toThrow(/small no seed from 7 to 506 .* not between 20 and 30/);
});

describe("a minimum does not fit", () => {
  const minimum = quadratic(0, smallQuadratic);
  const local = localModel(minimum);

  it("unless it is stationary", () => {
    expect(misfit(minimum, local)).toBeUndefined();
    expect(misfit(minimum, { ...local, gradient: 1e-9 })).toBe("the gradient is 1.0e-9");
    expect(misfit(minimum, { ...local, gradient: NaN })).toBe("the gradient is NaN");
  });

  it("where an eigenvalue is negative, or zeros are not as predicted", () => {
    const saddle = { ...local, condition: { ...local.condition, negative: 2 } };
    expect(misfit(minimum, saddle)).toBe("2 eigenvalues are negative");
    const other = { ...minimum, nullity: { count: 1, why: [] } };
    expect(misfit(other, local)).toBe("2 eigenvalues are zero, 1 were predicted");
  });

  it("where its condition number is not certain", () => {
    const doubtful = {
      ...local,
      condition: { ...local.condition, status: "ambiguous", reason: "no gap" } as ConditionNumber,
    };
    expect(misfit(minimum, doubtful)).toBe("no gap");
  });
});
