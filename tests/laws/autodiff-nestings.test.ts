/**
 * Forward and reverse, nested in every way, are one derivative; and they are adjoint to each other. Over every operation
 * of the catalogue and every sample shape; at order 3 every third sample (all of them in autodiff-nestings.deep.ts).
 */
import { mul, unary } from "../../autograd/index.ts";
import { catalogue, entryOf } from "../support/catalogue.ts";
import { compareAdjoints, compareNestings, nestingName, nestings } from "../support/nestings.ts";

const samples = catalogue.reduce((count, { samples: own }) => count + own.length, 0);

describe("nestings of forward and reverse", () => {
  it("of k derivatives are 2ᵏ", () => {
    expect([1, 2, 3].map((order) => nestings(order))).toEqual([
      ["r", "f"],
      ["rr", "rf", "fr", "ff"],
      ["rrr", "rrf", "rfr", "rff", "frr", "frf", "ffr", "fff"],
    ]);
    expect(nestingName("frr")).toBe("forward over reverse over reverse");
  });

  it.each([
    [1, 1],
    [2, 1],
    [3, 3],
  ])("of %d derivatives agree to 1e-13 for every operation, on one sample in %d", (order, one) => {
    const cells = compareNestings(order, one);
    const samples = catalogue.reduce((n, { samples: own }) => n + Math.ceil(own.length / one), 0);
    expect(cells).toHaveLength(samples * (2 ** order - 1));
    expect(cells.filter(({ error }) => !(error <= 1e-13))).toEqual([]);
    // Enough of them are derivatives that do not vanish.
    expect(cells.filter(({ zero }) => !zero).length).toBeGreaterThan(cells.length / (order === 1 ? 1.5 : 4));
  });

  it("would not agree if one way were wrong: a rule that is not linear in its cotangent", () => {
    const crooked = unary({
      name: "crooked",
      f: (x) => x * x,
      rule: (g, { x }) => mul(mul(g, g), mul(2, x)),
    });
    const operation = entryOf(crooked.operation);
    const wrong = compareNestings(1, 1, [operation]).filter(({ error }) => !(error <= 1e-13));
    expect(wrong.length).toBeGreaterThan(5);
    expect(compareAdjoints(1, [operation]).filter(({ error }) => !(error <= 1e-14)).length).toBeGreaterThan(
      5,
    );
  });
});

describe("the adjoint law ⟨Jv, w⟩ = ⟨v, Jᵀw⟩", () => {
  it("holds for every operation on every sample to 1e-14", () => {
    const cells = compareAdjoints();
    expect(cells).toHaveLength(samples);
    expect(cells.filter(({ error }) => !(error <= 1e-14))).toEqual([]);
  });
});
