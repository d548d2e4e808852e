/**
 * Trajectories of both kinds against plain loops, and that every part of a file is compared.
 */
import { goldenTolerance } from "../../../lab/golden/check.ts";
import type { TrajectoryCase } from "../../../lab/golden/format.ts";
import { checkTrajectory } from "../../../lab/golden/trajectories.ts";
import { convTrajectory } from "./images.ts";
import { denseCase } from "./sample.ts";

const check = (golden: Record<string, unknown>): number | undefined =>
  checkTrajectory(golden as TrajectoryCase);

/** The paths of all lists of numbers in an object. */
function listsIn(object: object, path: readonly string[] = []): string[][] {
  return Object.entries(object).flatMap(([key, value]: [string, unknown]) => {
    if (Array.isArray(value) && typeof value[0] === "number") return [[...path, key]];
    return typeof value === "object" && value !== null ? listsIn(value, [...path, key]) : [];
  });
}

/** The case with the first number of one list a little larger. */
function nudged(golden: object, path: readonly string[]): Record<string, unknown> {
  const copy = structuredClone(golden) as Record<string, unknown>;
  const list = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy) as number[];
  list[0]! += 1e-6;
  return copy;
}

describe.each([
  ["dense, paper", denseCase("paper")],
  ["dense, total", denseCase("total")],
  ["conv, total", convTrajectory()],
])("a trajectory: %s", (_, golden) => {
  it("agrees with plain loops", () => expect(check(golden)).toBeLessThan(1e-13));

  it("is compared in all that it ends with: a nudge of any result is found", () => {
    const results = listsIn(golden["final"] as object).filter((path) => path.at(-1) === "data");
    const paths = [["losses"], ...results.map((path) => ["final", ...path])];
    expect(paths.length).toBeGreaterThanOrEqual(5);
    for (const path of paths)
      expect([path, check(nudged(golden, path))! > goldenTolerance]).toEqual([path, true]);
  });

  it("depends on all that it starts from: a nudge of any start is found", () => {
    const starts = listsIn(golden["init"] as object).filter((path) => path.at(-1) === "data");
    for (const path of starts) {
      expect([path, check(nudged(golden, ["init", ...path]))! > goldenTolerance]).toEqual([path, true]);
    }
  });
});

describe("a trajectory that is not known", () => {
  it("of another kind, or of another network of a known kind, is neither passed nor failed here", () => {
    expect(check({ ...denseCase("paper"), kind: "recurrent" })).toBeUndefined();
    expect(
      check({ ...convTrajectory(), architecture: "conv2d(1->8,5x5) relu dense(8->10)" }),
    ).toBeUndefined();
    expect(check({ ...denseCase("paper"), activation: "sigmoid" })).toBeUndefined();
  });
});
