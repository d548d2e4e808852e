/**
 * Normalisations and the softmax family to their fourth derivatives, in every nesting of forward and reverse, against
 * values with 50 digits. The statistics are part of the graph; rules that save them as constants go wrong here from the
 * second derivative on.
 */
import { Decimal } from "../support/decimal.ts";
import { compareGoldens, goldens } from "../support/goldens.ts";
import * as jets from "../support/jets.ts";
import { jet, over, times, type Jet } from "../support/jets.ts";

describe.each([0, 1, 2, 3, 4])("derivatives of order %d", (order) => {
  const cells = compareGoldens(order);

  it.each(goldens.map(({ name }) => name))("of %s are right to 1e-12 in every nesting", (name) => {
    const own = cells.filter((cell) => cell.name === name);
    expect(own).toHaveLength(2 ** order);
    expect(own.filter(({ error }) => !(error <= 1e-12))).toEqual([]);
  });
});

describe("the exact values", () => {
  // Computed with 60 digits by another program.
  it.each([
    ["batchNorm", 0, "36.168777566306484718"],
    ["batchNorm", 1, "-0.44963206471575355148"],
    ["batchNorm", 2, "-0.20703015646993195974"],
    ["batchNorm", 3, "-0.1208822065324910815"],
    ["batchNorm", 4, "-0.080871890259202166758"],
    ["layerNorm", 2, "0.77491420795909417585"],
    ["layerNorm", 3, "-0.71324797664499559809"],
    ["layerNorm", 4, "-1.8150326027599160913"],
  ] as const)("%s, order %d, are those of another program", (name, order, text) => {
    const { exact } = goldens.find((golden) => golden.name === name)!;
    const gap = jets.derivative(exact, order).div(new Decimal(text)).minus(1).abs();
    // −0.7 is what Float64 has of it, 1e-17 away.
    expect(gap.toNumber()).toBeLessThan(name === "layerNorm" ? 1e-15 : 1e-18);
  });

  it("of polynomials, quotients and roots are what they are", () => {
    const x = jet(2, 1); // 2 + t
    const numbers = (y: Jet): number[] => y.map((c) => c.toNumber());
    expect(numbers(times(x, times(x, x)))).toEqual([8, 12, 6, 1, 0]);
    expect(numbers(over(jet(1), x))).toEqual([1 / 2, -1 / 4, 1 / 8, -1 / 16, 1 / 32]);
    expect(numbers(times(jets.root(x), jets.root(x)))).toEqual(
      [2, 1, 0, 0, 0].map((c) => expect.closeTo(c, 40) as number),
    );
    expect(numbers(jets.log(jets.exp(x)))).toEqual(
      [2, 1, 0, 0, 0].map((c) => expect.closeTo(c, 40) as number),
    );
  });
});
