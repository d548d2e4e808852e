import {
  batchNorm,
  layerNorm,
  standardize,
  standardizeWithStatistics,
} from "../../../autograd/ops/normalize.ts";
import { add, grad, mean, mul, reshape, sum, variance } from "../../../autograd/index.ts";
import { tensor, type Tensor } from "../../../tensor/index.ts";
import { inner, norm, normal, numbersOf, relativeDistance } from "../../support/tensors.ts";

const x = normal([5, 3], 4);

describe("standardize", () => {
  it("gives mean 0 and variance v/(v + ε) over the named axes", () => {
    for (const axes of [[0], [1], [0, 1]]) {
      const y = standardize(x, { axes, eps: 0.3 });
      const over = { axes, keepDims: true };
      expect(norm(mean(y, over).toArray())).toBeLessThan(1e-15);
      const v = numbersOf(variance(x, over));
      expect(
        relativeDistance(
          numbersOf(variance(y, over)),
          v.map((value) => value / (value + 0.3)),
        ),
      ).toBeLessThan(1e-14);
    }
  });

  it("is over all axes, with ε = 1e-5, by default", () => {
    expect(numbersOf(standardize(x))).toEqual(numbersOf(standardize(x, { axes: [0, 1], eps: 1e-5 })));
    expect(numbersOf(standardize(x, { axes: [-1] }))).toEqual(numbersOf(standardize(x, { axes: [1] })));
  });

  it("does not see a shift, and hardly a scale", () => {
    const shifted = standardize(tensor([[1001], [1002], [1004]]), { axes: [0], eps: 0 });
    expect(
      relativeDistance(
        numbersOf(shifted),
        numbersOf(standardize(tensor([[1], [2], [4]]), { axes: [0], eps: 0 })),
      ),
    ).toBeLessThan(1e-13);
    expect(
      relativeDistance(
        numbersOf(standardize(mul(x, 8), { axes: [0], eps: 0 })),
        numbersOf(standardize(x, { axes: [0], eps: 0 })),
      ),
    ).toBeLessThan(1e-15);
  });

  it("of equal numbers is 0, not NaN", () => {
    expect(numbersOf(standardize(tensor([3, 3, 3]), { axes: [0] }))).toEqual([0, 0, 0]);
    expect(numbersOf(standardize(tensor([7]), { axes: [0] }))).toEqual([0]);
  });

  it("returns the statistics it used, biased and kept", () => {
    const { out, mean: m, variance: v } = standardizeWithStatistics(x, [0], 0.1);
    expect([m.shape, v.shape]).toEqual([
      [1, 3],
      [1, 3],
    ]);
    expect(numbersOf(v)).toEqual(numbersOf(variance(x, { axes: [0], keepDims: true })));
    expect(numbersOf(out)).toEqual(numbersOf(standardize(x, { axes: [0], eps: 0.1 })));
  });

  it("has gradients that know that a shift changes nothing, nor, without ε, a scale", () => {
    const weights = normal([5, 3], 5);
    const loss = (y: Tensor): Tensor => sum(mul(weights, standardize(y, { axes: [0], eps: 0 })));
    const gradient = grad(loss)(x);
    expect(norm(mean(gradient, { axes: [0] }).toArray())).toBeLessThan(1e-15);
    expect(Math.abs(inner(gradient, x))).toBeLessThan(1e-14);
    // The gradient of a plain sum vanishes altogether: why checks must not use one.
    expect(norm(grad((y: Tensor) => sum(standardize(y, { axes: [0] })))(x).toArray())).toBeLessThan(1e-14);
  });
});

describe("batchNorm and layerNorm", () => {
  const [gamma, beta] = [normal([3], 6), normal([3], 7)];

  it("batchNorm standardises channel by channel over all other axes, times γ, plus β", () => {
    for (const [shape, axes, channels] of [
      [[5, 3], [0], [3]],
      [
        [4, 3, 2],
        [0, 2],
        [3, 1],
      ],
      [
        [2, 3, 2, 2],
        [0, 2, 3],
        [3, 1, 1],
      ],
    ] as const) {
      const images = normal(shape, 8);
      const expected = add(
        mul(standardize(images, { axes, eps: 0.3 }), reshape(gamma, channels)),
        reshape(beta, channels),
      );
      expect(numbersOf(batchNorm(images, gamma, beta, { eps: 0.3 }))).toEqual(numbersOf(expected));
    }
  });

  it("layerNorm standardises each example over the axes of γ, times γ, plus β", () => {
    const expected = add(mul(standardize(x, { axes: [1], eps: 0.3 }), gamma), beta);
    expect(numbersOf(layerNorm(x, gamma, beta, { eps: 0.3 }))).toEqual(numbersOf(expected));
    const [blocks, g, b] = [normal([2, 4, 3], 9), normal([4, 3], 10), normal([4, 3], 11)];
    const overTwo = add(mul(standardize(blocks, { axes: [1, 2], eps: 0.3 }), g), b);
    expect(numbersOf(layerNorm(blocks, g, b, { eps: 0.3 }))).toEqual(numbersOf(overTwo));
  });

  it("both have ε = 1e-5 by default", () => {
    for (const f of [batchNorm, layerNorm]) {
      expect(numbersOf(f(x, gamma, beta))).toEqual(numbersOf(f(x, gamma, beta, { eps: 1e-5 })));
    }
  });
});
