import { bestStep, localModel, predictedRate } from "../../../lab/theory/local.ts";
import { network } from "../../../lab/theory/networks.ts";
import { combination, dot } from "../../../lab/theory/place.ts";
import { quadratic } from "../../../lab/theory/quadratic.ts";
import { Pass } from "../../../layers/index.ts";
import { changeOfVariables, hessian } from "../../../probes/index.ts";
import { smallNetwork, smallQuadratic, smallSeed } from "./small.ts";

describe.each(["none", "bnp"] as const)("the local model of a network, %s", (method) => {
  const minimum = network(smallSeed, method, smallNetwork);
  const local = localModel(minimum);

  it("reads each part of an error that is put together from moves", () => {
    const parts = local.directions.map((_, i) => Math.cos(i));
    const error = combination(
      local.directions.map(({ move }) => move),
      parts,
    );
    local.directions.forEach(({ reading }, i) => expect(dot(reading, error)).toBeCloseTo(parts[i]!, 7));
  });

  it("has readings that a step multiplies by 1 − αλ: PPᵀH moves, and (PPᵀH)ᵀ reads", () => {
    const h = hessian(minimum.loss, minimum.parameters, Pass.training());
    const p = changeOfVariables(minimum.parameters);
    for (const { eigenvalue, move } of local.directions) {
      const stepped = p.times(p.transposeTimes(h.apply(move)));
      stepped.forEach((value, i) =>
        expect(Math.abs(value - eigenvalue * move[i]!)).toBeLessThan(1e-9 * local.largest.eigenvalue),
      );
    }
  });

  it("is ascending, with the ends where they belong", () => {
    const values = local.directions.map(({ eigenvalue }) => eigenvalue);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect([local.smallest.eigenvalue, local.largest.eigenvalue]).toEqual([values[0], values.at(-1)]);
    expect(local.kappaStar).toBe(values.at(-1)! / values[0]!);
  });
});

it("the best step balances both ends, and gives (κ* − 1)/(κ* + 1)", () => {
  const local = localModel(quadratic(0, smallQuadratic));
  const best = bestStep(local);
  const { kappaStar } = local;
  expect(predictedRate(local, best)).toBeCloseTo((kappaStar - 1) / (kappaStar + 1), 12);
  for (const factor of [0.9, 1.1])
    expect(predictedRate(local, factor * best)).toBeGreaterThan(predictedRate(local, best));
  expect(predictedRate(local, 1 / local.largest.eigenvalue)).toBeCloseTo(1 - 1 / kappaStar, 12);
});
