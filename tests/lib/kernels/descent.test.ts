import fc from "fast-check";
import { descendAlong } from "../../../lib/kernels/descent.ts";

const numbers = (length: number): fc.Arbitrary<Float64Array> =>
  fc.array(fc.double(), { minLength: length, maxLength: length }).map((x) => Float64Array.from(x));

describe("descendAlong", () => {
  it("is shrink·weight − rate·gradient in every element, at any length, and leaves the weight alone", () => {
    const cases = fc.nat(13).chain((n) => fc.tuple(numbers(n), numbers(n), fc.double(), fc.double()));
    fc.assert(
      fc.property(cases, ([gradient, weight, shrink, rate]) => {
        const [expected, before] = [weight.map((w, i) => shrink * w - rate * gradient[i]!), weight.slice()];
        descendAlong(gradient, { weight, shrink, rate });
        expect(gradient).toEqual(expected);
        expect(weight).toEqual(before);
      }),
    );
  });
});
