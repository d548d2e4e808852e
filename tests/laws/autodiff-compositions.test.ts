/**
 * Operations with rules of their own are what they come to, written with simpler ones: in value and in first, second and
 * third derivatives. No differences are taken, so the bound is a thousand times below that of the sweep.
 */
import { catalogue } from "../support/catalogue.ts";
import { compareCompositions, compositions } from "../support/compositions.ts";

const names = Object.keys(compositions);

describe("operations and what they come to", () => {
  it("are operations of the catalogue", () => {
    const known = new Set(catalogue.map(({ name }) => name));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  const cells = compareCompositions(3);

  it("agree to 1e-12 in value and derivatives of orders 1 to 3, on every sample", () => {
    expect(cells.filter(({ error }) => !(error <= 1e-12))).toEqual([]);
  });

  it("are compared on every sample at four orders", () => {
    const samples = catalogue
      .filter(({ name }) => names.includes(name))
      .reduce((count, { samples: own }) => count + own.length, 0);
    expect(cells).toHaveLength(4 * samples);
  });
});
