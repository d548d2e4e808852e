/**
 * Operations with rules of their own are what they come to, written with simpler ones: in value and in first, second and
 * third derivatives. No differences are taken, so the bound is a thousand times below that of the sweep.
 */
import { catalogue } from "../support/catalogue.ts";
import { compareCompositions, compositions } from "../support/compositions.ts";

const names = Object.keys(compositions);

/** Operations that are nothing but themselves: what the others are written with, linear maps, and maps by cases. */
const elementary = [
  "add", "mul", "neg", "exp", "log", "sin", "sum", "sumTo", "broadcastTo", "reshape", "permute", "transpose", "slice", "pad",
  "gather", "scatterAdd", "concat", "unfold", "fold", "pool", "unpool", "avgPool2d", "globalAvgPool2d", "max", "maxPool2d",
  "precedence", "heaviside", "sign", "prod", "conv2d",
]; // prettier-ignore

describe("operations and what they come to", () => {
  it("are in the table, or are what it is written with", () => {
    expect([...names, ...elementary].sort()).toEqual(catalogue.map(({ name }) => name).sort());
    expect(names.length).toBeGreaterThan(40);
  });

  const cells = compareCompositions(3);

  it("agree to 1e-12 in value and derivatives of orders 1 to 3, on every sample", () => {
    expect(cells.filter(({ error }) => !(error <= 1e-12))).toEqual([]);
  });

  it("are compared on every sample at four orders", () => {
    const samples = catalogue
      .filter(({ name }) => names.includes(name))
      .reduce((count, { about }) => count + about.samples.length, 0);
    expect(cells).toHaveLength(4 * samples);
  });
});
