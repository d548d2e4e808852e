import fc from "fast-check";
import { ShapeError } from "../../lib/index.ts";
import { affineValues, productShape, productValues } from "../../tensor/product.ts";
import { broadcastShape } from "../../tensor/shape.ts";
import { transposeValues, valuesOf, type Values } from "../../tensor/values.ts";
import { firstDifference } from "../support/tensors.ts";
import { broadcastPairs, broadcastPlace, elements, placesOf, randomView, seeded } from "../support/views.ts";

/** A·B by its definition, index by index. */
function byIndex(a: Values, b: Values, batch: readonly number[]): number[] {
  const [m, k] = a.shape.slice(-2) as [number, number];
  const n = b.shape[b.dimension - 1]!;
  return placesOf([...batch, m, n]).map((place) => {
    const [i, j] = place.slice(-2) as [number, number];
    const at = place.slice(0, -2);
    let sum = 0;
    for (let p = 0; p < k; p++) {
      sum +=
        a.get(...broadcastPlace(a.shape.slice(0, -2), at), i, p) *
        b.get(...broadcastPlace(b.shape.slice(0, -2), at), p, j);
    }
    return sum;
  });
}

const length = fc.nat(6);

describe("productValues", () => {
  it("multiplies stacks of matrices of any strides, broadcasting the stacks, bit for bit", () => {
    fc.assert(
      fc.property(broadcastPairs, fc.tuple(length, length, length), fc.nat(), ([p, q], [m, k, n], seed) => {
        const random = seeded(seed);
        const [a, b] = [randomView([...p, m, k], random), randomView([...q, k, n], random)];
        const batch = broadcastShape("x", p, q);
        const y = productValues(a, b);
        expect(y.shape).toEqual([...batch, m, n]);
        expect(firstDifference(elements(y), byIndex(a, b, batch))).toBe(-1);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [
      [3],
      [3, 2],
      "matmul: shapes [3] and [3,2]: both need at least two axes. Reshape a vector to [1,n] or [n,1].",
    ],
    [[2, 3], [2, 3], "matmul: shapes [2,3] and [2,3]: the inner lengths 3 and 2 differ. Transpose one?"],
    [[2, 1, 1], [3, 1, 1], "matmul: shapes [2] and [3] do not broadcast: axis -1 is 2 against 3."],
  ])("refuses %j times %j", (a, b, message) => {
    expect(() => productShape(a, b)).toThrow(new ShapeError(message));
  });
});

describe("affineValues", () => {
  it("is x·Wᵀ + b, with the bias added last", () => {
    fc.assert(
      fc.property(
        fc.tuple(length, length, length),
        fc.boolean(),
        fc.nat(),
        ([rows, inputs, outputs], biased, seed) => {
          const random = seeded(seed);
          const [x, weight] = [randomView([rows, inputs], random), randomView([outputs, inputs], random)];
          const bias = biased ? randomView([outputs], random) : undefined;
          const product = byIndex(x, transposeValues(weight, [1, 0]), []);
          const expected = product.map((sum, i) => (bias ? sum + bias.get(i % outputs) : sum));
          const y = affineValues(x, weight, bias);
          expect(y.shape).toEqual([rows, outputs]);
          expect(firstDifference(elements(y), expected)).toBe(-1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("reads a bias that is a view", () => {
    const bias = valuesOf(Float64Array.of(9, 1, 9, 2), [2], [2], 1);
    const y = affineValues(
      valuesOf(new Float64Array(3), [1, 3]),
      valuesOf(new Float64Array(6), [2, 3]),
      bias,
    );
    expect(elements(y)).toEqual([1, 2]);
  });
});
