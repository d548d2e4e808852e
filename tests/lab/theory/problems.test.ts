import { localModel } from "../../../lab/theory/local.ts";
import { problems, selectProblems } from "../../../lab/theory/problems.ts";
import { UserError } from "../../../lib/index.ts";

const names = (list: typeof problems): string[] => list.map(({ name }) => name);

it("has a name of its own for each problem, and every family", () => {
  expect(new Set(names(problems)).size).toBe(problems.length);
  expect(new Set(problems.map(({ family }) => family))).toEqual(
    new Set(["quadratic", "scale-invariant", "logistic", "network"]),
  );
});

it("draws each, with every method, at a place that is stationary", () => {
  for (const { draw, methods } of problems) {
    for (const method of methods) {
      const { gradient, condition } = localModel(draw(5, method));
      expect(gradient).toBeLessThan(1e-10);
      expect(condition.negative).toBe(0);
    }
  }
});

it("are selected by name, or all that begin so, in the order of the list and once", () => {
  expect(names(selectProblems(["quadratic"]))).toEqual([1, 2, 3, 4, 5].map((e) => `quadratic-1e${e}`));
  expect(selectProblems(["quad"])).toEqual(selectProblems(["quadratic"]));
  expect(() => selectProblems([""])).toThrow(UserError);
  expect(names(selectProblems(["mlp-white", "quadratic-1e2", "quadratic-1e2"]))).toEqual([
    "quadratic-1e2",
    "mlp-white",
  ]);
  expect(names(selectProblems(["bn-tanh"]))).toContain("bn-tanh-bias");
  expect(selectProblems([])).toEqual([]);
});

it("answers a name that does not exist with the nearest and the list", () => {
  expect(() => selectProblems(["mlp-withe"])).toThrow(UserError);
  expect(() => selectProblems(["mlp-withe"])).toThrow(
    /"mlp-withe" is not a problem\. Did you mean "mlp-white"\?.*quadratic-1e1/,
  );
});
