/**
 * Rows with ones in front, and what is orthogonal to all of them.
 */
import { mul } from "../../autograd/index.ts";
import { Linear, Pass, type AffineUse } from "../../layers/index.ts";
import { nullSpaceOf, withOnes } from "../../probes/null-space.ts";
import { inner } from "../../probes/vectors.ts";
import { tensor, type Nested, type Tensor } from "../../tensor/index.ts";
import { normal, stream } from "./subjects.ts";

function useOf(x: Tensor, bias = true): AffineUse {
  const pass = Pass.training();
  new Linear(x.shape[1]!, 2, { random: stream(0), bias }).forward(x, pass);
  return pass.uses[0]!;
}

describe("withOnes", () => {
  const x = tensor([
    [2, 3],
    [4, 5],
  ]);

  it("puts a 1 before each row where there is a bias", () => {
    expect(withOnes(x, true)).toEqual({ entries: Float64Array.of(1, 2, 3, 1, 4, 5), rows: 2, columns: 3 });
    expect(withOnes(x, false)).toEqual({ entries: Float64Array.of(2, 3, 4, 5), rows: 2, columns: 2 });
  });
});

describe("the null space of what a layer sees", () => {
  it.each<[string, Tensor, boolean, number]>([
    ["is empty for rows of full column rank", normal(stream(1), [9, 3]), true, 0],
    ["has a direction for a constant feature, which the bias can take over", constant([7, 2, 5]), true, 1],
    ["but not where there is no bias", constant([7, 2, 5]), false, 0],
    ["has one for each column that rows are too few for", normal(stream(2), [2, 5]), true, 4],
    ["is empty for independent features whose scales are 1e-18 apart", scaled([1, 1e-18]), true, 0],
    ["has a direction for a feature and its copy on a scale of 1e-18", repeated(1e-18), true, 1],
    ["is everything for zeros without a bias", tensor(new Float64Array(12), [4, 3]), false, 3],
  ])("%s", (_, x, bias, dimension) => {
    const use = useOf(x, bias);
    const basis = nullSpaceOf(use);
    expect(basis).toHaveLength(dimension);
    const { entries, rows, columns } = withOnes(x, bias);
    for (const z of basis) {
      for (let j = 0; j < rows; j++) {
        expect(Math.abs(inner(z, entries.slice(j * columns, (j + 1) * columns)))).toBeLessThanOrEqual(1e-12);
      }
    }
    basis.forEach((z, i) => {
      basis.forEach((other, k) => expect(inner(z, other)).toBeCloseTo(i === k ? 1 : 0, 12));
    });
  });
});

/** A feature that varies, beside one that is 3 on every row. */
function constant(numbers: readonly number[]): Tensor {
  return tensor(numbers.map((value): Nested => [value, 3]));
}

/** Independent features on these scales. */
function scaled(scales: readonly number[]): Tensor {
  return mul(normal(stream(3), [9, scales.length]), tensor(scales));
}

/** A feature, and the same on another scale. */
function repeated(scale: number): Tensor {
  return mul(normal(stream(4), [9, 1]), tensor([1, scale]));
}
