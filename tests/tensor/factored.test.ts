/**
 * Gradients, dense and as two factors: the same elements, the same step, and whether they are finite.
 */
import fc from "fast-check";
import { ShapeError } from "../../lib/index.ts";
import { DenseGradient, FactoredMatrix, type Gradient } from "../../tensor/factored.ts";
import { productValues } from "../../tensor/product.ts";
import { transposeValues, valuesOf, type Values } from "../../tensor/values.ts";
import { elements, randomView, seeded } from "../support/views.ts";

const side = fc.integer({ min: 1, max: 9 });
const cases = fc.record({ rows: side, n: side, m: side, seed: fc.nat() });

/** Factors of any strides, their product, and a weight to step from. */
function drawn({ rows, n, m, seed }: { rows: number; n: number; m: number; seed: number }) {
  const random = seeded(seed);
  const [left, right] = [randomView([rows, n], random), randomView([rows, m], random)];
  const product = elements(productValues(transposeValues(left, [1, 0]), right));
  const weight = Float64Array.from({ length: n * m }, () => random.normal());
  return { factored: new FactoredMatrix(left, right), product: [...product], weight };
}

const dense = (values: readonly number[]): DenseGradient =>
  new DenseGradient(valuesOf(Float64Array.from(values), [values.length]));

/** Numbers of all sizes, and what is no number; mostly plain ones. */
const number = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: -2, max: 2, noNaN: true }) },
  fc.constantFrom(0, 1e-160, 1e160, -1e160, 1e308, NaN, Infinity, -Infinity),
);
const list = (length: number): fc.Arbitrary<Float64Array> =>
  fc.array(number, { minLength: length, maxLength: length }).map((x) => Float64Array.from(x));
const isFinite = (x: Iterable<number>): boolean => [...x].every((value) => Number.isFinite(value));

describe("a factored matrix", () => {
  it("has the elements of Lᵀ·R, for factors of any strides, in a new array each time", () => {
    fc.assert(
      fc.property(cases, (sizes) => {
        const { factored, product } = drawn(sizes);
        expect(factored.shape).toEqual([sizes.n, sizes.m]);
        factored.toDense().data.fill(NaN);
        expect([...factored.toDense().data]).toEqual(product);
      }),
    );
  });

  it("takes the step shrink·weight − rate·Lᵀ·R with the bits of the dense gradient, and stays as it is", () => {
    fc.assert(
      fc.property(cases, (sizes) => {
        const { factored, product, weight } = drawn(sizes);
        const descent = { weight, shrink: 0.5, rate: 2 };
        const expected = [...weight].map((w, i) => 0.5 * w - 2 * product[i]!);
        for (const gradient of [factored, factored, dense(product)] as Gradient[]) {
          expect([...gradient.descend(descent)]).toEqual(expected);
        }
      }),
    );
  });

  it("is finite exactly if every element of the product is", () => {
    const sizes = fc.record({ n: fc.integer({ min: 1, max: 4 }), m: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 1, max: 3 }) }); // prettier-ignore
    const factors = sizes.chain(({ n, m, rows }) => fc.record({ n: fc.constant(n), m: fc.constant(m), delta: list(rows * n), s: list(rows * m) })); // prettier-ignore
    const counts = { finite: 0, not: 0 };
    fc.assert(
      fc.property(factors, ({ n, m, delta, s }) => {
        const rows = delta.length / n;
        const product = new Float64Array(n * m);
        for (let r = 0; r < rows; r++) {
          for (let i = 0; i < n; i++) {
            for (let c = 0; c < m; c++) product[i * m + c]! += delta[r * n + i]! * s[r * m + c]!;
          }
        }
        // A factor may be infinite where every product with it is not a number, so both are not finite.
        const found = new FactoredMatrix(valuesOf(delta, [rows, n]), valuesOf(s, [rows, m])).isFinite();
        expect(found).toBe(isFinite(product));
        counts[found ? "finite" : "not"]++;
      }),
      { numRuns: 300 },
    );
    expect(counts.finite).toBeGreaterThan(20);
    expect(counts.not).toBeGreaterThan(20);
  });

  it("refuses factors of different numbers of rows, or that are no matrices", () => {
    const of = (...shape: number[]): Values => valuesOf(new Float64Array(24), shape);
    for (const [left, right] of [[of(4, 6), of(3, 8)], [of(24), of(24, 1)], [of(4, 6), of(4, 3, 2)]] as const) {
      expect(() => new FactoredMatrix(left, right)).toThrow(ShapeError);
      expect(() => new FactoredMatrix(left, right)).toThrow("expected [N, n] and [N, m].");
    }
  }); // prettier-ignore
});

describe("a dense gradient", () => {
  it("is its elements: what they are changed to is what it steps along", () => {
    const gradient = dense([1, 2, 3, 4, 5]);
    gradient.toDense().data.fill(1);
    expect([...gradient.descend({ weight: Float64Array.of(1, 2, 3, 4, 5), shrink: 1, rate: 2 })]).toEqual([-1, 0, 1, 2, 3]); // prettier-ignore
  });

  it("is finite exactly if every element is, also where squares overflow", () => {
    fc.assert(
      fc.property(
        fc.nat(13).chain((n) => list(n)),
        (x) => {
          expect(dense([...x]).isFinite()).toBe(isFinite(x));
        },
      ),
    );
    expect(dense([1e308, -1e308, 1e308]).isFinite()).toBe(true);
  });

  it("of a strided view has the view's elements, row by row", () => {
    const view = transposeValues(valuesOf(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]), [1, 0]);
    expect([...new DenseGradient(view).toDense().data]).toEqual([1, 4, 2, 5, 3, 6]);
  });
});
