import { theoremsOf } from "../../../lab/theory/assumptions.ts";
import { localModel } from "../../../lab/theory/local.ts";
import type { Minimum, Problem } from "../../../lab/theory/minimum.ts";
import { placeOf } from "../../../lab/theory/place.ts";
import { quadratic, rayleigh } from "../../../lab/theory/quadratic.ts";
import type { TheoryMethod } from "../../../lab/theory/record.ts";
import { smallNetworkProblem, smallProblem, smallQuadratic, smallSeed } from "./small.ts";

/** The assumptions that do not hold, theorem by theorem. */
function broken(problem: Problem, method: TheoryMethod, minimum: Minimum): string[] {
  return theoremsOf(problem, method, minimum, localModel(minimum)).flatMap(({ name, assumptions }) =>
    assumptions.filter(({ holds }) => !holds).map(({ text }) => `${name}: ${text}`),
  );
}

it("all hold on a quadratic", () => {
  expect(broken(smallProblem(), "none", quadratic(0, smallQuadratic))).toEqual([]);
});

it("a scale-invariant loss is convex nowhere near its minimum, and its curvature falls on the way out", () => {
  const minimum = rayleigh(0, { size: 4, kappaStar: 10 });
  const found = broken(smallProblem({ family: "scale-invariant", distance: 1e-6 }), "none", minimum);
  expect(found).toHaveLength(2);
  expect(found[0]).toContain("the curvature does not fall");
  expect(found[1]).toContain("the loss is convex near θ*");
});

it("what the paper's inequalities assume does not hold of a whole network, and is marked with BNP alone", () => {
  const problem = smallNetworkProblem();
  const of = (method: TheoryMethod): string[] =>
    broken(problem, method, problem.draw(smallSeed, method)).filter((text) =>
      text.startsWith("Why BNP helps"),
    );
  expect(of("none")).toEqual([]);
  expect(of("bnp")).toHaveLength(3);
});

it("a rate is marked where the point is no minimum", () => {
  const minimum = quadratic(0, smallQuadratic);
  const local = localModel(minimum);
  const off = { ...local, gradient: 1e-3, condition: { ...local.condition, negative: 1, zero: 1 } };
  const [rate] = theoremsOf(smallProblem(), "none", minimum, off);
  expect(rate!.assumptions.filter(({ holds }) => !holds)).toHaveLength(3);
});

it("looks around without moving anything", () => {
  const minimum = rayleigh(1, { size: 4, kappaStar: 10 });
  const home = placeOf(minimum.parameters);
  theoremsOf(smallProblem({ family: "scale-invariant" }), "none", minimum, localModel(minimum));
  expect(placeOf(minimum.parameters)).toEqual(home);
});
