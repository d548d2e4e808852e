/**
 * Double-double arithmetic in whole numbers of 1280 bits after the point: two operations must be exact, the others have
 * an error of at most 2⁻¹⁰⁴.
 */
import * as dd from "../../lib/double-double.ts";
import { Random } from "../../lib/index.ts";
import { exactly, one, over, sqrt, times } from "../support/exact.ts";

const value = ({ high, low }: dd.DoubleDouble): bigint => exactly(high) + exactly(low);

/** Of magnitudes from 2^−60 to 2^60, either sign, both halves filled. */
function draw(random: Random): dd.DoubleDouble {
  const high = (random.uniform() - 0.5) * 2 ** random.between(-60, 60);
  return dd.exactSum(high, (random.uniform() - 0.5) * high * 2 ** -53);
}

const pairs = Array.from({ length: 500 }, (_, seed) => {
  const random = Random.stream(seed, "double-double");
  const a = draw(random);
  // Every fifth pair cancels nearly all of the first halves.
  const b = seed % 5 === 0 ? dd.exactSum(-a.high * (1 + 2 ** -40), a.low * 0.3) : draw(random);
  return [a, b] as const;
});

it("sums and products of two numbers are exact", () => {
  for (const [{ high: a }, { high: b }] of pairs) {
    expect(value(dd.exactSum(a, b))).toBe(exactly(a) + exactly(b));
    expect(value(dd.exactProduct(a, b)) * one).toBe(exactly(a) * exactly(b));
  }
});

describe("relative errors are below 2⁻¹⁰⁴", () => {
  const size = (x: bigint): bigint => (x < 0n ? -x : x);
  const within = (found: dd.DoubleDouble, exact: bigint): boolean =>
    size(value(found) - exact) << 104n <= size(exact);

  it.each([
    ["plus", dd.plus, (a: bigint, b: bigint) => a + b],
    ["times", dd.times, times],
    ["over", dd.over, over],
  ])("%s", (_, operation, exact) => {
    for (const [a, b] of pairs) expect(within(operation(a, b), exact(value(a), value(b)))).toBe(true);
  });

  it("root, and that of 0 is 0", () => {
    for (const [a, b] of pairs) {
      const square = a.high > 0 ? a : dd.times(b, b);
      expect(within(dd.root(square), sqrt(value(square)))).toBe(true);
    }
    expect(dd.root(dd.zero)).toEqual(dd.zero);
  });
});
