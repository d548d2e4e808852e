/**
 * Initialisers: shape, distribution, and a stream that decides everything.
 */
import { Random } from "../../lib/index.ts";
import { initializers, type InitializerName } from "../../layers/index.ts";

const [outputs, inputs] = [100, 150];
const count = outputs * inputs;
const drawn = (name: InitializerName, seed = 0): Float64Array =>
  initializers[name](outputs, inputs, Random.stream(seed, "weights")).toArray();

/** Variance promised, and the fourth moment in units of it squared: 9/5 for uniform, 3 for normal. */
const promised: Record<InitializerName, { variance: number; fourth: number }> = {
  xavier: { variance: 2 / (inputs + outputs), fourth: 9 / 5 },
  he: { variance: 2 / inputs, fourth: 3 },
};

describe.each(Object.keys(initializers) as InitializerName[])("%s", (name) => {
  const { variance, fourth } = promised[name];

  it("has mean 0 and the variance promised, within five standard errors", () => {
    const weights = drawn(name);
    const mean = weights.reduce((a, w) => a + w, 0) / count;
    const spread = weights.reduce((a, w) => a + w * w, 0) / count;
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(variance / count));
    expect(Math.abs(spread / variance - 1)).toBeLessThan(5 * Math.sqrt((fourth - 1) / count));
  });

  it("has the shape of its distribution: the fourth moment is not another's", () => {
    const weights = drawn(name);
    const moment = weights.reduce((a, w) => a + (w * w) ** 2, 0) / count / variance ** 2;
    expect(Math.abs(moment / fourth - 1)).toBeLessThan(0.15);
  });

  it("gives [outputs, inputs], the same numbers from the same stream, others from another", () => {
    expect(initializers[name](2, 3, Random.stream(0, "x")).shape).toEqual([2, 3]);
    expect(drawn(name)).toEqual(drawn(name));
    expect(drawn(name, 1)).not.toEqual(drawn(name));
  });
});

it("xavier stays within its bounds", () => {
  const bound = Math.sqrt(6 / (inputs + outputs));
  expect(drawn("xavier").every((w) => Math.abs(w) <= bound)).toBe(true);
});
