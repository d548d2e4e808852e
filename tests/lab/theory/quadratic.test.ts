import { localModel } from "../../../lab/theory/local.ts";
import { placeOf } from "../../../lab/theory/place.ts";
import { quadratic, rayleigh } from "../../../lab/theory/quadratic.ts";
import { Pass } from "../../../layers/index.ts";

describe("a singular quadratic", () => {
  it.each([10, 1e3, 1e5])(
    "has the κ* and the zeros that were planted, and stands at its minimum: %d",
    (kappaStar) => {
      const minimum = quadratic(3, { size: 12, rank: 8, kappaStar });
      const local = localModel(minimum);
      expect(local.condition.status).toBe("singular");
      expect(local.condition.zero).toBe(4);
      expect(minimum.nullity.count).toBe(4);
      expect(local.kappaStar / kappaStar).toBeCloseTo(1, 9);
      expect(local.largest.eigenvalue).toBeCloseTo(1, 12);
      expect([local.gradient, minimum.loss(Pass.training()).item()]).toEqual([0, 0]);
    },
  );
});

describe("a Rayleigh quotient", () => {
  const minimum = rayleigh(1, { size: 6, kappaStar: 50 });
  const local = localModel(minimum);

  it("has the κ* that was planted, and its length as the one null direction", () => {
    expect(local.kappaStar / 50).toBeCloseTo(1, 9);
    expect(local.condition.zero).toBe(1);
    expect(local.gradient).toBeLessThan(1e-15);
    expect(Math.hypot(...placeOf(minimum.parameters))).toBeCloseTo(2, 12);
  });

  it("does not change with the length of w", () => {
    const loss = (): number => minimum.loss(Pass.training()).item();
    const [w] = minimum.parameters;
    const home = w!.elements.slice();
    w!.replace(home.map((x, i) => 3 * x + i));
    const away = loss();
    w!.replace(home.map((x, i) => 5 * (3 * x + i)));
    expect(loss()).toBeCloseTo(away, 14);
    w!.replace(home);
    expect(loss()).toBeLessThan(away);
  });
});

it("the same seed gives the same problem, another seed another", () => {
  const of = (seed: number): number[] => [
    ...placeOf(quadratic(seed, { size: 4, rank: 3, kappaStar: 5 }).parameters),
  ];
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});
