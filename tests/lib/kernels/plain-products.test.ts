import { plain } from "../../../lib/kernels/plain.ts";
import { tripleLoop } from "../../../lib/kernels/plain-products.ts";
import { Random } from "../../../lib/random.ts";
import { descendsAsDefined, equalsTheDefinition } from "../../support/kernels.ts";
import { definition, elements, matrix, output } from "../../support/matrix-views.ts";
import { firstDifference } from "../../support/tensors.ts";

describe("the plain matrix product", () => {
  it("equals the definition bit for bit: shapes, views, offsets, bias, NaN, ±∞, −0", () => {
    equalsTheDefinition(plain, 300);
  });

  it("is descended along to the bits of the product and then the formula", () => {
    descendsAsDefined(plain, 100);
  });

  it("has a triple loop of its own that equals the definition", () => {
    const random = Random.stream(0, "loop");
    const [a, b] = [matrix(5, 6, "gaps", "wild", random), matrix(6, 7, "columns", "wild", random)];
    const out = output(5, 7, "images", 2);
    tripleLoop(a, b, out);
    expect(firstDifference(Float64Array.from(elements(out)), definition(a, b, [5, 6, 7]))).toBe(-1);
  });

  it("of nothing is zeros, or the bias", () => {
    const random = Random.stream(0, "nothing");
    const [a, b] = [matrix(2, 0, "rows", "normal", random), matrix(0, 3, "rows", "normal", random)];
    const out = output(2, 3, "rows", 0);
    plain.product(a, b, out);
    expect(elements(out)).toEqual([0, 0, 0, 0, 0, 0]);
    plain.product(a, b, out, Float64Array.of(1, 2, 3));
    expect(elements(out)).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("keeps a NaN that a factor of 0 might be thought to hide", () => {
    const a = matrix(8, 8, "rows", "normal", Random.stream(0, "a"));
    a.data.fill(0);
    const b = matrix(8, 8, "rows", "normal", Random.stream(0, "b"));
    b.data[3 * 8 + 5] = NaN;
    const out = output(8, 8, "rows", 0);
    plain.product(a, b, out);
    out.data.forEach((x, place) => expect([place, Number.isNaN(x)]).toEqual([place, place % 8 === 5]));
  });
});
