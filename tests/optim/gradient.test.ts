import { Random } from "../../lib/index.ts";
import { Gradient } from "../../optim/gradient.ts";
import { productValues, transposeValues, valuesOf, type Values } from "../../tensor/index.ts";

const random = Random.stream(0, "gradient");
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
const matrix = (rows: number, columns: number): Values => valuesOf(normals(rows * columns), [rows, columns]);

const product = { cotangents: matrix(7, 5), rows: matrix(7, 8) };
const numbers = productValues(transposeValues(product.cotangents, [1, 0]), product.rows).data;
const descent = { weight: normals(40), shrink: 0.9, rate: 0.1 };
const step = numbers.map((g, i) => 0.9 * descent.weight[i]! - 0.1 * g);

describe("a gradient", () => {
  it("of rows has the elements of their product, once and for all", () => {
    const gradient = Gradient.ofRows(product);
    expect(gradient.elements).toEqual(numbers);
    gradient.elements[0] = 5;
    expect(gradient.elements[0]).toBe(5);
  });

  it("takes the same step whether the product was carried out or not", () => {
    const carriedOut = Gradient.ofRows(product);
    expect(carriedOut.elements.length).toBe(40);
    for (const gradient of [Gradient.ofRows(product), carriedOut, Gradient.ofElements(numbers.slice())]) {
      expect(gradient.descended(descent)).toEqual(step);
    }
  });

  it("steps along what its elements were changed to", () => {
    const gradient = Gradient.ofRows(product);
    gradient.elements.fill(1);
    expect(gradient.descended(descent)).toEqual(descent.weight.map((w) => 0.9 * w - 0.1 * 1));
  });

  it("is known to be bounded only as a product of moderate rows", () => {
    const with_ = (value: number): Gradient =>
      Gradient.ofRows({ ...product, rows: valuesOf(new Float64Array(56).fill(value), [7, 8]) });
    expect(with_(1).isBounded).toBe(true);
    for (const value of [NaN, Infinity, 1e200]) expect(with_(value).isBounded).toBe(false);
    expect(Gradient.ofElements(Float64Array.of(1)).isBounded).toBe(false);
  });
});
