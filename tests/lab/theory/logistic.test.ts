import { localModel } from "../../../lab/theory/local.ts";
import { logistic } from "../../../lab/theory/logistic.ts";
import { misfit } from "../../../lab/theory/scan.ts";

const options = { features: 5, rank: 2, examples: 120, decades: 0 };

it.each([0, 1, 2])("has a minimiser with as many zeros as features are redundant: seed %d", (seed) => {
  const minimum = logistic(seed, "none", options);
  const local = localModel(minimum);
  expect(minimum.nullity.count).toBe(3);
  expect(misfit(minimum, local)).toBeUndefined();
  expect(local.gradient).toBeLessThan(1e-13);
});

it("is worse conditioned where what the features are mixed from is badly scaled", () => {
  const star = (decades: number): number =>
    localModel(logistic(0, "none", { ...options, decades })).kappaStar;
  expect(star(1)).toBeGreaterThan(10 * star(0));
});

it("has one minimiser for every method, and the zeros stay, as Sylvester has it", () => {
  const [plain, bnp] = (["none", "bnp"] as const).map((method) => logistic(1, method, options));
  expect(plain!.parameters.map(({ elements }) => [...elements])).toEqual(
    bnp!.parameters.map(({ elements }) => [...elements]),
  );
  expect(localModel(bnp!).condition.zero).toBe(3);
});
