import { affine, dot, linear, matmul } from "../../../autograd/ops/product.ts";
import { add, transpose } from "../../../autograd/index.ts";
import { ShapeError } from "../../../lib/index.ts";
import { eye, tensor, zeros } from "../../../tensor/index.ts";
import { inner, normal, numbersOf, relativeDistance } from "../../support/tensors.ts";

const [x, weight, bias] = [normal([4, 3], 1), normal([2, 3], 2), normal([2], 3)];

describe("products", () => {
  it("matmul has the identity as neutral element and is associative to rounding", () => {
    expect(numbersOf(matmul(x, eye(3)))).toEqual(numbersOf(x));
    expect(numbersOf(matmul(eye(4), x))).toEqual(numbersOf(x));
    const [left, right] = [
      matmul(matmul(x, transpose(weight)), weight),
      matmul(x, matmul(transpose(weight), weight)),
    ];
    expect(relativeDistance(numbersOf(left), numbersOf(right))).toBeLessThan(1e-15);
  });

  it("linear is x·Wᵀ and affine adds the bias, to the last bit", () => {
    expect(numbersOf(linear(x, weight))).toEqual(numbersOf(matmul(x, transpose(weight))));
    expect(numbersOf(affine(x, weight, bias))).toEqual(numbersOf(add(matmul(x, transpose(weight)), bias)));
  });

  it("dot is the sum of products over all elements", () => {
    const y = normal([4, 3], 9);
    expect(dot(x, y).item()).toBeCloseTo(inner(x, y), 14);
    expect([dot(2, 3).item(), dot(tensor([]), tensor([])).item()]).toEqual([6, 0]);
  });

  it.each([
    [
      () => linear(x, zeros([2, 4])),
      "linear: x [4,3] and weight [2,4] do not fit: expected x [N, m] and weight [n, m].",
    ],
    [
      () => affine(zeros([3]), weight, bias),
      "affine: x [3] and weight [2,3] do not fit: expected x [N, m] and weight [n, m].",
    ],
    [() => affine(x, weight, zeros([3])), "affine: bias [3] does not fit weight [2,3]: expected [2]."],
    [() => affine(x, weight, zeros([1, 2])), "affine: bias [1,2] does not fit weight [2,3]: expected [2]."],
    [
      () => matmul(tensor([1, 2]), x),
      "matmul: shapes [2] and [4,3]: both need at least two axes. Reshape a vector to [1,n] or [n,1].",
    ],
    [() => matmul(x, x), "matmul: shapes [4,3] and [4,3]: the inner lengths 3 and 4 differ. Transpose one?"],
  ])("says what does not fit: %#", (call, message) => {
    expect(call).toThrow(new ShapeError(message));
  });
});
